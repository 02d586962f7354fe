"""The reviewer's pages: the queue, the verdict, and that nothing names the author."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from essays import actions
from essays.models import Essay, EssayReview, EssayTask, ReturnReason
from tests.essays.conftest import TEXT, hand_in
from tests.essays.test_assigning import client_of, plan
from tests.factories import (
    Cast,
    make_event,
    make_offering,
    make_person,
    make_registration,
    make_task,
)

QUEUE_QUERIES = 13  # six of them: what heads and foots every page


@pytest.fixture
def reviewer(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.reviewer, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def waiting(cast: Cast, task: EssayTask, number: int) -> list[Essay]:
    """Essays of as many authors, handed in one after the other."""
    essays = []
    for place in range(number):
        author = make_person(f"钟{place}", cast.unit)
        make_registration(task.offering, author)
        essay = actions.start(by=author, task=task).record
        hand_in(essay, title=f"第{place}篇")
        essays.append(essay)
    return essays


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_asks_as_often_for_three_as_for_one(
    cast: Cast, reviewer: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        task = make_task(make_offering(unit=cast.district, page=make_event()))
        waiting(cast, task, number)
    reviewer.get("/review/")
    with django_assert_num_queries(QUEUE_QUERIES):
        page = reviewer.get("/review/")
    assert len(page.context["essays"]) == number * number
    assert len(page.context["groups"]) == number


def test_the_longest_waiting_comes_first_and_filters_hold(
    cast: Cast, reviewer: Client, task: EssayTask
) -> None:
    first, second = waiting(cast, task, 2)
    other = waiting(cast, make_task(make_offering(unit=cast.district)), 1)[0]
    assert list(reviewer.get("/review/").context["essays"]) == [first, second, other]
    chosen = reviewer.get(f"/review/?offering={other.task.offering.public_id}")
    assert list(chosen.context["essays"]) == [other]
    assert reviewer.get("/review/?offering=nonsense&page=x").status_code == 200


@pytest.mark.parametrize("unknown", ["%00", "x", "%C2%B2", "000000000000"])
def test_a_filter_that_nobody_made_finds_nothing(
    reviewer: Client, submitted: Essay, unknown: str
) -> None:
    response = reviewer.get(f"/review/?offering={unknown}")
    assert response.status_code == 200
    assert not response.context["essays"].object_list


def test_an_empty_queue_says_what_will_be_here(cast: Cast, reviewer: Client) -> None:
    page = reviewer.get("/review/").content.decode()
    assert "没有待评的心得" in page
    assert "有 0 篇" not in page


def test_who_reads(cast: Cast, submitted: Essay) -> None:
    address = f"/review/{submitted.public_id}/"
    elsewhere = make_person("外地人", cast.other_unit, "reviewer")
    for person in (cast.participant, cast.organiser, cast.liaison, cast.editor, elsewhere):
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        answer = client.get(address)
        assert answer.status_code == 403
        assert TEXT not in answer.content.decode()
    assert Client().get(address).url.startswith("/accounts/login/")


def test_a_draft_is_nobodys_to_read(reviewer: Client, essay: Essay) -> None:
    assert reviewer.get(f"/review/{essay.public_id}/").status_code == 403
    assert not reviewer.get("/review/").context["essays"].object_list


def test_nothing_a_reviewer_sees_names_author_or_unit(
    cast: Cast, reviewer: Client, submitted: Essay
) -> None:
    author = cast.participant
    names = {author.name, author.email, author.username, author.public_id}
    names |= {cast.unit.name, cast.unit.name_en, cast.unit.code, cast.unit.public_id}
    names.add(submitted.registration.public_id)
    pages = [reviewer.get("/review/"), reviewer.get(f"/review/{submitted.public_id}/")]
    pages.append(reviewer.post(f"/review/{submitted.public_id}/", {"verdict": "return"}))
    decided = {"verdict": "accept", "revision": 1, "comment": ""}
    pages.append(reviewer.post(f"/review/{submitted.public_id}/", decided, follow=True))
    pages.append(reviewer.get(f"/review/{submitted.public_id}/"))
    for page in pages:
        seen = page.content.decode() + repr(page.headers)
        assert not [name for name in names if name in seen]


def test_a_verdict_leads_to_the_next_of_the_same_offering(
    cast: Cast, reviewer: Client, task: EssayTask
) -> None:
    other = waiting(cast, make_task(make_offering(unit=cast.district)), 1)[0]
    first, second = waiting(cast, task, 2)
    query = f"?offering={task.offering.public_id}"
    verdict = {"verdict": "accept", "revision": 1, "comment": ""}
    answer = reviewer.post(f"/review/{first.public_id}/{query}", verdict)
    assert answer.url == f"/review/{second.public_id}/{query}"
    answer = reviewer.post(answer.url, verdict)
    assert answer.url == "/review/"
    answer = reviewer.post(f"/review/{other.public_id}/", verdict)
    assert answer.url == "/review/"


def test_a_return_without_a_comment_asks_for_it(reviewer: Client, submitted: Essay) -> None:
    answer = reviewer.post(f"/review/{submitted.public_id}/", {"verdict": "return", "revision": 1})
    assert answer.status_code == 422
    assert answer.context["form"].errors["comment"]
    above, _text = answer.content.decode().split('<article class="reading__text"')
    assert "data-error-summary" in above  # the field itself stands below all of the essay


def test_a_stale_page_shows_the_newer_revision_and_keeps_the_comment(
    cast: Cast, reviewer: Client, submitted: Essay
) -> None:
    actions.send_back(by=cast.admin, essay=submitted, revision=1, comment="请补充。")
    hand_in(submitted, text=TEXT + "补充了一段。")
    stale = {"verdict": "accept", "revision": 1, "comment": "写得好"}
    answer = reviewer.post(f"/review/{submitted.public_id}/", stale)
    assert answer.status_code == 409
    assert "补充了一段。" in answer.content.decode()
    assert answer.context["form"].initial == {
        "verdict": "accept",
        "revision": 2,
        "comment": "写得好",
        "reasons": [],
    }


def test_a_decided_essay_says_so(cast: Cast, reviewer: Client, submitted: Essay) -> None:
    actions.accept(by=cast.admin, essay=submitted, revision=1)
    late = {"verdict": "return", "revision": 1, "comment": "再改"}
    answer = reviewer.post(f"/review/{submitted.public_id}/", late, follow=True)
    assert "已采用" in answer.content.decode()
    assert EssayReview.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"verdict": "burn", "revision": 1}, {"verdict": "accept"}])
def test_a_broken_form_decides_nothing(
    reviewer: Client, submitted: Essay, data: dict[str, Any]
) -> None:
    assert reviewer.post(f"/review/{submitted.public_id}/", data).status_code == 422
    assert not EssayReview.objects.exists()


def test_the_queue_is_not_written_to(reviewer: Client) -> None:
    assert reviewer.post("/review/").status_code == 405


def test_reasons_stay_ticked_when_a_word_is_changed(cast: Cast, submitted: Essay) -> None:
    plan(submitted.task, decides="chief")
    essay = Essay.objects.select_related("task__review_plan").get()
    reason = ReturnReason.objects.create(name="缺少见闻", name_en="Nothing seen")
    said = {"essay": essay, "revision": 1, "verdict": "return", "reasons": [reason.as_said()]}
    assert actions.advise(by=cast.reviewer, **said).ok
    assert actions.prepare(by=cast.organiser, **said).ok
    address = f"/review/{essay.public_id}/"
    for person, path in ((cast.reviewer, address), (cast.organiser, f"{address}decide/")):
        form = client_of(person).get(path).context["form"]
        assert form["reasons"].value() == [reason.pk]
        assert "checked" in str(form["reasons"])
