"""Spreadsheets of long lists: asked for at once, made in the background, kept for a day.

What is in one is what the list shows to whoever asked, under the list's own rule at the moment of
making; the room of the lists makes it, as an outbox task of kind `BUILD`.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.actions import action
from kernel.models import ListExport
from kernel.outbox import enqueue
from kernel.outcomes import Effect, Outcome, Result

BUILD = "kernel.build_export"
KEPT = timedelta(days=1)
MOST = 5  # waiting at once for one person
LONGEST = 2000  # characters of an address with its search and filters
# Called in the transaction in which a spreadsheet is finished, or given up.
FOLLOWERS: list[Callable[[ListExport], None]] = []


class ExportOutcome(Outcome):
    """How asking for a spreadsheet ends."""

    ASKED = (
        Effect.DONE,
        _("%(rows)s rows take a moment. The spreadsheet stands on this page when it is ready."),
    )
    ASKED_BEFORE = Effect.SAME, _("This spreadsheet is being made already.")
    TOO_MANY = (
        Effect.REFUSED,
        _("Other spreadsheets of yours are being made. Wait for them, then export this list."),
    )
    TOO_LONG = Effect.REFUSED, _("Search and filters are too long. Choose fewer, then export.")
    MADE = Effect.DONE, _("The spreadsheet is ready.")
    MADE_BEFORE = Effect.SAME, _("The spreadsheet is ready already.")
    TAKEN = Effect.DONE, _("The spreadsheet is on its way.")
    BROKEN = Effect.DONE, _("The spreadsheet could not be made. Open the list and try again.")


@action("kernel.ask_export")
def ask_export(*, by: Any, title: str, path: str, rows: int) -> Result:
    """Have a spreadsheet made of the list at `path`, which has so many rows for `by`.

    ASKED, ASKED_BEFORE, TOO_MANY or TOO_LONG.
    """
    now = timezone.now()
    if len(path) > LONGEST:
        return Result(ExportOutcome.TOO_LONG)
    waiting = ListExport.objects.filter(person=by, file="", failed_at=None, expires_at__gt=now)
    if (same := waiting.filter(path=path).first()) is not None:
        return Result(ExportOutcome.ASKED_BEFORE, same)
    if waiting.count() >= MOST:
        return Result(ExportOutcome.TOO_MANY)
    title = title[: ListExport._meta.get_field("title").max_length]
    made = ListExport.objects.create(
        person=by, title=title, path=path, rows=rows, asked_at=now, expires_at=now + KEPT
    )
    enqueue(BUILD, {"export": made.public_id}, key=f"export:{made.public_id}")
    details = {"rows": rows, "changes": {"list": path.partition("?")[0], "rows": rows}}
    return Result(ExportOutcome.ASKED, made, details)


@action("kernel.take_list")
def take_list(*, by: Any, path: str, rows: int) -> Result:
    """Note that somebody took the list at `path` away as a file of so many rows: TAKEN.

    Search and filters of the address are left out: they may name a person.
    """
    changes = {"list": path.partition("?")[0], "rows": rows}
    return Result(ExportOutcome.TAKEN, None, {"changes": changes})


@action("kernel.keep_export", audited=False)
def keep_export(*, by: Any, export: ListExport, content: bytes, suffix: str = ".xlsx") -> Result:
    """Put the finished file into the private storage: MADE, or MADE_BEFORE."""
    export = ListExport.objects.select_for_update(no_key=True).get(pk=export.pk)
    if export.file:
        return Result(ExportOutcome.MADE_BEFORE, export)
    export.made_at, export.size = timezone.now(), len(content)
    export.file.save(f"{export.public_id}{suffix}", ContentFile(content), save=False)
    export.save(update_fields=["made_at", "size", "file"])
    _follow(export)
    return Result(ExportOutcome.MADE, export)


@action("kernel.break_export", audited=False)
def break_export(*, by: Any, export: ListExport) -> Result:
    """Say that nothing comes of it: BROKEN."""
    export.failed_at = timezone.now()
    export.save(update_fields=["failed_at"])
    _follow(export)
    return Result(ExportOutcome.BROKEN, export)


def _follow(export: ListExport) -> None:
    for follower in FOLLOWERS:
        follower(export)
