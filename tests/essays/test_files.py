"""Essays sent as files: what is read, what is refused by name, what is kept and for whom."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from essays import actions, files
from essays.files import ReadFile, read_file
from essays.models import Essay, EssayTask, EssayUpload
from essays.personal import PROVIDER
from kernel.files import private_storage
from kernel.retention import KINDS
from tests.essays.conftest import TEXT, hand_in
from tests.essays.sent_files import BAD, docx, pdf
from tests.factories import Cast


@pytest.fixture
def author(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.participant, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, essay: Essay, name: str, content: bytes) -> Any:
    return client.post(f"{essay.get_absolute_url()}file/", {"file": sent(name, content)})


def stored() -> list[str]:
    """Names of the files of essays in the private storage."""
    storage = private_storage()
    return storage.listdir("essays")[1] if storage.exists("essays") else []


def test_a_document_of_word_is_read_as_it_is_seen() -> None:
    runs = (
        "<w:r><w:t>知行</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>合一</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
        "<w:r><w:br/><w:t>第二行</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    read = read_file(sent("心得.docx", docx("两道粉笔印", runs, "", "", "林𠮷安写于昆山。")))
    assert isinstance(read, ReadFile)
    assert (read.title, read.text) == ("两道粉笔印", "知行合一\n第二行\n\n林𠮷安写于昆山。")


def test_lines_of_a_pdf_become_paragraphs_without_numbers_of_pages() -> None:
    long = "在纪念馆二层，我站在一张计算稿前面很久，纸已经发黄"
    pages = (
        ["复核人一栏", f"\u3000\u3000{long}", "铅笔字却还清楚。"],
        ["\u3000\u3000第二天去了现场。"],
    )
    read = read_file(sent("心得.pdf", pdf(*pages)))
    assert isinstance(read, ReadFile)
    assert read.title == "复核人一栏"
    assert [line.strip("\u3000") for line in read.text.split("\n")] == [
        f"{long}铅笔字却还清楚。",
        "第二天去了现场。",
    ]


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_by_name_and_nothing_is_stored(
    author: Client, essay: Essay, case: str
) -> None:
    name, make, outcome = BAD[case]
    before, content = stored(), make()
    answer = send(author, essay, name, content)
    assert answer.status_code == 422
    assert answer.context["refused"].outcome.code == outcome
    assert str(answer.context["refused"].message) in answer.content.decode()
    assert (stored(), EssayUpload.objects.count()) == (before, 0)


def test_a_file_larger_than_is_taken_is_not_even_looked_at(
    author: Client, essay: Essay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    answer = send(author, essay, "心得.docx", docx("学习"))
    assert answer.context["refused"].outcome.code == "file_too_large"


def test_reading_ends_when_it_takes_too_long(
    author: Client, essay: Essay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.01)
    answer = send(author, essay, "心得.docx", docx("学习"))
    assert answer.context["refused"].outcome.code == "file_too_complex"


def test_no_file_at_all_is_told(author: Client, essay: Essay) -> None:
    answer = author.post(f"{essay.get_absolute_url()}file/")
    assert answer.context["refused"].outcome.code == "file_not_chosen"


def test_the_text_is_shown_before_it_becomes_the_draft(author: Client, essay: Essay) -> None:
    actions.save_draft(by=essay.author, essay=essay, title="", text="先写的", version=0)
    answer = send(author, essay, "../心得\u202e.docx", docx("复核人一栏", TEXT))
    upload = EssayUpload.objects.get()
    assert answer.url == f"/me/essays/files/{upload.public_id}/"
    page = author.get(answer.url)
    assert (page.context["upload"].characters, upload.name) == (30, "心得.docx")
    assert "先写的" in page.content.decode()
    assert Essay.objects.get().draft.text == "先写的"
    taken = author.post(answer.url, {"do": "take", "title": upload.title, "version": 1})
    assert taken.url == essay.get_absolute_url()
    draft = Essay.objects.get().draft
    assert (draft.title, draft.text, draft.version) == ("复核人一栏", TEXT, 2)
    assert draft.upload == upload


def test_a_draft_that_changed_meanwhile_is_shown_again(author: Client, essay: Essay) -> None:
    address = send(author, essay, "心得.docx", docx("复核人一栏", TEXT)).url
    actions.save_draft(by=essay.author, essay=essay, title="", text="手机上写的", version=0)
    answer = author.post(address, {"do": "take", "title": "题", "version": 0})
    assert answer.status_code == 409
    assert "手机上写的" in answer.content.decode()
    assert 'value="题"' in answer.content.decode()
    assert Essay.objects.get().draft.text == "手机上写的"


def test_dropping_deletes_the_file(
    author: Client, essay: Essay, django_capture_on_commit_callbacks: Any
) -> None:
    before = stored()
    address = send(author, essay, "心得.docx", docx("复核人一栏", TEXT)).url
    assert len(stored()) == len(before) + 1
    with django_capture_on_commit_callbacks(execute=True):
        author.post(address, {"do": "drop"})
    assert (stored(), EssayUpload.objects.count()) == (before, 0)


def submitted_file(author: Client, essay: Essay) -> EssayUpload:
    address = send(author, essay, "心得.docx", docx("复核人一栏", TEXT)).url
    author.post(address, {"do": "take", "title": "复核人一栏", "version": 0})
    assert hand_in(Essay.objects.get()).ok
    return EssayUpload.objects.get()


def test_the_original_is_kept_with_the_revision_for_its_author_alone(
    cast: Cast, author: Client, essay: Essay
) -> None:
    upload = submitted_file(author, essay)
    assert essay.revisions.get().upload == upload
    address = f"/me/essays/files/{upload.public_id}/original/"
    answer = author.get(address)
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]
    for person in (cast.reviewer, cast.organiser, cast.liaison, cast.colleague):
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert client.get(address).status_code == 403
    assert upload.name in author.get(essay.get_absolute_url()).content.decode()


def test_where_a_file_is_asked_for_text_alone_is_not_enough(essay: Essay) -> None:
    EssayTask.objects.update(takes="file")
    essay.task.refresh_from_db()
    assert hand_in(essay).outcome.code == "file_missing"


def test_the_file_goes_with_its_author(
    author: Client, essay: Essay, django_capture_on_commit_callbacks: Any
) -> None:
    before = stored()
    submitted_file(author, essay)
    with django_capture_on_commit_callbacks(execute=True):
        PROVIDER.erase(essay.author)
    assert (stored(), EssayUpload.objects.count()) == (before, 0)
    assert essay.revisions.get().upload is None


def test_a_file_nobody_took_over_goes_after_a_day(
    author: Client, essay: Essay, django_capture_on_commit_callbacks: Any
) -> None:
    before, kind = stored(), KINDS["essays.files"]
    send(author, essay, "心得.docx", docx("复核人一栏", TEXT))
    assert list(kind.due(timezone.now())) == [EssayUpload.objects.get()]
    with django_capture_on_commit_callbacks(execute=True):
        kind.let_go(list(kind.due(timezone.now())))
    assert (stored(), EssayUpload.objects.count()) == (before, 0)


def test_where_no_file_is_taken_none_is(author: Client, essay: Essay) -> None:
    EssayTask.objects.update(takes="text")
    assert send(author, essay, "心得.docx", docx("学习")).url == essay.get_absolute_url()
    assert "上传文件" not in author.get(essay.get_absolute_url()).content.decode()
