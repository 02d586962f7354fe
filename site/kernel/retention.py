"""Retention: each kind of data says how long it is kept, what is due to go, and how it goes.

A room registers its kinds from `AppConfig.ready`. Every night `forget_all` lets go what is due, in
batches of their own transactions, each with its audit row: a night that breaks off is taken up by
the next, and a run with nothing due changes nothing. Operators may set another period, never a
shorter one than `at_least`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.actions import action
from kernel.models import Retention
from kernel.outcomes import Effect, Outcome, Result

BATCH = 1000


def delete(rows: list[Any]) -> None:
    """How most kinds go: the rows are deleted."""
    if rows:
        type(rows[0])._base_manager.filter(pk__in=[row.pk for row in rows]).delete()


@dataclass(frozen=True)
class Kind:
    """A kind of data that does not stay for ever.

    `due(before)` is the queryset of what is older than that instant; `stamp` is the field that says
    how old a row is. `let_go(rows)` removes or empties one batch so that it is due no longer.
    `days` is the period unless an operator sets another one; a kind whose rows carry their own end
    is `fixed`, and its `due` gets the present moment.
    """

    name: str
    title: str | Promise
    explains: str | Promise
    due: Callable[[datetime], QuerySet[Any]]
    stamp: str
    days: int = 0
    at_least: int = 1
    fixed: bool = False
    let_go: Callable[[list[Any]], None] = delete


KINDS: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Make kinds known; called from a room's `AppConfig.ready`."""
    for kind in kinds:
        KINDS[kind.name] = kind


class RetentionOutcome(Outcome):
    """How a run, or a change of a period, ended."""

    GONE = Effect.DONE, _("%(count)s rows are gone.")
    NOTHING_DUE = Effect.SAME, _("Nothing of this kind is due to go.")
    SET = Effect.DONE, _("%(title)s: kept for %(days)s days from now on.")
    UNCHANGED = Effect.SAME, _("This is the period that already holds.")
    FIXED = (
        Effect.REFUSED,
        _("Each of these rows carries its own end; the period cannot be set here."),
    )
    TOO_SHORT = Effect.REFUSED, _("Please keep these for at least %(days)s days.")


def days_of(kind: Kind, row: Retention | None) -> int:
    """The period that holds: the operator's, else the kind's own."""
    return row.days if row is not None and row.days is not None else kind.days


def due_rows(kind: Kind, days: int) -> QuerySet[Any]:
    """What is due to go now, the oldest first."""
    before = timezone.now() - timedelta(days=0 if kind.fixed else days)
    return kind.due(before).order_by(kind.stamp, "pk")


@dataclass(frozen=True)
class Standing:
    """One kind as the operator sees it before the night."""

    kind: Kind
    days: int
    count: int
    oldest: Any
    ran_at: datetime | None
    went: int


def preview() -> list[Standing]:
    """Every kind by name: how long it is kept, what is due, when it last went."""
    rows = {row.kind: row for row in Retention.objects.all()}
    return [_standing(KINDS[name], rows.get(name)) for name in sorted(KINDS)]


def _standing(kind: Kind, row: Retention | None) -> Standing:
    days = days_of(kind, row)
    due = due_rows(kind, days)
    return Standing(
        kind=kind,
        days=days,
        count=due.count(),
        oldest=due.values_list(kind.stamp, flat=True).first(),
        ran_at=row.ran_at if row else None,
        went=row.went if row else 0,
    )


@action("kernel.forget")
def forget(*, by: Any, kind: Kind, limit: int) -> Result:
    """Let go of at most `limit` rows of a kind that are due."""
    row = _locked(kind)
    rows = list(due_rows(kind, days_of(kind, row))[:limit])
    if not rows:
        return Result(RetentionOutcome.NOTHING_DUE, row)
    kind.let_go(rows)
    details = {"count": len(rows), "changes": {"kind": kind.name, "count": len(rows)}}
    return Result(RetentionOutcome.GONE, row, details)


@action("kernel.set_retention")
def set_retention(*, by: Any, kind: Kind, days: int) -> Result:
    """Keep a kind for `days` from now on."""
    row = _locked(kind)
    before = days_of(kind, row)
    if kind.fixed:
        return Result(RetentionOutcome.FIXED, row)
    if days < kind.at_least:
        return Result(RetentionOutcome.TOO_SHORT, row, {"days": kind.at_least})
    if days == before:
        return Result(RetentionOutcome.UNCHANGED, row)
    row.days = days
    row.save(update_fields=["days"])
    changes = {"kind": kind.name, "days": [before, days]}
    details = {"title": str(kind.title), "days": days, "changes": changes}
    return Result(RetentionOutcome.SET, row, details)


def _locked(kind: Kind) -> Retention:
    Retention.objects.get_or_create(kind=kind.name)
    return Retention.objects.select_for_update().get(kind=kind.name)


def forget_all(*, by: Any = None) -> dict[str, int]:
    """Let go of everything that is due, kind by kind; how many rows of each went.

    A kind that fails keeps no other one from going. Raises an ExceptionGroup of what failed, at the
    end; the night is noted for the kinds that went.
    """
    gone: dict[str, int] = {}
    failed = []
    for name in sorted(KINDS):
        try:
            gone[name] = _forget_kind(KINDS[name], by)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other kinds' period is over
            error.add_note(f"while letting go of {name}")
            failed.append(error)
    now = timezone.now()
    for name, count in gone.items():
        Retention.objects.update_or_create(kind=name, defaults={"ran_at": now, "went": count})
    if failed:
        raise ExceptionGroup("not everything that was due could go", failed)
    return gone


def _forget_kind(kind: Kind, by: Any) -> int:
    count = 0
    # A batch that was let go but is still due would go round for ever: no more rounds than rows.
    rounds = due_rows(kind, days_of(kind, Retention.objects.filter(kind=kind.name).first())).count()
    for _round in range(-(-rounds // BATCH)):
        result = forget(by=by, kind=kind, limit=BATCH)
        count += result.details.get("count", 0)
    return count
