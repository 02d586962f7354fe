"""Choosing channels: the reader's own affair, so no audit row speaks of it."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from notices.enums import MANDATORY, DeliveryState, Kind, MailChoice, Rhythm
from notices.models import Choice, Delivery, DigestPlan
from notices.outcomes import ChoiceOutcome


class Wanted(NamedTuple):
    """What is wanted of one kind."""

    mail: MailChoice
    sms: bool


@action("notices.choose", audited=False)
def choose(
    *, by: Any, wanted: Mapping[str, Wanted], rhythm: Rhythm, weekday: int, hour: int
) -> Result:
    """Keep what `by` wants of each kind, and when the collected mail comes.

    CHOSEN or CHOSEN_ALREADY; of a mandatory kind only the text message is kept, its mail comes.
    `weekday` is 0 for Monday, `hour` that of the site's time zone.
    """
    plan = _plan_of(by)
    before = (plan.rhythm, plan.weekday, plan.hour)
    if before != (rhythm, weekday, hour):
        plan.rhythm, plan.weekday, plan.hour = rhythm, weekday, hour
        plan.next_at = next_digest(plan, timezone.now())
        plan.save()
    changed = before != (rhythm, weekday, hour)
    for kind, want in wanted.items():
        mail = MailChoice.AT_ONCE if kind in MANDATORY else want.mail
        changed = _keep(by, kind, mail=mail, sms=want.sms) or changed
    return Result(ChoiceOutcome.CHOSEN if changed else ChoiceOutcome.CHOSEN_ALREADY)


@action("notices.turn_off", audited=False)
def turn_off(*, by: Any, kind: Kind) -> Result:
    """End the mails of one kind to `by`: TURNED_OFF, OFF_ALREADY or MANDATORY."""
    details = {"kind": kind.label}
    if kind in MANDATORY:
        return Result(ChoiceOutcome.MANDATORY, details=details)
    if kind == Kind.DIGEST:  # it carries other kinds: theirs end, and nothing waits for it
        collected = Choice.objects.filter(person=by, mail=MailChoice.COLLECTED)
        changed = bool(collected.update(mail=MailChoice.NEVER))
        waiting = Delivery.objects.filter(notice__recipient=by, state=DeliveryState.COLLECTED)
        waiting.delete()  # the notices are in the inbox
    else:
        changed = _keep(by, kind, mail=MailChoice.NEVER)
    outcome = ChoiceOutcome.TURNED_OFF if changed else ChoiceOutcome.OFF_ALREADY
    return Result(outcome, details=details)


def _keep(person: Any, kind: str, **values: Any) -> bool:
    """Keep the values of a choice; whether any of them is new."""
    Choice.objects.bulk_create([Choice(person=person, kind=kind)], ignore_conflicts=True)
    choice = Choice.objects.select_for_update().get(person=person, kind=kind)
    if all(getattr(choice, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(choice, name, value)
    choice.save(update_fields=list(values))
    return True


def _plan_of(person: Any) -> DigestPlan:
    fresh = DigestPlan(person=person)
    fresh.next_at = next_digest(fresh, timezone.now())
    DigestPlan.objects.bulk_create([fresh], ignore_conflicts=True)
    return DigestPlan.objects.select_for_update().get(person=person)


def next_digest(plan: DigestPlan, after: datetime) -> datetime:
    """The first instant of the plan after `after`."""
    here = timezone.localtime(after)
    day = here.date()
    if plan.rhythm == Rhythm.WEEKLY:
        day += timedelta(days=(plan.weekday - day.weekday()) % 7)
    step = timedelta(days=7 if plan.rhythm == Rhythm.WEEKLY else 1)
    planned = datetime.combine(day, time(plan.hour), tzinfo=here.tzinfo)
    while planned <= after:
        day += step
        planned = datetime.combine(day, time(plan.hour), tzinfo=here.tzinfo)
    return planned
