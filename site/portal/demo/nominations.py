"""Places of units and nominations of the demo: one cohort that units nominate to."""

from datetime import timedelta

from django.utils import timezone

from events.actions import edit_offering
from people.models import Unit, User
from portal.demo.programmes import Run
from registration.actions.nomination import nominate
from registration.actions.quota import Grant, grant_places, set_quota_rule

SLUG = "two-bombs-3"
GRANTED = {"sz-suda": 3, "sz-nano": 2}
NOMINATED = 4


def load(runs: list[Run], units: dict[str, Unit]) -> None:
    """Grant places with a last day and milestones; the liaison's unit has nominated its first."""
    organiser = User.objects.get(email="organiser@example.org")
    liaison = User.objects.get(email="liaison@example.org")
    today = timezone.localdate()
    for run in runs:
        if run.slug != SLUG:
            continue
        edit_offering(by=organiser, offering=run.offering, values={"admits_nominated": True})
        set_quota_rule(
            by=organiser,
            offering=run.offering,
            values={"usable_until": today + timedelta(days=20), "is_exchangeable": True},
            turns=[units["sz-edu"], units["sz-suda"]],
            milestones=[(today + timedelta(days=7), 2), (today + timedelta(days=14), 3)],
        )
        grants = [Grant(units[code], number) for code, number in GRANTED.items()]
        grant_places(by=organiser, offering=run.offering, grants=grants, reason="按编制人数分配")
        unit = units["sz-suda"]
        people = User.objects.in_units(Unit.objects.within(unit).order_by())
        known = run.offering.registrations.values("person")
        for person in (
            people.exclude(pk__in=known).exclude(pk=liaison.pk).order_by("pk")[:NOMINATED]
        ):
            nominate(by=liaison, offering=run.offering, unit=unit, person=person)
