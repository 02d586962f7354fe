"""What is done in the background: the dry run, and the one transaction that writes.

Both may be done twice, when a worker died over the first time: the state says what is still wanted.
"""

import logging
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from kernel.outbox import handler
from publishing.tabular.models import SheetImport
from publishing.tabular.rows import parse_lines
from publishing.tabular.tables import CellError, Row
from publishing.tabular.workbooks import Unreadable, read_lines
from publishing.tabular.written import marked

logger = logging.getLogger(__name__)
CHECK, WRITE = "tabular.check", "tabular.write"
State = SheetImport.State
CHECK_BROKE = _("The check broke off. Please tell the operator of the site.")
WRITE_BROKE = _(
    "The import broke off, and nothing was imported. Please tell the operator of the site."
)
SHOWN = 500  # errors kept for the screen; the marked file has all of them
STEP = 250  # rows between two words about how far it is


def _tell_broken(state: str, words: Any, payload: dict[str, Any]) -> None:
    """When the task is given up, as when workers were killed over it: who waits is told."""
    found = _wanted(payload, state)
    if found is not None:
        with translation.override(found.language):
            _stop(found, words)


@handler(CHECK, given_up=partial(_tell_broken, State.CHECKING, CHECK_BROKE))
def check(payload: dict[str, Any]) -> None:
    """Read, examine, and say what would happen or what is wrong; nothing else changes."""
    found = _wanted(payload, State.CHECKING)
    if found is None:
        return
    with translation.override(found.language):
        try:
            rows, errors = _read(found)
            findings = found.declared.examine(rows, found.by)
        except Unreadable as error:
            _stop(found, error.words)
            return
        except Exception:
            _stop(found, CHECK_BROKE)
            raise
        errors = [*errors, *findings.errors]
        found.counts = findings.counts
        _end(found, State.REFUSED if errors else State.CHECKED, errors)


@handler(WRITE, given_up=partial(_tell_broken, State.WRITING, WRITE_BROKE))
def write(payload: dict[str, Any]) -> None:
    """Write all rows or none, by the room's own action."""
    found = _wanted(payload, State.WRITING)
    if found is None:
        return
    with translation.override(found.language):
        try:
            rows, errors = _read(found)
            with transaction.atomic():
                _write(found, rows, errors)
        except Unreadable as error:
            _stop(found, error.words)
        except DatabaseError:
            logger.exception("an import broke off", extra={"import": found.public_id})
            _stop(
                found,
                _(
                    "Nothing was imported: somebody changed the same records meanwhile. "
                    "Have the file checked once more."
                ),
            )
        except Exception:
            _stop(found, WRITE_BROKE)
            raise


def _write(found: SheetImport, rows: list[Row], errors: list[CellError]) -> None:
    # A second worker waits here, and then finds that nothing is wanted any more.
    locked = SheetImport.objects.select_for_update(no_key=True, of=("self",))
    if not locked.filter(pk=found.pk, state=State.WRITING):
        return
    if errors:  # a word that was a choice when the file was checked is none now
        _end(found, State.REFUSED, errors)
        return
    result = found.declared.write(by=found.by, rows=rows)
    findings = result.details["findings"]
    found.counts = findings.counts
    _end(found, State.DONE if result.ok else State.REFUSED, findings.errors)


def forget_files(found: list[SheetImport]) -> None:
    """Delete the files and the errors, which quote them; what an import came to stays."""
    for one in found:
        _drop(one.file)
        _drop(one.marked)
        one.errors = []
        if one.state != State.DONE:
            words = str(_("The file was deleted, as its time was up."))
            one.state, one.stopped_by = State.FAILED, words
        one.save()


def _wanted(payload: dict[str, Any], state: str) -> SheetImport | None:
    rows = SheetImport.objects.select_related("by").filter(pk=payload["import"], state=state)
    return rows.first()


def _read(found: SheetImport) -> tuple[list[Row], list[CellError]]:
    """All rows and the cells that cannot be understood, telling how far it is."""
    columns = found.declared.columns(found.by)
    rows: list[Row] = []
    errors: list[CellError] = []
    with found.file.open("rb") as file:
        lines = read_lines(file, found.head_row)
        for row, wrong in parse_lines(lines, columns, found.mapping):
            rows.append(row)
            errors += wrong
            if len(rows) % STEP == 0:
                _tell(found, len(rows))
    _tell(found, len(rows))
    return rows, errors


def _tell(found: SheetImport, rows_done: int) -> None:
    SheetImport.objects.filter(pk=found.pk).update(rows_done=rows_done)
    found.rows_done = rows_done


def _end(found: SheetImport, state: str, errors: Sequence[CellError]) -> None:
    # As somebody reads the sheet: line by line, from the left.
    errors = sorted(errors, key=lambda e: (e.row, found.mapping.get(e.column, 0)))
    found.state, found.errors_found = state, len(errors)
    found.errors = [asdict(error) for error in errors[:SHOWN]]
    found.finished_at = timezone.now()
    _drop(found.marked)
    if errors:
        with found.file.open("rb") as file:
            lines = read_lines(file, found.head_row)
            content = marked(found.headings, lines, errors, found.mapping)
        found.marked.save(f"{found.public_id}-errors.xlsx", ContentFile(content), save=False)
    found.save()


def _stop(found: SheetImport, words: Any) -> None:
    said = str(words)[:300]
    found.state, found.stopped_by, found.finished_at = State.FAILED, said, timezone.now()
    found.save(update_fields=["state", "stopped_by", "finished_at"])


def _drop(file: Any) -> None:
    if file:
        file.delete(save=False)
