"""A timetable that people see already is brought into the draft; publishing reaches them."""

from datetime import time

import pytest

from courses import actions
from courses.planning.plans import plan_of
from events.models import Session
from events.tables import FAMILY
from notices.models import Notice
from publishing.tabular.outcomes import ImportOutcome
from publishing.tabular.tables import Row
from tests.factories import make_cohort, make_registration, make_timetable
from tests.factories.timetables import next_monday, planned, steps_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(cast):
    """A published cohort of one day, with one participant."""
    cohort = make_cohort(unit=cast.unit)
    make_timetable(cohort, 1)
    make_registration(cohort.offering, cast.participant)
    return cohort


def table_of(cohort):
    return FAMILY.table(cohort.offering.public_id)


def row(number, starts, ends, title, **values):
    """One row of the table, on the Monday."""
    clocks = {"starts": time.fromisoformat(starts), "ends": time.fromisoformat(ends)}
    return Row(number, {"day": next_monday(), "title": title} | clocks | values)


def rows_of():
    """The morning half an hour later under its number, and one more in the evening."""
    key = Session.objects.get(title="第1天上课").public_id
    return [
        row(2, "09:30", "12:00", "第1天上课", session=key),
        row(3, "19:00", "20:30", "夜谈"),
    ]


def test_it_is_seen_by_nobody_until_it_is_published(cast, cohort):
    rows, before = rows_of(), list(Session.objects.order_by("pk").values())
    table = table_of(cohort)
    counts = {"new": 1, "changed": 1, "same": 0}
    assert table.examine(rows, cast.organiser).counts == counts
    assert steps_of(cohort) == []
    result = table.write(by=cast.organiser, rows=rows)
    assert (result.outcome, result.details["findings"].counts) == (ImportOutcome.WRITTEN, counts)
    assert list(Session.objects.order_by("pk").values()) == before
    assert not Notice.objects.exists()
    assert [entry.slot.title for entry in plan_of(cohort).changed()] == ["第1天上课", "夜谈"]
    again = table.write(by=cast.organiser, rows=rows)
    assert again.outcome is ImportOutcome.NOTHING_TO_WRITE, "also where it is drafted alone"
    assert steps_of(cohort) == ["bring"]

    assert actions.publish_timetable(by=cast.organiser, cohort=cohort).ok
    assert Session.objects.filter(title="夜谈").exists()
    assert set(Notice.objects.values_list("recipient", flat=True)) == {cast.participant.pk}


def test_one_step_takes_it_all_back(cast, cohort):
    table_of(cohort).write(by=cast.organiser, rows=rows_of())
    assert actions.undo_step(by=cast.organiser, cohort=cohort).ok
    assert plan_of(cohort).changed() == []


def test_a_row_finds_what_is_drafted_alone_and_nothing_that_was_taken_out(cast, cohort):
    gone = planned(cohort, "第1天下课")
    actions.take_out_session(by=cast.organiser, cohort=cohort, key=gone.key)
    actions.plan_session(
        by=cast.organiser, cohort=cohort, title="夜谈", day=next_monday(), half="evening"
    )
    drafted = planned(cohort, "夜谈")
    rows = [
        row(2, "19:00", "20:00", "夜谈", session=drafted.key),
        row(3, "14:00", "16:00", "第1天下课"),
    ]
    assert table_of(cohort).write(by=cast.organiser, rows=rows).details["findings"].counts == {
        "new": 1,
        "changed": 1,
        "same": 0,
    }
    lost = table_of(cohort).write(
        by=cast.organiser, rows=[row(2, "14:00", "16:00", "x", session=gone.key)]
    )
    assert lost.outcome is ImportOutcome.HAS_ERRORS


def test_a_cohort_that_is_called_off_takes_nothing(cast, cohort):
    cohort.offering.state = "cancelled"
    cohort.offering.save()
    result = table_of(cohort).write(by=cast.organiser, rows=rows_of())
    assert result.outcome is ImportOutcome.HAS_ERRORS
    assert plan_of(cohort).changed() == []


def test_what_nobody_has_seen_is_written_as_it_is(cast):
    cohort = make_cohort(unit=cast.unit, state="draft")
    result = table_of(cohort).write(by=cast.organiser, rows=[row(2, "09:00", "11:00", "导论")])
    assert result.ok
    assert cohort.offering.sessions.get().title == "导论"
    assert plan_of(cohort).changed() == []
