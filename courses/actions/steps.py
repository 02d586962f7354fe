"""One step of planning: the lock, what is touched, what somebody else did meanwhile, the row.

A step says on which revision it is based. What others did since to the same sessions is told
before anything is written; what they did to other sessions stays beside it.

The lock is the timetable's row and nothing else; publishing takes the offering first.
"""

from collections.abc import Container, Iterable
from typing import Any

from courses.enums import TimetableVerb
from courses.models import Cohort, DraftSession, Timetable, TimetableStep
from courses.outcomes import TimetableOutcome
from courses.planning.differences import Pair, lines_of
from courses.planning.facts import Fact
from courses.planning.plans import Entry, plan_of
from events.enums import OfferingState
from events.models import SLOT_FIELDS, Slot
from kernel.outcomes import Outcome, Result
from people.models import User


class Step:
    """From the lock to the row of the history; `based_on` None: on what is there now."""

    def __init__(self, *, by: Any, cohort: Cohort, verb: TimetableVerb, based_on: int | None):
        self.by, self.verb = by, verb
        self.timetable = lock(cohort)
        self.cohort = self.timetable.cohort
        self.based_on = self.timetable.revision if based_on is None else based_on
        self.plan = plan_of(self.cohort, self.timetable.revision)
        self.before: dict[str, Fact | None] = {}

    def entry(self, key: str) -> Entry | None:
        """What stands in the draft under a key, marked as touched; None when it does not."""
        entry = self.plan.by_key.get(key)
        if entry is None or entry.is_removed:
            return None
        self.touch(entry)
        return entry

    def touch(self, entry: Entry) -> None:
        """Remember what it said before this step."""
        self.before.setdefault(entry.key, entry.fact())

    def set(self, entry: Entry, values: dict[str, Any]) -> None:
        """Let it say something else."""
        self.touch(entry)
        for name, value in values.items():
            setattr(entry.slot, name, value)

    def add(self, values: dict[str, Any], key: str = "") -> Entry:
        """Plan one more session; `key` is given where it stood in the draft before."""
        slot = DraftSession(cohort=self.cohort, **values)
        slot.public_id = key or slot.public_id
        entry = Entry(slot.public_id, slot)
        self.before.setdefault(entry.key, None)
        self.plan.by_key[entry.key] = entry
        return entry

    def remove(self, entry: Entry) -> None:
        """Take it out: what was never published is gone, the other is to be cancelled."""
        self.touch(entry)
        entry.slot.is_removed = True

    def restore(self, entry: Entry) -> None:
        """Take the taking out back."""
        self.touch(entry)
        entry.slot.is_removed = False

    def gone(self, key: str) -> Result:
        """Why there is nothing under a key: somebody took it out, or it never was there."""
        self.before.setdefault(key, None)
        return self.changed_meanwhile() or Result(TimetableOutcome.GONE, self.cohort)

    def changed_meanwhile(self) -> Result | None:
        """The refusal when others changed what this step touches since its revision."""
        among = [fact for entry in self.plan.standing() if (fact := entry.fact())]
        return meanwhile(self.cohort, self.based_on, among, by=self.by, keys=self.before)

    def pairs(self) -> list[Pair]:
        """Before and after of everything that this step really changed."""
        found = []
        for key, before in self.before.items():
            entry = self.plan.by_key.get(key)
            after = entry.fact() if entry else None
            if before != after:
                found.append((before, after))
        return found

    def end(self, outcome: Outcome, **details: Any) -> Result:
        """Write the draft and the step, or say why not."""
        pairs = self.pairs()
        refusal = impossible(self.cohort, self._changed_slots(pairs))
        if refusal or (refusal := self.changed_meanwhile()):
            return refusal
        if not pairs:
            return Result(TimetableOutcome.UNCHANGED, self.cohort)
        write(self.plan.by_key[key] for key in self.before)
        revision = count_on(self.timetable)
        TimetableStep.objects.create(
            cohort=self.cohort, revision=revision, verb=self.verb, by=self.by, changes=pairs
        )
        keys = [(before or after)["key"] for before, after in pairs]  # type: ignore[index]
        changes = {"step": self.verb.value, "revision": revision, "sessions": keys}
        return Result(outcome, self.cohort, details | {"changes": changes})

    def _changed_slots(self, pairs: Iterable[Pair]) -> list[Slot]:
        return [self.plan.by_key[after["key"]].slot for _before, after in pairs if after]


def lock(cohort: Cohort) -> Timetable:
    """The timetable of a cohort, locked until the transaction ends; made at the first step."""
    Timetable.objects.get_or_create(cohort=cohort)
    return (
        Timetable.objects.select_for_update(no_key=True, of=("self",))
        .select_related("cohort__offering__page")
        .get(cohort=cohort)
    )


def count_on(timetable: Timetable) -> int:
    """The next revision of a locked timetable."""
    timetable.revision += 1
    timetable.save(update_fields=["revision"])
    return timetable.revision


def meanwhile(
    cohort: Cohort,
    based_on: int,
    among: list[Fact],
    *,
    by: Any,
    keys: Container[str] | None = None,
) -> Result | None:
    """What others than `by` did since a revision, to the sessions of these keys or to any.

    What a person did just before, faster than the page was drawn anew, is no news to them.
    """
    steps = TimetableStep.objects.filter(cohort=cohort, revision__gt=based_on).select_related("by")
    if by is not None:
        steps = steps.exclude(by=by)
    theirs: dict[str, Pair] = {}
    people = []
    for step in steps:
        for old, new in step.changes:
            key = (old or new)["key"]
            if keys is not None and key not in keys:
                continue
            theirs[key] = (theirs[key][0] if key in theirs else old, new)
            people.append(step.by)
    if not theirs:
        return None
    what = "；".join(lines_of(list(theirs.values()), among))
    details = {"who": names_of(people), "what": what}
    return Result(TimetableOutcome.CHANGED_MEANWHILE, cohort, details)


def impossible(cohort: Cohort, slots: Iterable[Slot]) -> Result | None:
    """Why a timetable cannot be changed so; the database says the same of the times."""
    offering = cohort.offering
    if offering.state == OfferingState.CANCELLED:
        details = {"name": str(offering), "state": offering.get_state_display()}
        return Result(TimetableOutcome.WRONG_STATE, cohort, details)
    for slot in slots:
        if slot.starts_at >= slot.ends_at:
            return Result(TimetableOutcome.ENDS_BEFORE_START, cohort)
        point = slot.teaching_point
        if point is not None and point.venue_id != slot.venue_id:
            return Result(TimetableOutcome.WRONG_TEACHING_POINT, cohort, {"point": str(point)})
    return None


def write(entries: Iterable[Entry]) -> None:
    """Keep what differs from the published timetable and nothing else; few statements for many."""
    made: list[DraftSession] = []
    kept: list[DraftSession] = []
    dropped: list[int | None] = []
    for entry in entries:
        slot = entry.slot
        slot.touched = entry.touched()
        if not entry.is_changed or (entry.is_new and slot.is_removed):
            dropped.append(slot.pk)
        elif slot.pk is None:
            made.append(slot)
        else:
            kept.append(slot)
    DraftSession.objects.filter(pk__in=[pk for pk in dropped if pk]).delete()
    DraftSession.objects.bulk_create(made)
    if kept:
        DraftSession.objects.bulk_update(kept, [*SLOT_FIELDS, "touched", "is_removed"])


def names_of(people: Iterable[User | None]) -> str:
    """Who it was, each once."""
    return "、".join(dict.fromkeys(str(person) for person in people if person is not None)) or "–"
