"""Having a book set of essays whose authors agree to print."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from essays.models import EssayBook, EssayTask, Publication
from essays.printing import plan_of, printable
from essays.publishing_rules import edit_publications
from essays.uses import BookOutcome
from kernel.actions import action
from kernel.outbox import Urgency, enqueue
from kernel.outcomes import Result

BIND = "essays.bind_book"
NAMED = 40  # characters that are named one by one


@action("essays.ask_book")
def ask_book(
    *,
    by: Any,
    values: dict[str, str],
    tasks: Iterable[EssayTask],
    accepts_lacking: bool = False,
) -> Result:
    """Have a book set of all essays of `tasks` whose authors agree to print.

    `values`: title, subtitle, imprint. Outcomes: BOOK_ASKED; NOTHING_TO_PRINT; CHARACTERS_LACK,
    with `characters` in the details, unless that is accepted. Raises Forbidden for those who
    prepare no publications.
    """
    edit_publications.check(by)
    chosen = list(tasks)
    rows = printable(edit_publications.visible(by).filter(essay__task__in=chosen))
    book = EssayBook(**values, total=len(rows))
    if not rows:
        return Result(BookOutcome.NOTHING_TO_PRINT)
    lacking = plan_of(book, rows).lacking()
    details: dict[str, Any] = {"characters": "、".join(lacking[:NAMED]), "name": book.title}
    if lacking and not accepts_lacking:
        return Result(BookOutcome.CHARACTERS_LACK, None, details)
    book.lacking = "".join(lacking)[:400]
    book.save()
    book.tasks.set(chosen)
    book.essays.set(rows)
    enqueue(BIND, {"book": book.pk}, key=f"{BIND}:{book.public_id}", urgency=Urgency.BULK)
    return Result(BookOutcome.BOOK_ASKED, book, details | {"changes": {"essays": len(rows)}})


@action("essays.keep_book", audited=False)
def keep_book(*, by: Any, book: EssayBook, content: bytes, pages: int, printed: Any) -> Result:
    """Put the finished book into the private storage: BOOK_MADE, or CONSENT_ENDED.

    `printed`: the publications in it, whose rows are locked here, so that no consent ends unseen.
    """
    keys = [one.pk for one in printed]
    held = Publication.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=keys)
    list(held.order_by("pk"))
    now = printable(Publication.objects.filter(pk__in=keys))
    if plan_of(book, now) != plan_of(book, printed):
        return Result(BookOutcome.CONSENT_ENDED, book)
    book.made_at, book.pages, book.done = timezone.now(), pages, len(keys)
    book.file.save(f"{book.public_id}.pdf", ContentFile(content), save=False)
    book.save(update_fields=["made_at", "pages", "done", "file"])
    return Result(BookOutcome.BOOK_MADE, book)


@action("essays.break_book", audited=False)
def break_book(*, by: Any, book: EssayBook) -> Result:
    """Say that nothing comes of it: BOOK_BROKEN."""
    book.failed_at = timezone.now()
    book.save(update_fields=["failed_at"])
    return Result(BookOutcome.BOOK_BROKEN, book)
