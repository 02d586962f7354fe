"""Venues: when they are open, until when they let people in, how many, and with a guide."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.conflicts.kinds import Conflict, ConflictKind, Taken, told
from events.conflicts.world import World
from events.enums import VISITING
from events.workdays import working_day_before
from publishing import dates


def hours_on(day: date, venue_id: int, world: World) -> list[Any] | None:
    """Opening hours of a venue on a day: rules or exceptions, [] when closed, None when unknown."""
    for exception in world.exceptions.get(venue_id, ()):
        if exception.from_on <= day <= exception.until_on:
            return [] if exception.is_closed else [exception]
    rules = world.opening.get(venue_id, [])
    if not rules:
        return None
    found = [rule for rule in rules if rule.weekday == day.isoweekday()]
    holiday = world.days.get(day)
    if not found and holiday and not holiday.is_working and world.venues[venue_id].open_on_holidays:
        # Whatever the week says of this day, the hours are those of its first open one.
        first = min(rule.weekday for rule in rules)
        return [rule for rule in rules if rule.weekday == first]
    return found


def opening(taken: Taken, world: World) -> Iterator[Conflict]:
    """CLOSED, LAST_ENTRY: outside the hours of that day, or begun too late to be let in."""
    venue = world.venues.get(taken.venue_id or 0)
    hours = hours_on(taken.day, venue.pk, world) if venue else None
    if hours is None:
        return
    begins, ends = (
        timezone.localtime(moment).time() for moment in (taken.starts_at, taken.ends_at)
    )
    if dates.local_date(taken.ends_at) != taken.day:
        ends = time.max
    within = [span for span in hours if span.opens <= begins and ends <= span.closes]
    if not within:
        yield from _closed(taken, venue, hours)
        return
    latest = within[0].last_entry
    if latest is not None and begins > latest:
        yield from told(
            taken,
            ConflictKind.LAST_ENTRY,
            _("%(name)s lets nobody in after %(latest)s on %(day)s. Begin earlier."),
            name=venue,
            latest=latest,
            day=taken.day,
        )


def _closed(taken: Taken, venue: Any, hours: Iterable[Any]) -> Iterator[Conflict]:
    spans = "、".join(f"{dates.clock(s.opens)}–{dates.clock(s.closes)}" for s in hours)
    sentence = (
        _("%(name)s is open %(hours)s on %(day)s. Keep within these hours.")
        if spans
        else _("%(name)s is closed on %(day)s. Choose another day or venue.")
    )
    yield from told(taken, ConflictKind.CLOSED, sentence, name=venue, hours=spans, day=taken.day)


def full(taken: Taken, world: World) -> Iterator[Conflict]:
    """FULL: at some moment there would be more people than the point, or the venue, takes."""
    point, venue = world.points.get(taken.point_id or 0), world.venues.get(taken.venue_id or 0)
    if point and point.capacity and taken.headcount > point.capacity:
        yield from _too_many(taken, point, [], taken.headcount)
    if not venue or not venue.capacity:
        return
    number, others = busiest(taken, world.sharing(taken, "venue_id"))
    if number > venue.capacity:
        yield from _too_many(taken, venue, others, number)


def busiest(taken: Taken, there: Iterable[Taken]) -> tuple[int, list[Taken]]:
    """The most people that are there at once during `taken`, and with which other groups.

    A group that has two sessions at one time is counted once.
    """
    meeting = [other for other in there if taken.meets(other)]
    moments = {taken.starts_at, *(o.starts_at for o in meeting if o.starts_at > taken.starts_at)}
    best: tuple[int, list[Taken]] = (taken.headcount, [])
    for moment in sorted(moments):
        others = [o for o in meeting if o.starts_at <= moment < o.ends_at]
        groups = {taken.offering_id: taken.headcount}
        for other in others:
            groups[other.offering_id] = max(groups.get(other.offering_id, 0), other.headcount)
        if sum(groups.values()) > best[0]:
            best = (sum(groups.values()), others)
    return best


def _too_many(taken: Taken, place: Any, others: list[Taken], number: int) -> Iterator[Conflict]:
    sentence = (
        _(
            "%(name)s takes %(capacity)s people at a time; with %(other)s there would be "
            "%(number)s. Choose another time, or come with fewer."
        )
        if others
        else _(
            "%(name)s takes %(capacity)s people at a time, and this group has %(number)s. Choose "
            "another place, or come with fewer."
        )
    )
    yield from told(
        taken,
        ConflictKind.FULL,
        sentence,
        other="、".join(str(other) for other in others),
        name=place,
        capacity=place.capacity,
        number=number,
    )


def guide(taken: Taken, world: World) -> Iterator[Conflict]:
    """GUIDE_LEAD: no guide is booked, and it is too late for it, counted in working days."""
    venue = world.venues.get(taken.venue_id or 0)
    if venue is None or not venue.guide_lead_days or taken.form not in VISITING or taken.with_guide:
        return
    known = {on: day.is_working for on, day in world.days.items()}
    until = working_day_before(taken.day, venue.guide_lead_days, known)
    if until < dates.local_date(world.at) <= taken.day:
        yield from told(
            taken,
            ConflictKind.GUIDE_LEAD,
            _(
                "A guide at %(name)s is booked %(days)s working days ahead: for %(day)s that was "
                "until %(until)s. Ring them up, or choose a later day."
            ),
            name=venue,
            days=venue.guide_lead_days,
            day=taken.day,
            until=until,
        )
