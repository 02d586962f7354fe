"""Publishing a timetable: what differs goes through the actions of events, all of it or nothing."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from courses.actions.steps import count_on, impossible, lock, meanwhile
from courses.models import Cohort, DraftSession, Timetable, TimetableStep, TimetableVersion
from courses.outcomes import TimetableOutcome
from courses.planning.differences import Pair
from courses.planning.plans import Entry, Plan, latest_version, plan_of, published_facts
from courses.planning.reach import conflicts_of
from courses.planning.visits import awaiting, is_visit
from events import changes
from events.actions import add_session, cancel_session, rewrite_sessions
from events.actions.locks import lock_offering
from events.enums import OfferingState
from events.models import SLOT_FIELDS, Session
from kernel.actions import action
from kernel.outcomes import Result

# Longer than anybody leaves the editor open: what others did meanwhile is told out of their steps.
LEFT_OPEN = timedelta(days=30)


class _Refused(Exception):
    """One of the actions said no: nothing of the whole is done."""

    def __init__(self, entry: Entry, result: Result) -> None:
        super().__init__(result.message)
        self.entry, self.result = entry, result


@action("courses.publish_timetable")
def publish_timetable(
    *, by: Any, cohort: Cohort, reason: str = "", based_on: int | None = None
) -> Result:
    """Let the public see the draft: PUBLISHED, or why not.

    `reason` is read by those whose sessions are cancelled. Sessions that do not differ are not
    touched; those registered hear of what is moved, cancelled and new by `events.changes`.
    """
    lock_offering(cohort.offering)
    timetable = lock(cohort)
    cohort = timetable.cohort
    plan = plan_of(cohort, timetable.revision)
    if refusal := _refusal(plan, by, reason, based_on):
        return refusal
    pairs = plan.pairs()
    _remember_start(cohort)
    reason = reason.strip() or gettext("changed before it was published")
    try:
        with transaction.atomic():
            sessions = _apply(plan, by, reason)
    except _Refused as refused:
        why = {"name": refused.entry.slot.title, "what": refused.result.message}
        return Result(TimetableOutcome.NOT_APPLIED, cohort, why)
    version = _keep(timetable, by, _under_their_ids(pairs, sessions))
    changes = {"version": version.number, "sessions": [s.public_id for s in sessions.values()]}
    details = {"number": version.number, "count": len(pairs), "changes": changes}
    return Result(TimetableOutcome.PUBLISHED, cohort, details, reason if plan.removed() else "")


def _refusal(plan: Plan, by: Any, reason: str, based_on: int | None) -> Result | None:
    cohort = plan.cohort
    standing = plan.standing()
    if refusal := impossible(cohort, [entry.slot for entry in standing]):
        return refusal
    if based_on is not None and based_on < plan.revision:
        among = [fact for entry in standing if (fact := entry.fact())]
        if refusal := meanwhile(cohort, based_on, among, by=by):
            return refusal
    if not plan.changed():
        return Result(TimetableOutcome.NOTHING_TO_PUBLISH, cohort)
    is_public = cohort.offering.state != OfferingState.DRAFT
    if plan.removed() and is_public and not reason.strip():
        return Result(TimetableOutcome.REASON_MISSING, cohort)
    blocking = [str(found.sentence) for found in conflicts_of(plan) if found.blocks]
    if blocking:
        return Result(TimetableOutcome.CONFLICTS, cohort, {"what": " ".join(blocking)})
    return None


def _apply(plan: Plan, by: Any, reason: str) -> dict[str, Session]:
    """Cancel, change, add, in this order: what falls out makes room. The sessions by their keys."""
    changed = [e for e in plan.changed() if e.session is not None and not e.is_removed]
    found = {}
    for entry in plan.removed():
        result = cancel_session(by=by, session=entry.session, reason=reason)
        found[entry.key] = _done(entry, result)
    if changed:
        wanted = [
            (e.session, {name: getattr(e.slot, name) for name in e.touched()}) for e in changed
        ]
        offering = plan.cohort.offering
        result = rewrite_sessions(by=by, offering=offering, wanted=wanted)
        blamed = getattr(result.record, "session", result.record)  # that of a way, too
        _done(next((e for e in changed if e.session == blamed), changed[0]), result)
        found |= {entry.key: entry.session for entry in changed}
    added = {entry.key: _added(entry, plan, by) for entry in plan.changed() if entry.is_new}
    if added:
        new = list(added.values())
        changes.tell(changes.SessionsAdded(offering=plan.cohort.offering, sessions=new, by=by))
    return found | added


def _added(entry: Entry, plan: Plan, by: Any) -> Session:
    """The new session, with the route planned for it; all new ones are told of at once."""
    values = {name: getattr(entry.slot, name) for name in SLOT_FIELDS}
    result = add_session(by=by, offering=plan.cohort.offering, is_told=False, **values)
    session: Session = _done(entry, result)
    if is_visit(session):
        for route in awaiting(plan, entry):
            route.session = session
            route.save(update_fields=["session"])
    return session


def _done(entry: Entry, result: Result) -> Any:
    """What was written; raises _Refused when nothing was."""
    if not result.ok:
        raise _Refused(entry, result)
    return result.record


def _under_their_ids(pairs: list[Pair], sessions: dict[str, Session]) -> list[Pair]:
    """What was new is known by its session from now on."""
    return [
        (before, after and after | {"key": sessions[after["key"]].public_id})
        for before, after in pairs
    ]


def _remember_start(cohort: Cohort) -> None:
    """What stood there before the first publication from here, so that it can be taken back."""
    facts = [] if latest_version(cohort) else published_facts(cohort)
    if facts:
        changed = Session.objects.filter(offering=cohort.offering).order_by("-changed_at").first()
        at = changed.changed_at if changed else timezone.now()
        TimetableVersion.objects.create(cohort=cohort, number=1, published_at=at, slots=facts)


def _keep(timetable: Timetable, by: Any, pairs: list[Pair]) -> TimetableVersion:
    """The new version; steps before the last one go when nobody has them before their eyes."""
    cohort = timetable.cohort
    last = latest_version(cohort)
    if last is not None:
        steps = TimetableStep.objects.filter(cohort=cohort, revision__lte=last.revision)
        steps.filter(at__lt=timezone.now() - LEFT_OPEN).delete()
    DraftSession.objects.filter(cohort=cohort).delete()
    return TimetableVersion.objects.create(
        cohort=cohort,
        number=last.number + 1 if last else 1,
        by=by,
        slots=published_facts(cohort),
        changes=pairs,
        revision=count_on(timetable),
    )
