"""The printed collection: what is in it, how it is set, and how it goes when consent ends."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from essays import actions, binding
from essays.binding import bind_book
from essays.models import Essay, EssayBook
from essays.personal import PROVIDER
from essays.uses import BookOutcome, NameShown, Use
from kernel.models import OutboxTask
from kernel.outbox import MAX_SILENT, drain
from media.papers.book import Chapter, Plan, bind
from people.enums import Role
from people.groups import sync_groups
from tests.essays.conftest import TEXT
from tests.essays.published import NAMELESS, REAL, accepted, agree
from tests.factories import Cast, make_offering, make_person, make_task

pytestmark = pytest.mark.django_db
VALUES = {"title": "两弹一星 学员文集", "subtitle": "2026", "imprint": "编印：研习编辑部"}


@pytest.fixture
def essays(cast: Cast) -> list[Essay]:
    """Two to print, by name and without; one for the site alone."""
    task = make_task(make_offering(unit=cast.city))
    found = [
        accepted(cast, person, task, title=title)
        for person, title in (
            (cast.participant, "复核人一栏"),
            (cast.colleague, "第二篇"),
            (make_person("网上人", cast.unit), "只在网上"),
        )
    ]
    agree(found[0], REAL, Use.BOOK)
    agree(found[1], NAMELESS, Use.BOOK)
    agree(found[2], REAL, Use.WEB)
    return found


def ask(cast: Cast, essays: list[Essay], **more) -> object:
    """Ask for a book of their task."""
    given = {"values": VALUES, "tasks": [essays[0].task], "accepts_lacking": True} | more
    return actions.ask_book(by=cast.admin, **given)


def text_of(book: EssayBook) -> list[str]:
    with book.file.open("rb") as file:
        return [page.extract_text() for page in PdfReader(BytesIO(file.read())).pages]


def test_a_book_holds_what_may_be_printed_as_its_authors_wish(cast: Cast, essays) -> None:
    assert ask(cast, essays).outcome is BookOutcome.BOOK_ASKED
    drain()
    book = EssayBook.objects.get()
    pages = text_of(book)
    everything = "\n".join(pages)
    assert book.pages == len(pages)
    assert (book.done, book.total) == (2, 2)
    assert "复核人一栏" in everything
    assert "第二篇" in everything
    assert "只在网上" not in everything
    assert cast.colleague.name not in everything
    assert "编印：研习编辑部" in pages[1]


def test_contents_and_heads_say_where_one_is() -> None:
    chapters = [
        Chapter(f"第{number}篇", "" if number else "甲 · 单位", [TEXT * 14] * 9)
        for number in range(3)
    ]
    seen: list[int] = []
    plan = Plan("文集", "副题", ["编印"], chapters)
    pages = [page.extract_text() for page in PdfReader(BytesIO(bind(plan, seen.append))).pages]
    assert max(seen) == 3
    contents = re.sub(r"\s", "", pages[2])
    for number in range(3):
        starts = next(n for n, page in enumerate(pages, 1) if n > 3 and f"第{number}篇" in page)
        assert f".{starts}第{number}篇" in contents  # as the page is read: leader, number, title
        after = pages[starts]  # the page behind the first one of the chapter
        assert ("文集" if (starts + 1) % 2 == 0 else f"第{number}篇") in after
        assert str(starts + 1) in after
    lines = "\n".join(pages[3:]).split("\n")
    assert not [line for line in lines if line[:1] in "，。、；：？！）】》”"[1:] and len(line) > 1]


def test_characters_that_the_font_lacks_are_named_before_printing(cast: Cast, essays) -> None:
    result = ask(cast, essays, accepts_lacking=False)
    assert result.outcome is BookOutcome.CHARACTERS_LACK
    assert "𠮷" in result.message
    assert not EssayBook.objects.exists()
    assert ask(cast, essays).ok
    assert "𠮷" in EssayBook.objects.get().lacking


def test_nothing_to_print_makes_no_book(cast: Cast, essays) -> None:
    agree(essays[0], None, Use.BOOK)
    agree(essays[1], None, Use.BOOK)
    assert ask(cast, essays).outcome is BookOutcome.NOTHING_TO_PRINT


@pytest.mark.parametrize("wish", [None, NAMELESS, actions.Wish(NameShown.PEN, "芦苇")])
def test_the_file_goes_when_an_author_changes_the_consent(
    cast: Cast, essays, wish, django_capture_on_commit_callbacks
) -> None:
    ask(cast, essays)
    drain()
    book = EssayBook.objects.get()
    storage, name = book.file.storage, book.file.name
    with django_capture_on_commit_callbacks(execute=True):
        agree(essays[0], wish, Use.BOOK)
    assert not EssayBook.objects.get().file
    assert not storage.exists(name)


def test_the_file_goes_when_an_author_is_erased(cast: Cast, essays) -> None:
    ask(cast, essays)
    drain()
    PROVIDER.erase(cast.participant)
    assert not EssayBook.objects.get().file


def test_a_consent_that_ends_while_a_book_is_set_is_not_in_it(
    cast: Cast, essays, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(cast, essays)
    book = EssayBook.objects.get()
    tried: list[int] = []

    def setting(plan: Plan, note: object) -> bytes:
        tried.append(len(plan.chapters))
        if len(tried) == 1:
            agree(essays[0], None, Use.BOOK)
        return bind(plan)

    monkeypatch.setattr(binding, "bind", setting)
    bind_book({"book": book.pk})
    assert tried == [2, 1]
    assert "复核人一栏" not in "".join(text_of(EssayBook.objects.get()))


def test_a_book_over_which_workers_are_killed_says_that_it_failed(cast: Cast, essays) -> None:
    ask(cast, essays)
    OutboxTask.objects.update(silent=MAX_SILENT)
    drain()
    book = EssayBook.objects.get()
    assert (book.made_at, bool(book.file), book.failed_at is None) == (None, False, False)


def test_an_editor_asks_for_one_and_takes_it(cast: Cast, essays, staff, client, settings) -> None:
    editor = make_person("编者", cast.city, Role.EDITOR)
    sync_groups(editor)
    client.force_login(editor, "allauth.account.auth_backends.AuthenticationBackend")
    form = VALUES | {"tasks": str(essays[0].task.pk)}
    asked = client.post("/admin/essay-books/new/", form)
    assert "𠮷" in asked.content.decode()
    client.post("/admin/essay-books/new/", form | {"accepts_lacking": "on"})
    drain()
    book = EssayBook.objects.get()
    path = f"/admin/essay-books/{book.public_id}/file/"
    assert path in client.get("/admin/essay-books/").content.decode()
    settings.PRIVATE_FILES_PREFIX = "/private/"  # the proxy sends the bytes
    assert client.get(path)["X-Accel-Redirect"].endswith(f"{book.public_id}.pdf")
    elsewhere = make_person("他处", cast.district, Role.EDITOR)
    sync_groups(elsewhere)
    client.force_login(elsewhere, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(path).status_code == 404
