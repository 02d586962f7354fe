"""Going back: the last step, the whole draft, an earlier version."""

from typing import Any

from courses.actions.steps import Step
from courses.enums import TimetableVerb
from courses.models import Cohort, TimetableStep, TimetableVersion
from courses.outcomes import TimetableOutcome
from courses.planning.differences import differing
from courses.planning.facts import Fact, values_of
from courses.planning.plans import latest_version
from events.models import PLACE, SLOT_FIELDS, TIMES
from kernel.actions import action
from kernel.outcomes import Result


@action("courses.undo_step")
def undo_step(*, by: Any, cohort: Cohort) -> Result:
    """Undo the last step of the draft where it was the person's own: UNDONE or NOTHING_TO_UNDO.

    Only what the step changed goes back, and of a published session to what is published now: what
    was corrected there meanwhile stays, and UNDONE_BESIDE says where.
    """
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.UNDO, based_on=None)
    last = undoable(cohort, by)
    if last is None:
        return Result(TimetableOutcome.NOTHING_TO_UNDO, cohort)
    fields = {b["key"]: differing(b, after) if after else [] for b, after in last.changes if b}
    wanted = {(before or after)["key"]: before for before, after in last.changes}
    corrected = _follow_corrections(step, last, wanted, fields)
    last.is_undone = True
    last.save(update_fields=["is_undone"])
    _lay(step, wanted, fields)
    name = last.get_verb_display()
    if corrected:
        return step.end(TimetableOutcome.UNDONE_BESIDE, name=name, what="、".join(corrected))
    return step.end(TimetableOutcome.UNDONE, name=name)


def _follow_corrections(
    step: Step,
    last: TimetableStep,
    wanted: dict[str, Fact | None],
    fields: dict[str, list[str]],
) -> list[str]:
    """Let what was as published before `last` go back to what is published now.

    Returns the titles of those of which that is something else than it was then.
    """
    earlier = _drafted_before(last)
    corrected = []
    for key, names in fields.items():
        entry, was = step.plan.by_key.get(key), wanted[key]
        now = entry.published_fact() if entry else None
        if was is None or now is None:
            continue
        fields[key] = [*names, *_belonging(names)]
        own = [name for name in fields[key] if name not in earlier.get(key, ())]
        if any(was.get(name) != now[name] for name in own):
            corrected.append(now["title"])
        wanted[key] = was | {name: now[name] for name in own}
    return corrected


def _belonging(names: list[str]) -> list[str]:
    """What makes sense only together with these."""
    together = [group for group in (TIMES, PLACE) if set(names) & set(group)]
    return [name for group in together for name in group if name not in names]


def _drafted_before(last: TimetableStep) -> dict[str, set[str]]:
    """The fields of each session that earlier steps which still stand have drafted, by its key."""
    steps = TimetableStep.objects.filter(cohort=last.cohort_id, revision__lt=last.revision)
    version = latest_version(last.cohort)
    discarded = steps.filter(verb=TimetableVerb.DISCARD, is_undone=False).last()
    since = max(version.revision if version else 0, discarded.revision if discarded else 0)
    standing = steps.filter(revision__gt=since, is_undone=False).exclude(verb=TimetableVerb.UNDO)
    drafted: dict[str, set[str]] = {}
    for before, after in (pair for one in standing for pair in one.changes):
        if before and after:
            names = differing(before, after)
            drafted.setdefault(before["key"], set()).update(names, _belonging(names))
    return drafted


def undoable(cohort: Cohort, person: Any) -> TimetableStep | None:
    """The last step since the last publication that stands, where it is the person's own."""
    steps = TimetableStep.objects.filter(cohort=cohort, is_undone=False)
    steps = steps.exclude(verb=TimetableVerb.UNDO)
    version = latest_version(cohort)
    last = steps.filter(revision__gt=version.revision if version else 0).last()
    return last if last is not None and last.by_id == getattr(person, "pk", None) else None


@action("courses.discard_draft")
def discard_draft(*, by: Any, cohort: Cohort, based_on: int | None = None) -> Result:
    """Let the draft be as published: DISCARDED, UNCHANGED or CHANGED_MEANWHILE."""
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.DISCARD, based_on=based_on)
    _lay(step, {entry.key: entry.published_fact() for entry in step.plan.changed()})
    return step.end(TimetableOutcome.DISCARDED)


@action("courses.take_back_version")
def take_back_version(
    *, by: Any, cohort: Cohort, version: TimetableVersion, based_on: int | None = None
) -> Result:
    """Let the draft be as a version was: TAKEN_BACK, UNCHANGED or CHANGED_MEANWHILE.

    A session that was cancelled since is planned anew: nobody who was told that it falls out
    finds it in the calendar again under the old entry.
    """
    step = Step(by=by, cohort=cohort, verb=TimetableVerb.TAKE_BACK, based_on=based_on)
    wanted: dict[str, Fact | None] = dict.fromkeys(step.plan.by_key)
    wanted |= {fact["key"]: fact for fact in version.slots}
    _lay(step, wanted)
    return step.end(TimetableOutcome.TAKEN_BACK, number=version.number)


def _lay(
    step: Step, wanted: dict[str, Fact | None], fields: dict[str, list[str]] | None = None
) -> None:
    """Let each session say what it said; None: not be there.

    `fields` are those that one which is there takes over, by its key; without, all of them.
    """
    facts = [fact for fact in wanted.values() if fact]
    values = {fact["key"]: value for fact, value in zip(facts, values_of(facts), strict=True)}
    cancelled = {session.public_id for session in step.plan.cancelled}
    for key, fact in wanted.items():
        entry = step.plan.by_key.get(key)
        if fact is None:
            if entry is not None:
                step.remove(entry)
        elif entry is None:
            step.add(values[key], "" if key in cancelled else key)
        else:
            names = SLOT_FIELDS if fields is None else fields[key]
            step.set(entry, {name: values[key][name] for name in names})
            step.restore(entry)
