"""What of this room an offering that is held once more begins with."""

from datetime import date

import pytest

from events.actions import clone_offering
from registration.actions.quota import Grant, grant_places, set_quota_rule
from registration.models import QuotaRule
from tests.factories import make_offering, make_session

pytestmark = pytest.mark.django_db


def test_rules_for_places_of_units_go_along_with_their_dates(cast):
    source = make_offering(unit=cast.city, sessions=0)
    session = make_session(source)
    grant_places(by=cast.organiser, offering=source, grants=[Grant(cast.unit, 3)])
    values = {
        "usable_until": date(2026, 11, 20), "passes_to": "next", "is_returnable": False,
        "is_exchangeable": True, "repeat_months": 6,
    }  # fmt: skip
    set_quota_rule(
        by=cast.organiser, offering=source, values=values, turns=[cast.other_unit, cast.unit],
        milestones=[(date(2026, 11, 10), 1), (date(2026, 11, 15), 3)],
    )  # fmt: skip
    QuotaRule.objects.update(lapsed_at=session.starts_at)
    made = clone_offering(
        by=cast.organiser, offering=source, first_on=date(2027, 4, 1), label="第4期"
    ).record
    days = made.sessions.get().starts_at.date() - session.starts_at.date()
    rule = QuotaRule.objects.get(offering=made)
    assert {name: getattr(rule, name) for name in values} == values | {
        "usable_until": values["usable_until"] + days
    }
    assert rule.lapsed_at is None
    assert [turn.unit for turn in rule.turns.all()] == [cast.other_unit, cast.unit]
    assert list(rule.milestones.values_list("due_on", "number")) == [
        (date(2026, 11, 10) + days, 1), (date(2026, 11, 15) + days, 3),
    ]  # fmt: skip
    assert made.pools.get(unit=cast.unit).capacity == 3


def test_who_has_no_such_rules_gets_none(cast):
    source = make_offering(unit=cast.city)
    clone_offering(by=cast.organiser, offering=source, first_on=date(2027, 4, 1), label="第4期")
    assert not QuotaRule.objects.exists()
