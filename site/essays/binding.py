"""Setting a book in the background, with how far it is."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader

from essays.actions.publish_book import BIND, break_book, keep_book
from essays.models import EssayBook
from essays.printing import plan_of, printable
from essays.uses import BookOutcome
from kernel.outbox import GiveUp, handler
from media.papers.book import bind

EVERY = 10  # chapters between two notes of how far it is
TRIES = 3


def _wanted(payload: dict[str, Any]) -> EssayBook | None:
    return EssayBook.objects.filter(pk=payload["book"], made_at=None, failed_at=None).first()


def tell_broken(payload: dict[str, Any]) -> None:
    """When the task is given up, as when workers were killed over it: the book says so."""
    book = _wanted(payload)
    if book is not None:
        break_book(by=None, book=book)


@handler(BIND, given_up=tell_broken)
def bind_book(payload: dict[str, Any]) -> None:
    """Set a book of what may be printed now; once more when a consent ended meanwhile."""
    book = _wanted(payload)
    if book is None:
        return

    def note(number: int) -> None:
        if number % EVERY == 0:
            EssayBook.objects.filter(pk=payload["book"]).update(done=min(number, book.total))

    try:
        for _try in range(TRIES):
            rows = printable(book.essays.all())
            if rows and _kept(book, rows, note):
                return
    except Exception as error:
        break_book(by=None, book=book)
        raise GiveUp(str(error)) from error
    break_book(by=None, book=book)


def _kept(book: EssayBook, rows: Any, note: Any) -> bool:
    content = bind(plan_of(book, rows), note)
    pages = len(PdfReader(BytesIO(content)).pages)
    result = keep_book(by=None, book=book, content=content, pages=pages, printed=rows)
    return result.outcome is BookOutcome.BOOK_MADE
