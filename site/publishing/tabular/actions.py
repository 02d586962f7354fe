"""The steps of an import that a person takes; what takes long is promised to the outbox."""

from typing import Any

from django.core.files.base import File
from django.utils import translation

from kernel.actions import action
from kernel.outbox import enqueue
from kernel.outcomes import Result
from publishing.tabular.models import SheetImport
from publishing.tabular.outcomes import ImportOutcome
from publishing.tabular.rows import missing
from publishing.tabular.tables import Table, guess
from publishing.tabular.work import CHECK, WRITE
from publishing.tabular.workbooks import read_head

State = SheetImport.State


@action("publishing.start_import")
def start_import(*, by: Any, table: Table, file: File) -> Result:
    """Keep a file and guess its columns: BROUGHT. Raises Unreadable for a file we do not take."""
    columns = table.columns(by)
    head = read_head(file, columns)
    file.seek(0)
    made = SheetImport(
        table=table.name,
        by=by,
        language=translation.get_language(),
        file_name=str(file.name)[-200:],
        headings=head.headings,
        head_row=head.row,
        rows=head.filled,
        mapping=guess(columns, head.headings),
    )
    # The name that people gave may say who is in it: the folder of files need not know.
    made.file.save(f"{made.public_id}.xlsx", file, save=False)
    made.save()
    details = {"rows": head.filled, "changes": {"table": table.name, "rows": head.filled}}
    return Result(ImportOutcome.BROUGHT, made, details)


@action("publishing.match_columns", audited=False)
def match_columns(*, by: Any, sheet_import: SheetImport, mapping: dict[str, int]) -> Result:
    """Say which heading (by its index) is which column, and have the rows checked: MATCHED.

    COLUMN_MISSING, COLUMN_TWICE, WRONG_STATE while it is checked or when it has been written.
    """
    found = _locked(sheet_import)
    if found.is_busy or found.state == State.DONE or not found.file:
        return _wrong_state(found)
    columns = found.declared.columns(by)
    known = {column.name: column for column in columns}
    mapping = {name: index for name, index in mapping.items() if name in known}
    if lacking := missing(columns, mapping):
        words = _names(lacking)
        return Result(ImportOutcome.COLUMN_MISSING, found, {"columns": words})
    chosen = list(mapping.values())
    twice = [known[name] for name, index in mapping.items() if chosen.count(index) > 1]
    if twice:
        return Result(ImportOutcome.COLUMN_TWICE, found, {"columns": _names(twice)})
    found.mapping, found.state, found.rows_done = mapping, State.CHECKING, 0
    found.counts, found.errors, found.errors_found, found.stopped_by = {}, [], 0, ""
    found.save()
    enqueue(CHECK, {"import": found.pk})
    return Result(ImportOutcome.MATCHED, found)


@action("publishing.confirm_import")
def confirm_import(*, by: Any, sheet_import: SheetImport) -> Result:
    """Have rows without errors written: CONFIRMED, or WRONG_STATE."""
    found = _locked(sheet_import)
    if found.state != State.CHECKED:
        return _wrong_state(found)
    found.state, found.rows_done = State.WRITING, 0
    found.save(update_fields=["state", "rows_done"])
    enqueue(WRITE, {"import": found.pk})
    return Result(ImportOutcome.CONFIRMED, found, {"changes": {"table": found.table}})


def _locked(sheet_import: SheetImport) -> SheetImport:
    rows = SheetImport.objects.select_for_update(no_key=True, of=("self",))
    return rows.get(pk=sheet_import.pk)


def _wrong_state(found: SheetImport) -> Result:
    return Result(ImportOutcome.WRONG_STATE, found, {"state": found.get_state_display()})


def _names(columns: Any) -> str:
    return ", ".join(str(column.header) for column in columns)
