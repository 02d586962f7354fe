"""What the one who publishes, and whoever plans beside them, hears of what went otherwise."""

from collections import defaultdict

import pytest

from courses import actions
from courses.actions import publish
from courses.outcomes import TimetableOutcome as Outcome
from events.models import Route
from events.outcomes import EventOutcome
from kernel.outcomes import Result
from tests.factories import make_cohort, make_timetable
from tests.factories.timetables import planned, revision_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(cast):
    """Two days, published."""
    cohort = make_cohort(unit=cast.unit)
    make_timetable(cohort, 2)
    return cohort


def test_the_session_whose_bus_is_taken_is_named(cast, cohort, monkeypatch):
    by = {"by": cast.organiser, "cohort": cohort}
    for title in ("第1天上课", "第2天上课"):
        values = {"title": f"{title}（改）"}
        actions.change_planned_session(**by, key=planned(cohort, title).key, values=values)
    entry = planned(cohort, "第2天上课（改）")
    refusal = Result(EventOutcome.BUS_TAKEN, Route(session=entry.session), defaultdict(str))
    monkeypatch.setattr(publish, "rewrite_sessions", lambda **_values: refusal)
    result = actions.publish_timetable(**by)
    assert (result.outcome, result.details["name"]) == (Outcome.NOT_APPLIED, "第2天上课（改）")


def test_the_second_editor_hears_what_was_published_twice_meanwhile(cast, cohort):
    key, seen = planned(cohort, "第1天上课").key, revision_of(cohort)
    for title in ("一", "二"):
        values = {"title": title}
        actions.change_planned_session(by=cast.organiser, cohort=cohort, key=key, values=values)
        actions.publish_timetable(by=cast.organiser, cohort=cohort)
        actions.plan_session(by=cast.organiser, cohort=cohort, title=f"另{title}")
        actions.publish_timetable(by=cast.organiser, cohort=cohort)
    values = {"title": "三"}
    result = actions.change_planned_session(
        by=cast.admin, cohort=cohort, key=key, values=values, based_on=seen
    )
    assert result.outcome is Outcome.CHANGED_MEANWHILE
