"""Reasons of a return and comments on passages: who writes, who reads, where they point."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from essays import actions
from essays.dark import BLACK
from essays.enums import EssayOutcome, EssayState, Visibility
from essays.models import Essay, EssayReview, ReturnReason, ReviewComment
from essays.outcomes import ReviewOutcome
from essays.personal import erase
from kernel.rules import Forbidden
from notices.models import Notice
from tests.essays.conftest import TEXT, hand_in
from tests.factories import Cast, make_person

PASSAGE = "一张计算稿"
AT = TEXT.index(PASSAGE)


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def say(by: Any, essay: Essay, text: str = "哪一年的？", **given: Any) -> Any:
    return actions.comment(by=by, essay=essay, **({"revision": 1, "text": text} | given))


def test_a_comment_points_at_a_passage_by_place_or_by_words(cast: Cast, submitted: Essay) -> None:
    by_place = say(cast.reviewer, submitted, passage=(AT, AT + len(PASSAGE)))
    by_words = say(cast.reviewer, submitted, quote=f" {PASSAGE}\n")
    whole = say(cast.reviewer, submitted)
    assert {r.outcome for r in (by_place, by_words, whole)} == {ReviewOutcome.COMMENTED}
    places = list(ReviewComment.objects.order_by("pk").values_list("start", "end"))
    assert places == [(AT, AT + len(PASSAGE))] * 2 + [(None, None)]


def test_a_passage_is_found_only_as_it_is_shown(cast: Cast, essay: Essay) -> None:
    name = essay.author.name
    hand_in(essay, text=f"{name}写：{TEXT}")
    guessed = say(cast.reviewer, essay, quote=f"{name}写")
    assert guessed.outcome is ReviewOutcome.PASSAGE_UNKNOWN
    copied = say(cast.reviewer, essay, quote=f"{BLACK * len(name)}写")
    assert copied.outcome is ReviewOutcome.COMMENTED
    assert (copied.details["comment"].start, copied.details["comment"].end) == (0, len(name) + 1)


def test_rare_characters_are_one_place_each(cast: Cast, essay: Essay) -> None:
    text = "林𠮷安😀说：" + TEXT
    hand_in(essay, text=text)
    say(cast.reviewer, essay, quote="计算稿")
    comment = ReviewComment.objects.get()
    assert text[comment.start : comment.end] == "计算稿"


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"text": " \n"}, ReviewOutcome.COMMENT_EMPTY),
        ({"quote": "没有写过的话"}, ReviewOutcome.PASSAGE_UNKNOWN),
        ({"passage": (5, 5)}, ReviewOutcome.PASSAGE_UNKNOWN),
        ({"passage": (0, 10_000)}, ReviewOutcome.PASSAGE_UNKNOWN),
        ({"revision": 2}, ReviewOutcome.NEWER_REVISION),
    ],
)
def test_what_is_not_kept(cast: Cast, submitted: Essay, given: Any, outcome: Any) -> None:
    assert say(cast.reviewer, submitted, **given).outcome is outcome
    assert not ReviewComment.objects.exists()
    submitted.refresh_from_db()
    assert submitted.state == EssayState.SUBMITTED


def test_the_first_word_of_a_reviewer_puts_it_in_review(cast: Cast, submitted: Essay) -> None:
    say(cast.reviewer, submitted)
    submitted.refresh_from_db()
    assert submitted.state == EssayState.IN_REVIEW
    assert say(cast.reviewer, submitted).ok
    assert actions.accept(by=cast.reviewer, essay=submitted, revision=1).ok
    assert say(cast.reviewer, submitted).outcome is ReviewOutcome.DECIDED_ALREADY


def test_who_does_not_review_does_not_comment(cast: Cast, submitted: Essay) -> None:
    for person in (cast.participant, cast.organiser, cast.liaison, cast.stranger):
        with pytest.raises(Forbidden):
            say(person, submitted)


def test_only_the_writer_takes_a_comment_back(cast: Cast, submitted: Essay) -> None:
    made = say(cast.reviewer, submitted).details["comment"]
    other = make_person("另一位", cast.city, "reviewer")
    assert actions.remove_comment(by=other, comment=made).outcome is ReviewOutcome.COMMENT_GONE
    taken = actions.remove_comment(by=cast.reviewer, comment=made)
    assert taken.outcome is ReviewOutcome.COMMENT_REMOVED
    assert not ReviewComment.objects.exists()


def test_each_reader_sees_what_is_for_them(cast: Cast, submitted: Essay) -> None:
    other = make_person("另一位", cast.city, "reviewer")
    for visibility in Visibility:
        say(other, submitted, text=f"给{visibility}", visibility=visibility)
    page = client_of(cast.reviewer).get(f"/review/{submitted.public_id}/").content.decode()
    assert "给author" in page
    assert "给reviewers" in page
    assert "给organisers" not in page
    assert other.name not in page
    author = client_of(submitted.author)
    own = f"/me/essays/{submitted.public_id}/comments/"
    assert author.get(own).status_code == 404  # before a decision nothing is said
    assert "给author" not in author.get(submitted.get_absolute_url()).content.decode()
    assert actions.send_back(by=other, essay=submitted, revision=1, comment="").ok
    page = author.get(own).content.decode()
    assert "给author" in page
    assert "给reviewers" not in page
    assert "给organisers" not in page
    assert other.name not in page
    assert "给author" in author.get(submitted.get_absolute_url()).content.decode()
    assert client_of(cast.colleague).get(own).status_code == 403


def test_the_author_sees_the_passage_marked(cast: Cast, submitted: Essay) -> None:
    say(cast.reviewer, submitted, quote=PASSAGE)
    actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment="请补充。")
    page = client_of(submitted.author).get(f"/me/essays/{submitted.public_id}/comments/")
    marked = [p for ps in page.context["paragraphs"] for p in ps if p.kind == "same"]
    assert [(piece.text, piece.number) for piece in marked] == [(PASSAGE, 1)]
    assert f'<q lang="zh-Hans">{PASSAGE}</q>' in page.content.decode()


def test_a_return_carries_its_reasons_as_they_were_said(cast: Cast, submitted: Essay) -> None:
    reason = ReturnReason.objects.create(name="离题太远", name_en="Far off topic")
    answer = client_of(cast.reviewer).post(
        f"/review/{submitted.public_id}/",
        {"verdict": "return", "revision": 1, "comment": "", "reasons": [reason.pk]},
    )
    assert answer.status_code == 302
    assert "离题太远" in Notice.objects.get(kind="essay_returned").body
    ReturnReason.objects.filter(pk=reason.pk).update(name="改了名")
    assert EssayReview.objects.get().reasons == [["离题太远", "Far off topic"]]
    page = client_of(submitted.author).get(submitted.get_absolute_url()).content.decode()
    assert "离题太远" in page


def test_comments_in_the_text_are_reason_enough(cast: Cast, submitted: Essay) -> None:
    nothing = actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment="")
    assert nothing.outcome is EssayOutcome.COMMENT_MISSING
    say(cast.reviewer, submitted, visibility=Visibility.REVIEWERS)
    silent = actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment="")
    assert silent.outcome is EssayOutcome.COMMENT_MISSING
    say(cast.reviewer, submitted)
    assert actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment="").ok


def test_the_comment_form_without_scripts(cast: Cast, submitted: Essay) -> None:
    client, address = client_of(cast.reviewer), f"/review/{submitted.public_id}/comments/"
    form = {"revision": 1, "quote": PASSAGE, "text": "哪一年的？", "visibility": "author"}
    wrong = client.post(address, form | {"quote": "没有写过的话"})
    assert wrong.status_code == 422
    assert "没有写过的话" in wrong.content.decode()
    assert "哪一年的？" in wrong.content.decode()
    assert client.post(address, {}).status_code == 422
    stale = client.post(address, form | {"revision": 7})
    assert stale.status_code == 409
    assert "哪一年的？" in stale.content.decode()
    kept = client.post(address, form)
    assert kept.url == f"/review/{submitted.public_id}/#comments"
    comment = ReviewComment.objects.get()
    assert (comment.start, comment.end) == (AT, AT + len(PASSAGE))
    removal = f"/review/comments/{comment.public_id}/remove/"
    assert removal in client.get(f"/review/{submitted.public_id}/").content.decode()
    assert client_of(cast.admin).post(removal).status_code == 404
    assert client.post(removal).status_code == 302
    assert not ReviewComment.objects.exists()


def test_erasing_the_author_takes_the_comments_with_the_words(cast: Cast, submitted: Essay) -> None:
    say(cast.reviewer, submitted, quote=PASSAGE)
    erase(submitted.author)
    assert ReviewComment.objects.get().text == ""


def test_taking_a_comment_back_stays_under_the_filter(cast: Cast, submitted: Essay) -> None:
    under = f"?task={submitted.task.public_id}"
    said = say(cast.reviewer, submitted).details["comment"]
    client, address = client_of(cast.reviewer), f"/review/{submitted.public_id}/{under}"
    page = client.get(address).content.decode()
    remove = f"/review/comments/{said.public_id}/remove/{under}"
    assert f'action="{remove}"' in page
    assert client.post(remove).url == f"{address}#comments"
    assert client.post(remove).url == f"/review/{under}", "pressed twice"
