"""Writing a rhythm out: one offering for each of its days, like the one that is repeated."""

from datetime import date
from typing import Any

from events.actions.clone import copy_offering
from events.actions.locks import lock_offering
from events.actions.publish import change_state
from events.enums import OfferingState
from events.models import Offering, Recurrence, Session
from events.numbering import counting_of
from events.outcomes import EventOutcome
from events.recurring import MOST, Beat, PlannedDay, planned_days
from events.shifting import day_of, shifted_days
from kernel.actions import action
from kernel.outcomes import Result
from publishing import dates


@action("events.repeat_offering")
def repeat_offering(
    *,
    by: Any,
    offering: Offering,
    rhythm: str,
    every: int,
    until: date,
    on_holidays: str,
    publish: bool = False,
) -> Result:
    """Write the days of a rhythm out until `until`: REPEATED, with the new ones in `details`.

    REPEATED_WITH_GAPS where others hold a room, a speaker or a bus then; it is left open,
    and what has a gap stays a draft.

    An offering that recurs so already goes on from where it was written out; in any other rhythm a
    new one begins with its first day. NO_SESSIONS, NO_DATES, TOO_MANY_DATES; each copy is a draft
    unless `publish` is set and registers its window as many days later.
    """
    offering = lock_offering(offering)
    sessions = list(offering.sessions.held().order_by("starts_at", "pk"))
    if not sessions:
        return Result(EventOutcome.NO_SESSIONS, offering, {"name": str(offering)})
    _hold_rhythm(offering)
    recurrence = recurrence_for(offering, sessions, rhythm, every)
    days = planned(recurrence, until, on_holidays)
    if len(days) > MOST:
        return Result(EventOutcome.TOO_MANY_DATES, offering, {"most": MOST})
    if not any(day.on for day in days):
        return Result(EventOutcome.NO_DATES, offering)
    recurrence.through_on, recurrence.on_holidays = until, on_holidays
    recurrence.save()
    _join(offering, recurrence)
    made, gaps = _write_out(offering, sessions, recurrence, days, by=by, publish=publish)
    said = {"name": str(offering), "count": len(made), "until": dates.plain_day(until)}
    changes = {"offerings": [one.public_id for one in made], "rhythm": rhythm, "every": every}
    outcome = EventOutcome.REPEATED_WITH_GAPS if gaps else EventOutcome.REPEATED
    return Result(outcome, offering, said | {"gaps": gaps, "changes": changes})


def _hold_rhythm(offering: Offering) -> None:
    """It belongs to all its dates: whoever repeats another one of them waits here."""
    if offering.recurrence_id is not None:
        rhythms = Recurrence.objects.select_for_update(no_key=True)
        offering.recurrence = rhythms.get(pk=offering.recurrence_id)


def _write_out(
    offering: Offering,
    sessions: list[Session],
    recurrence: Recurrence,
    days: list[PlannedDay],
    *,
    by: Any,
    publish: bool,
) -> tuple[list[Offering], int]:
    """One offering a day, and how many rooms, speakers and buses were left open."""
    is_counted = bool(counting_of(offering.page))
    made, gaps = [], 0
    for day in [day.on for day in days if day.on is not None]:
        result = _hold_on(day, offering, sessions, by=by, **({} if is_counted else _label(day)))
        lacking = result.details.get("gaps", 0)
        _join(result.record, recurrence)
        if publish and not lacking:
            change_state(result.record, OfferingState.PUBLISHED)
        made.append(result.record)
        gaps += lacking
    return made, gaps


def recurrence_for(
    offering: Offering, sessions: list[Session], rhythm: str, every: int
) -> Recurrence:
    """The rhythm that the offering is in already, or a new one that it begins; not saved."""
    known = offering.recurrence
    if known is not None and (known.rhythm, known.every) == (rhythm, every):
        return known
    first = day_of(sessions[0])
    return Recurrence(rhythm=rhythm, every=every, first_on=first, through_on=first)


def planned(recurrence: Recurrence, until: date, on_holidays: str) -> list[PlannedDay]:
    """The days that are still to be written out."""
    beat = Beat(recurrence.rhythm, recurrence.every, recurrence.first_on)
    return planned_days(beat, recurrence.through_on, until, on_holidays)


def _hold_on(
    day: date, offering: Offering, sessions: list[Session], *, by: Any, **label: str
) -> Result:
    """One more on a day, whatever day of the week it is: the rhythm has decided that."""
    places = shifted_days({day_of(session) for session in sessions}, day, lambda _day: True)
    made = copy_offering(by=by, offering=offering, sessions=sessions, places=places, **label)
    if not made.ok:
        # What has been saved once is valid, and days later it still is: a mistake of ours.
        raise ValueError(f"{offering.public_id} cannot be copied: {made.outcome}")
    return made


def _label(day: date) -> dict[str, str]:
    """The day tells one apart where the page does not count."""
    return {
        "label": dates.plain_day(day, language="zh-hans"),
        "label_en": dates.plain_day(day, language="en"),
    }


def _join(offering: Offering, recurrence: Recurrence) -> None:
    if offering.recurrence_id != recurrence.pk:
        offering.recurrence = recurrence
        offering.save(update_fields=["recurrence"])
