"""Named outcomes of importing."""

from django.utils.translation import gettext_lazy as _

from kernel.outcomes import Effect, Outcome, Result
from publishing.tabular.tables import Findings


class ImportOutcome(Outcome):
    """How each step of an import ends."""

    BROUGHT = Effect.DONE, _("%(rows)s rows were read. Check which heading is which column.")
    MATCHED = Effect.DONE, _("The rows are being checked. Nothing is changed yet.")
    CONFIRMED = Effect.DONE, _("The rows are being imported.")
    WRITTEN = Effect.DONE, _("Imported: %(new)s new, %(changed)s changed, %(same)s as they were.")
    NOTHING_TO_WRITE = Effect.SAME, _("All %(same)s rows are in the records already.")
    HAS_ERRORS = Effect.REFUSED, _("Nothing was imported: %(count)s cells must be mended first.")
    COLUMN_MISSING = Effect.REFUSED, _("Choose the heading for: %(columns)s.")
    COLUMN_TWICE = Effect.REFUSED, _("One heading was chosen for several columns: %(columns)s.")
    WRONG_STATE = (
        Effect.REFUSED,
        _("This import is %(state)s. Open its page to see what can be done."),
    )


def refused(findings: Findings) -> Result:
    """The answer of a writing action that found errors: HAS_ERRORS."""
    details = {"count": len(findings.errors), "findings": findings}
    return Result(ImportOutcome.HAS_ERRORS, None, details)


def written(findings: Findings) -> Result:
    """The answer of a writing action that is through: WRITTEN or NOTHING_TO_WRITE."""
    counts = findings.counts
    is_same = not findings.new and not findings.changed
    outcome = ImportOutcome.NOTHING_TO_WRITE if is_same else ImportOutcome.WRITTEN
    return Result(outcome, None, counts | {"findings": findings, "changes": counts})
