"""A memorial with two rooms, a Tuesday in March that has nothing special, and asking the rules."""

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from events.conflicts import Wanted, find_conflicts
from events.enums import SessionForm
from events.models import Session, TeachingPoint
from tests.factories import make_offering, make_venue

TUESDAY = date(2027, 3, 2)


def at(clock: str, days: int = 0) -> datetime:
    """An instant by the clock of the site, so many days after Tuesday."""
    hour, minute = map(int, clock.split(":"))
    day = TUESDAY + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def span(starts: str, ends: str, days: int = 0) -> dict[str, datetime]:
    """The two times of a session."""
    return {"starts_at": at(starts, days), "ends_at": at(ends, days)}


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.district, sessions=0, capacity=30, label="第1期")


@pytest.fixture
def other(cast):
    return make_offering(unit=cast.district, sessions=0, capacity=20, label="第2期")


@pytest.fixture
def memorial(db):
    venue = make_venue("沙家浜纪念馆", capacity=60)
    hall = TeachingPoint.objects.create(venue=venue, name="报告厅", name_en="Hall", capacity=40)
    reeds = TeachingPoint.objects.create(venue=venue, name="芦苇荡", capacity=40)
    return SimpleNamespace(venue=venue, hall=hall, reeds=reeds)


@pytest.fixture
def ask(offering):
    """Ask about slots of the offering, three weeks before they are held."""

    def found(*slots, now=None, without=(), **wanted):
        asked = [
            Wanted(
                str(number),
                slot
                if isinstance(slot, Session)
                else Session(**({"title": "专题", "form": SessionForm.LECTURE} | slot)),
                offering.pk,
                **wanted,
            )
            for number, slot in enumerate(slots)
        ]
        return find_conflicts(asked, at=now or at("08:00", -21), without=without)

    return found


def kinds(conflicts) -> list[str]:
    """What was found, by kind."""
    return [conflict.kind.value for conflict in conflicts]
