"""How many people are somewhere at once, among stays that come and go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from events.models import VenueBooking


@dataclass(frozen=True)
class Full:
    """A place that would be too small: it takes `capacity`, and `number` would be there."""

    place: Any
    capacity: int
    number: int
    others: list[VenueBooking]


def most_at_once(start: datetime, end: datetime, stays: Iterable[Any]) -> tuple[int, list[Any]]:
    """The most people that are there at one moment of [start, end), and which stays those are.

    A stay has `starts_at`, `ends_at` and `headcount`; one that ends when another begins does not
    meet it.
    """
    meeting = [stay for stay in stays if stay.starts_at < end and stay.ends_at > start]
    moments = {start, *(stay.starts_at for stay in meeting if stay.starts_at > start)}
    crowds = (
        [stay for stay in meeting if stay.starts_at <= moment < stay.ends_at]
        for moment in sorted(moments)
    )
    best = max(crowds, key=lambda crowd: sum(stay.headcount for stay in crowd), default=[])
    return sum(stay.headcount for stay in best), best


def overfull(booking: VenueBooking) -> Full | None:
    """The venue, or the point, that would be too small for the booking beside all standing ones.

    Sure only under a lock on the venue's row: whoever books there holds it.
    """
    stays = list(
        VenueBooking.objects.standing()
        .filter(venue=booking.venue)
        .between(booking.starts_at, booking.ends_at)
        .exclude(pk=booking.pk)
        .select_related("session__offering__page")
    )
    point = booking.teaching_point
    in_point = [stay for stay in stays if point and stay.teaching_point_id == point.pk]
    for place, there in ((booking.venue, stays), (point, in_point)):
        if place is None or not place.capacity:
            continue
        number, others = most_at_once(booking.starts_at, booking.ends_at, there)
        if number + booking.headcount > place.capacity:
            return Full(place, place.capacity, number + booking.headcount, others)
    return None
