"""The author's pages: saving, submitting, conflicts, limits, with and without a script."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from essays import actions
from essays.models import Essay, EssayRevision, EssayTask
from tests.essays.conftest import TEXT, hand_in
from tests.factories import Cast, make_registration

SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def author(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.participant, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def post(client: Client, essay: Essay, do: str = "save", **given: Any) -> Any:
    extra = given.pop("extra", {})
    data = {"title": "题目", "text": TEXT, "version": 0, "do": do} | given
    return client.post(f"/me/essays/{essay.public_id}/", data, **extra)


def test_starting_is_a_post_that_leads_to_the_editor(
    cast: Cast, author: Client, task: EssayTask
) -> None:
    address = f"/me/essays/task/{task.public_id}/start/"
    assert author.get(address).status_code == 405
    make_registration(task.offering, cast.participant)
    answer = author.post(address)
    assert answer.status_code == 302
    assert answer.url == f"/me/essays/{Essay.objects.get().public_id}/"


def test_a_refused_start_goes_back_to_the_offering_with_the_reason(
    author: Client, task: EssayTask
) -> None:
    answer = author.post(f"/me/essays/task/{task.public_id}/start/", follow=True)
    assert answer.redirect_chain == [(f"/o/{task.offering.public_id}/", 302)]
    assert "只有" in answer.content.decode()


def test_only_the_author_opens_it(cast: Cast, essay: Essay) -> None:
    for person in (cast.colleague, cast.organiser, cast.liaison, cast.reviewer, cast.admin):
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert client.get(essay.get_absolute_url()).status_code == 403
        assert post(client, essay).status_code == 403
    assert Client().get(essay.get_absolute_url()).status_code == 302
    assert Client().post(essay.get_absolute_url()).url.startswith("/accounts/login/")


def test_an_unknown_essay_is_not_found(author: Client) -> None:
    assert author.get("/me/essays/000000000000/").status_code == 404


def test_reading_writes_nothing(author: Client, essay: Essay) -> None:
    page = author.get(essay.get_absolute_url())
    assert page.status_code == 200
    assert page.context["count"] == 0
    assert Essay.objects.get().draft.version == 0


def test_saving_by_script_answers_with_the_version(author: Client, essay: Essay) -> None:
    answer = post(author, essay, extra=SCRIPT)
    assert answer.status_code == 200
    assert (answer.json()["outcome"], answer.json()["version"]) == ("saved", 1)


def test_saving_without_a_script_comes_back_to_the_text(author: Client, essay: Essay) -> None:
    answer = post(author, essay)
    assert (answer.status_code, answer.url) == (302, essay.get_absolute_url())
    assert author.get(answer.url).context["form"].initial["text"] == TEXT


def test_line_ends_are_made_alike_and_nothing_else(author: Client, essay: Essay) -> None:
    post(author, essay, text="  一𠮷\r\n\r\n\u3000二😀\r三\x00 ", title="䶮𠀀")
    draft = Essay.objects.get().draft
    assert (draft.title, draft.text) == ("䶮𠀀", "  一𠮷\n\n\u3000二😀\n三 ")


def test_the_other_device_sees_both_texts_and_chooses(author: Client, essay: Essay) -> None:
    post(author, essay, text="手机上写的\n\n相同的一段")
    conflict = post(author, essay, text="电脑上写的\n\n相同的一段")
    words = conflict.content.decode()
    assert conflict.status_code == 409
    assert "手机上写的" in words
    assert "电脑上写的" in words
    assert [p.differs for p in conflict.context["mine_paragraphs"]] == [True, False]
    kept = conflict.context["form"].initial
    assert kept == {
        "title": "题目",
        "text": "电脑上写的\n\n相同的一段",
        "version": 1,
        "original": False,
        "statement": "",
    }
    assert post(author, essay, **kept).status_code == 302
    assert Essay.objects.get().draft.text == kept["text"]


def test_a_script_hears_of_the_conflict(author: Client, essay: Essay) -> None:
    post(author, essay)
    answer = post(author, essay, text="另一份", extra=SCRIPT)
    assert answer.status_code == 409
    assert answer.json()["outcome"] == "newer_draft_exists"


def test_submitting_needs_the_sentence_and_keeps_the_text(author: Client, essay: Essay) -> None:
    answer = post(author, essay, "submit")
    page = author.get(answer.url)
    assert "原创" in page.content.decode()
    assert page.context["form"].initial["text"] == TEXT


def test_submitting_leads_to_the_receipt(author: Client, essay: Essay) -> None:
    answer = post(author, essay, "submit", original="on")
    page = author.get(answer.url)
    words = page.content.decode()
    assert page.templates[0].name == "essays/receipt.html"
    assert f"{essay.public_id}-1" in words
    assert TEXT in words


def test_a_text_sent_after_submitting_is_given_back(author: Client, submitted: Essay) -> None:
    answer = post(author, submitted, text="后来写的一段", version=1)
    assert answer.status_code == 409
    assert "后来写的一段" in answer.content.decode()
    again = post(author, submitted, "submit", title="复核人一栏", version=1, original="on")
    assert again.status_code == 302


def test_a_returned_essay_shows_the_comment_and_what_was_handed_in(
    cast: Cast, author: Client, submitted: Essay
) -> None:
    actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment="请写具体。")
    words = author.get(submitted.get_absolute_url()).content.decode()
    assert "请写具体。" in words
    assert "第 1 稿" in words
    assert cast.reviewer.name not in words


def test_a_title_too_long_loses_nothing(author: Client, essay: Essay) -> None:
    answer = post(author, essay, title="长" * 121)
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()
    by_script = post(author, essay, title="长" * 121, extra=SCRIPT)
    assert (by_script.status_code, by_script.json()["outcome"]) == (422, "invalid")


@pytest.mark.parametrize("version", ["", "-1", "x", "99999999999"])
def test_a_strange_version_loses_nothing(author: Client, essay: Essay, version: str) -> None:
    answer = post(author, essay, version=version)
    assert answer.status_code == 422
    assert TEXT in answer.content.decode()


@pytest.mark.parametrize("form_type", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_ten_megabytes_get_a_clear_answer(author: Client, essay: Essay, form_type: str) -> None:
    post(author, essay)
    huge = "a" * 10 * 1024 * 1024
    if form_type == "multipart/form-data":
        answer = post(author, essay, text=huge, version=1)
    else:
        answer = author.post(essay.get_absolute_url(), f"text={huge}", content_type=form_type)
    assert answer.status_code == 413
    assert "5 MB" in answer.content.decode()
    by_script = post(author, essay, text=huge, version=1, extra=SCRIPT)
    assert by_script.json()["outcome"] == "too_large"
    assert Essay.objects.get().draft.text == TEXT


def test_the_token_is_still_asked_for(cast: Cast, essay: Essay) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.participant, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert post(client, essay).status_code == 403
    page = client.get(essay.get_absolute_url())
    token = str(page.context["csrf_token"])
    assert post(client, essay, csrfmiddlewaretoken=token).status_code == 302


def test_after_the_deadline_the_editor_says_so(author: Client, essay: Essay) -> None:
    EssayTask.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert "已过截止时间" in author.get(essay.get_absolute_url()).content.decode()
    post(author, essay, "submit", original="on")
    assert Essay.objects.get().draft.text == TEXT
    assert not EssayRevision.objects.exists()


@pytest.mark.parametrize("returns", [1, 3])
def test_the_editor_asks_as_often_after_three_revisions_as_after_one(
    cast: Cast, author: Client, essay: Essay, returns: int, django_assert_num_queries: Any
) -> None:
    for number in range(1, returns + 1):
        hand_in(essay, text=TEXT + "再" * number)
        actions.send_back(by=cast.reviewer, essay=essay, revision=number, comment="再改。")
    author.get(essay.get_absolute_url())
    with django_assert_num_queries(AUTHOR_PAGE):
        assert author.get(essay.get_absolute_url()).status_code == 200


AUTHOR_PAGE = 14  # six of them: what heads and foots every page
