"""A verdict, a comment, a decision that can no longer be sent: its words come back, nothing else.

Each refusal is a page in the reader's language that says what happened and shows what was written.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from essays import actions
from essays.models import Assignment, Essay, EssayReview, Recommendation, Recusal, ReturnReason
from people.enums import Role
from people.models import Membership
from tests.essays.conftest import TEXT, hand_in
from tests.essays.test_assigning import client_of, plan
from tests.factories import Cast

WORDS = "第二段写得最好，请补上出处<b>。\n\n结尾可以再收一收。"
SAFE = WORDS.replace("<b>", "&lt;b&gt;")
ADVICE = {"verdict": "return", "revision": 1, "note": WORDS}
VERDICT = {"verdict": "return", "revision": 1, "comment": WORDS}
TITLE = "复核人一栏"


def withdrawn(cast: Cast, essay: Essay) -> None:
    assert actions.withdraw(by=essay.author, essay=essay).ok


def taken_back(cast: Cast, essay: Essay) -> None:
    plan(essay.task, reviewers_each=1)
    Assignment.objects.filter(essay=essay, reviewer=cast.reviewer).delete()


def left_to_others(cast: Cast, essay: Essay) -> None:
    Recusal.objects.create(reviewer=cast.reviewer, noted_by=cast.organiser, essay=essay)


def joined_the_unit(cast: Cast, essay: Essay) -> None:
    Membership.objects.create(user=cast.reviewer, unit=essay.unit, role="member")


def decided(cast: Cast, essay: Essay) -> None:
    assert actions.accept(by=cast.admin, essay=essay, revision=1).ok


NOT_TO_BE_READ = (withdrawn, taken_back, left_to_others, joined_the_unit)


def send(person: Any, essay: Essay, data: dict[str, Any], path: str = "", **kwargs: Any) -> Any:
    return client_of(person).post(f"/review/{essay.public_id}/{path}", data, **kwargs)


def comes_back(answer: HttpResponse, status: int, words: str = SAFE) -> str:
    """The page, which has the words once more, to be copied, and says that nothing was sent."""
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert "这次没有提交" in page
    assert "readonly" in page
    return page


@pytest.mark.parametrize(
    ("happened", "path"),
    [
        (happened, path)
        for happened in NOT_TO_BE_READ
        for path in ("", "comments/", "recuse/")
        if (happened, path) != (left_to_others, "recuse/")  # that is what was asked for
    ],
)
def test_words_about_what_one_may_read_no_more_come_back_without_the_essay(
    cast: Cast, submitted: Essay, happened: Callable[..., None], path: str
) -> None:
    happened(cast, submitted)
    data = {
        "": VERDICT,
        "comments/": {"revision": 1, "text": WORDS, "visibility": "author"},
        "recuse/": {"reason": WORDS},
    }[path]
    page = comes_back(send(cast.reviewer, submitted, data, path), 403)
    assert "作者已撤回" in page
    assert "data-help" in page
    assert TITLE not in page
    assert TEXT not in page
    assert submitted.task.title not in page
    assert submitted.author.name not in page
    assert not EssayReview.objects.exists()


def test_an_english_reader_is_told_in_english(cast: Cast, submitted: Essay) -> None:
    withdrawn(cast, submitted)
    answer = client_of(cast.reviewer).post(f"/en/review/{submitted.public_id}/", VERDICT)
    assert "This was not sent" in answer.content.decode()
    assert SAFE in answer.content.decode()


@pytest.mark.parametrize("happened", NOT_TO_BE_READ)
def test_reading_it_stays_refused(
    cast: Cast, submitted: Essay, happened: Callable[..., None]
) -> None:
    happened(cast, submitted)
    answer = client_of(cast.reviewer).get(f"/review/{submitted.public_id}/")
    assert answer.status_code == 403
    assert TEXT not in answer.content.decode()


def role_ended(cast: Cast, essay: Essay) -> None:
    Membership.objects.filter(user=cast.reviewer, role=Role.REVIEWER).delete()


@pytest.mark.parametrize("path", ["", "comments/", "recuse/"])
def test_words_come_back_to_a_reviewer_whose_role_has_ended(
    cast: Cast, submitted: Essay, path: str
) -> None:
    role_ended(cast, submitted)
    sent = VERDICT | {"text": WORDS, "reason": WORDS}
    page = comes_back(send(cast.reviewer, submitted, sent, path), 403)
    assert "data-help" in page
    assert 'href="/me/"' in page
    assert "/review/" not in page.split("<main")[1].split("</main>")[0]
    for one in (TITLE, TEXT, submitted.task.title, submitted.author.name, "作者已撤回"):
        assert one not in page
    assert not EssayReview.objects.exists()
    assert not Recusal.objects.exists()


def test_whose_role_has_ended_is_told_alike_whether_there_is_such_an_essay(
    cast: Cast, submitted: Essay
) -> None:
    role_ended(cast, submitted)
    client = client_of(cast.reviewer)
    answers = [
        client.post(f"/review/{one}/", VERDICT) for one in (submitted.public_id, "222222222222")
    ]
    assert [one.status_code for one in answers] == [403, 403]
    assert client.get(f"/review/{submitted.public_id}/").status_code == 403
    assert client.post(f"/review/{submitted.public_id}/").status_code == 403
    outside = Client().post(f"/review/{submitted.public_id}/", VERDICT)
    assert outside.url.startswith("/accounts/login/")


@pytest.mark.parametrize("happened", [withdrawn, role_ended])
def test_words_from_another_site_are_not_shown(
    cast: Cast, submitted: Essay, happened: Callable[..., None]
) -> None:
    happened(cast, submitted)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.reviewer, "allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(f"/review/{submitted.public_id}/", VERDICT)
    assert answer.status_code == 403
    assert SAFE not in answer.content.decode()


def test_an_address_that_is_tried_is_refused_as_before(cast: Cast, essay: Essay) -> None:
    answer = send(cast.reviewer, essay, {})
    assert answer.status_code == 403
    assert "只有评审人" in answer.content.decode()


def test_words_about_what_is_decided_come_back(cast: Cast, submitted: Essay) -> None:
    decided(cast, submitted)
    page = comes_back(send(cast.reviewer, submitted, VERDICT), 409)
    assert "已采用" in page
    assert f"/review/{submitted.public_id}/" in page
    comment = {"revision": 1, "text": WORDS, "visibility": "author", "quote": "计算稿"}
    page = comes_back(send(cast.reviewer, submitted, comment, "comments/"), 409)
    assert "计算稿" in page
    assert EssayReview.objects.count() == 1


def test_where_nothing_was_written_the_reviewer_goes_on(cast: Cast, submitted: Essay) -> None:
    decided(cast, submitted)
    accepting = {"verdict": "accept", "revision": 1, "comment": ""}
    assert send(cast.reviewer, submitted, accepting).url == "/review/"


def test_a_note_points_and_reasons_come_back(cast: Cast, submitted: Essay) -> None:
    plan(submitted.task, decides="chief")
    reason = ReturnReason.objects.create(name="缺少见闻", name_en="Nothing seen")
    assert actions.withdraw(by=submitted.author, essay=submitted).ok
    sent = ADVICE | {"reasons": [reason.pk], "points-abc": "7.5", "points-def": "9"}
    page = comes_back(send(cast.reviewer, submitted, sent), 403)
    assert "缺少见闻" in page
    assert "7.5、9" in page
    comes_back(send(cast.reviewer, submitted, ADVICE | {"reasons": ["x", "9" * 30]}), 403)


def test_a_recommendation_decides_nothing_when_the_plan_changed(
    cast: Cast, submitted: Essay
) -> None:
    for verdict in ("return", "accept"):
        page = comes_back(send(cast.reviewer, submitted, ADVICE | {"verdict": verdict}), 409)
        assert "您的评定" in page
    assert not EssayReview.objects.exists()


def test_a_verdict_is_no_recommendation_when_the_plan_changed(cast: Cast, submitted: Essay) -> None:
    plan(submitted.task, decides="chief")
    comes_back(send(cast.reviewer, submitted, VERDICT), 409)
    assert not Recommendation.objects.exists()


def test_a_reason_that_is_too_long_is_not_dropped(cast: Cast, submitted: Essay) -> None:
    long = "因为" * 101
    address = f'href="/review/{submitted.public_id}/"'
    assert address in comes_back(
        send(cast.reviewer, submitted, {"reason": long}, "recuse/"), 422, long
    )
    withdrawn(cast, submitted)
    page = comes_back(send(cast.reviewer, submitted, {"reason": long}, "recuse/"), 422, long)
    assert address not in page, "it leads to nothing that may not be read"
    assert not Recusal.objects.exists()


@pytest.mark.parametrize(("path", "words"), [("decide/", VERDICT), ("blackout/", {"words": WORDS})])
def test_what_an_organiser_wrote_comes_back(
    cast: Cast, submitted: Essay, path: str, words: dict[str, Any]
) -> None:
    plan(submitted.task, decides="chief")
    prepared = {"by": cast.organiser, "essay": submitted, "revision": 1, "verdict": "accept"}
    assert actions.prepare(**prepared).ok
    assert actions.release(by=cast.organiser, task=submitted.task).ok
    comes_back(send(cast.organiser, submitted, words, path), 409)


@pytest.mark.parametrize("path", ["decide/", "blackout/"])
def test_what_an_organiser_wrote_about_a_withdrawn_essay_comes_back(
    cast: Cast, submitted: Essay, path: str
) -> None:
    plan(submitted.task, decides="chief")
    withdrawn(cast, submitted)
    page = comes_back(send(cast.organiser, submitted, VERDICT | {"words": WORDS}, path), 403)
    assert "/review/tasks/" in page
    assert TITLE not in page


def test_words_of_a_release_stay_when_its_preview_is_old(cast: Cast, submitted: Essay) -> None:
    plan(submitted.task, decides="chief")
    prepared = {"by": cast.organiser, "essay": submitted, "revision": 1}
    assert actions.prepare(verdict="accept", **prepared).ok
    client = client_of(cast.organiser)
    address = f"/review/tasks/{submitted.task.public_id}/release/"
    [group] = client.get(address).context["groups"]
    [(_language, form)] = group.forms
    typed = {form.add_prefix("subject"): "改过的标题", form.add_prefix("body"): "改过的正文"}
    answer = client.post(address, {"seen": "before", **typed})
    assert answer.status_code == 409
    assert "改过的正文" in answer.content.decode()
    assert actions.prepare(verdict="return", comment="请补充。", **prepared).ok
    seen = answer.context["seen"]
    answer = client.post(address, {"seen": seen, **typed})  # another group of notices by now
    assert answer.status_code == 409
    assert not EssayReview.objects.exists()


def test_control_what_can_be_sent_is_sent(cast: Cast, submitted: Essay) -> None:
    assert send(cast.reviewer, submitted, VERDICT).status_code == 302
    assert EssayReview.objects.get().comment == WORDS
    hand_in(submitted, text=TEXT + "补充了一段。")
    assert send(cast.reviewer, submitted, {"reason": WORDS}, "recuse/").status_code == 302
    assert Recusal.objects.get().reason == WORDS
