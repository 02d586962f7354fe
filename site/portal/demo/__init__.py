"""The demo: real venues and courses with invented people, built from the rooms' data files.

`load()` builds everything in one transaction; days count from the day it is loaded, so that one
cohort is over, one runs today, one is full and one opens next week.
"""

from collections.abc import Callable

from django.db import transaction

from people.models import User
from portal.demo import (
    absence,
    catalogue,
    essays,
    nominations,
    own_data,
    pages,
    people,
    programmes,
    taking_part,
    telling,
    venues,
    visits,
)

MARK = "admin@example.org"


def loaded() -> bool:
    """Whether the demo is there."""
    return User.objects.filter(email=MARK).exists()


def load(say: Callable[[str], None]) -> None:
    """Build the demo, telling its steps to `say`; nothing is left when a step fails."""
    with transaction.atomic():
        say("people and units …")
        units = people.load()
        say("venues, kinds, speakers …")
        places = venues.load()
        say("courses, events and their offerings …")
        offerings = programmes.load(units, places)
        visits.load(offerings, places)
        catalogue.load(offerings, places)
        say("registrations and attendance …")
        taking_part.load(offerings)
        say("leave …")
        absence.load(offerings)
        say("places of units and nominations …")
        nominations.load(offerings, units)
        say("notices …")
        telling.load(offerings)
        say("essays …")
        essays.load(offerings)
        own_data.load()
        say("pages and articles …")
        pages.load()
