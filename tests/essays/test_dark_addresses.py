"""No address that a reviewer could try tells whose an essay is, and no file is left out."""

from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse

from essays import actions
from essays.models import Essay, EssayTask, EssayUpload, ReviewComment, SimilarEssay
from tests.essays.compared import LONG, ORDINARY, SECOND, THIRD, written
from tests.essays.crawler import Seen, crawl, words_in
from tests.essays.sent_files import docx
from tests.essays.test_assigning import client_of, plan
from tests.essays.test_dark import NAME, UNIT, leaks, starts
from tests.essays.test_files import send
from tests.factories import Cast, make_offering, make_task

pytestmark = pytest.mark.sweep

EXPORTS = ("docx", "pdf", "xlsx")


@pytest.fixture
def sent(cast: Cast) -> Essay:
    """Handed in as a file that its author signed, like an earlier one, and commented upon."""
    task = make_task(make_offering(unit=cast.district), **LONG)
    written(cast, task, "上官往", f"{SECOND}\n{THIRD}")
    essay = written(cast, task, NAME, f"{ORDINARY}\n{SECOND}\n{THIRD}")
    author = client_of(essay.author)
    actions.withdraw(by=essay.author, essay=essay)
    text = [ORDINARY, SECOND, THIRD, f"{NAME}写于{UNIT}"]
    page = send(author, essay, f"{NAME}.docx", docx("手记", *text)).url
    version = Essay.objects.get(pk=essay.pk).draft.version
    assert author.post(page, {"do": "take", "title": "手记", "version": version}).status_code == 302
    draft = Essay.objects.get(pk=essay.pk).draft
    given = {"title": draft.title, "text": draft.text, "version": draft.version, "original": True}
    assert actions.submit(by=essay.author, essay=essay, **given).ok
    actions.comment(by=cast.reviewer, essay=essay, revision=2, text="请具体。")
    return Essay.objects.get(pk=essay.pk)


def tried(person: Any, essay: Essay) -> list[Seen]:
    """Every address of the room with the public id of everything in it, whoever it is for."""
    models = (Essay, EssayTask, EssayUpload, ReviewComment, SimilarEssay)
    known = [one for model in models for one in model.objects.values_list("public_id", flat=True)]
    ids = [*known, essay.unit.public_id, essay.author.public_id]
    paths = [f"/admin/essays/?export={suffix}" for suffix in EXPORTS]
    for pattern in import_module("essays.urls").urlpatterns:
        takes = ids if pattern.pattern.converters else [None]
        paths += [reverse(pattern.name, args=[one] if one else []) for one in takes]
    client, seen = client_of(person), []
    for path in paths:
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        words = repr(answer.headers) + words_in(body, answer.headers.get("Content-Type", ""))
        # What was asked with is no news: a refusal may lead back to it.
        seen.append(Seen(path, answer.status_code, words.replace(path, "")))
    return seen


def test_no_address_of_the_room_tells_a_reviewer_whose_it_is(cast: Cast, sent: Essay) -> None:
    seen = tried(cast.reviewer, sent)
    shown = {one.path for one in seen if one.status == 200}
    assert f"/review/{sent.public_id}/" in shown
    upload = EssayUpload.objects.get()
    assert f"/me/essays/files/{upload.public_id}/original/" not in shown
    assert leaks([one for one in seen if one.status != 404], sent) == []


def test_control_its_author_and_an_open_review_are_told(cast: Cast, sent: Essay) -> None:
    upload = EssayUpload.objects.get()
    own = {path for path, _name in leaks(tried(sent.author, sent), sent)}
    assert f"/me/essays/files/{upload.public_id}/original/" in own
    plan(sent.task, is_anonymous=False)
    open_to = {path for path, _name in leaks(tried(cast.reviewer, sent), sent)}
    assert f"/review/{sent.public_id}/" in open_to


def test_the_crawl_comes_to_an_end_and_opens_what_it_finds(cast: Cast, sent: Essay) -> None:
    most = 400
    seen = crawl(cast.reviewer, starts(sent), most=most)
    assert len(seen) < most, "nothing was left unread"
    assert any(one.path.endswith(".ics") for one in seen if one.status == 200), "files are opened"
    assert leaks(seen, sent) == []
