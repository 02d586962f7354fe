"""Publishing a timetable: by the actions of events, reaching those affected and nobody else."""

from datetime import timedelta

import pytest

from courses import actions
from courses.models import DraftSession, TimetableVersion
from courses.outcomes import TimetableOutcome as Outcome
from courses.planning import reach
from courses.planning.differences import lines_of
from courses.planning.plans import plan_of
from events.actions import edit_session
from events.conflicts import Conflict, ConflictKind
from events.enums import OfferingState
from events.models import Session, TeachingPoint
from kernel.models import AuditRow
from notices.models import Notice
from tests.factories import (
    make_cohort,
    make_registration,
    make_speaker,
    make_timetable,
    make_venue,
)
from tests.factories.timetables import hours_of, next_monday, planned, revision_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(cast):
    """Two days, published, with one participant."""
    cohort = make_cohort(unit=cast.unit)
    make_timetable(cohort, 2)
    make_registration(cohort.offering, cast.participant)
    return cohort


def test_a_new_timetable_becomes_sessions_and_a_version(cast):
    cohort = make_cohort(unit=cast.unit)
    for title in ("一", "二", "三"):
        actions.plan_session(by=cast.organiser, cohort=cohort, title=title)
    drafted = hours_of(plan_of(cohort))
    result = actions.publish_timetable(by=cast.organiser, cohort=cohort)
    assert (result.outcome, result.details["number"]) == (Outcome.PUBLISHED, 1)
    assert [s.title for s in cohort.offering.sessions.all()] == ["一", "二", "三"]
    assert hours_of(plan_of(cohort)) == drafted
    assert not DraftSession.objects.exists()
    version = TimetableVersion.objects.get()
    ids = {session.public_id for session in Session.objects.all()}
    assert {slot["key"] for slot in version.slots} == ids
    assert {after["key"] for _before, after in version.changes} == ids
    assert version.by == cast.organiser


def test_of_sixty_sessions_one_moves_and_one_alone(cast):
    cohort = make_cohort(unit=cast.unit)
    other = make_cohort(unit=cast.unit, number=2)
    sessions = make_timetable(cohort, 12, halves=3)
    sessions += make_timetable(cohort, 12, halves=2)  # in parallel groups
    assert len(sessions) == 60
    make_timetable(other, 1)
    make_registration(cohort.offering, cast.participant)
    make_registration(other.offering, cast.colleague)
    before = {session.pk: session for session in Session.objects.all()}
    moved = sessions[7]
    actions.place_planned_session(
        by=cast.organiser,
        cohort=cohort,
        key=moved.public_id,
        day=next_monday() + timedelta(days=12),
        half="morning",
    )
    reached = reach.reach_of(plan_of(cohort)).participants
    actions.publish_timetable(by=cast.organiser, cohort=cohort)
    changed = [
        session.pk
        for session in Session.objects.all()
        if session.__dict__ | {"_state": 0} != before[session.pk].__dict__ | {"_state": 0}
    ]
    assert changed == [moved.pk]
    told = Notice.objects.values_list("recipient", flat=True)
    assert list(told) == [cast.participant.pk]
    assert reached == 1
    rows = AuditRow.objects.filter(action__startswith="events.")
    assert [(row.action, row.target_id) for row in rows] == [
        ("events.rewrite_sessions", cohort.offering.public_id)
    ]


def test_what_is_corrected_tells_nobody(cast, cohort):
    key = planned(cohort, "第1天上课").key
    actions.change_planned_session(
        by=cast.organiser, cohort=cohort, key=key, values={"title": "更正的题目", "form": "film"}
    )
    assert reach.reach_of(plan_of(cohort)).participants == 0
    actions.publish_timetable(by=cast.organiser, cohort=cohort)
    assert not Notice.objects.exists()
    assert Session.objects.get(public_id=key).title == "更正的题目"


@pytest.mark.parametrize("values", [{"credit_hours": 4}, {"speaker": True}])
def test_other_hours_and_another_speaker_are_told(cast, cohort, values):
    values = {"speaker": make_speaker()} if "speaker" in values else values
    key = planned(cohort, "第1天上课").key
    actions.change_planned_session(by=cast.organiser, cohort=cohort, key=key, values=values)
    assert reach.reach_of(plan_of(cohort)).participants == 1
    actions.publish_timetable(by=cast.organiser, cohort=cohort)
    assert Notice.objects.get().recipient == cast.participant


def test_a_new_session_is_told_and_counted_before(cast, cohort):
    actions.plan_session(by=cast.organiser, cohort=cohort, title="加课")
    assert reach.reach_of(plan_of(cohort)).participants == 1
    actions.publish_timetable(by=cast.organiser, cohort=cohort)
    assert "加课（新增）" in Notice.objects.get().subject


def test_what_falls_out_needs_a_reason_that_participants_read(cast, cohort):
    actions.take_out_session(by=cast.organiser, cohort=cohort, key=planned(cohort, "第1天下课").key)
    refused = actions.publish_timetable(by=cast.organiser, cohort=cohort)
    assert refused.outcome is Outcome.REASON_MISSING
    assert Session.objects.held().count() == 4
    actions.publish_timetable(by=cast.organiser, cohort=cohort, reason="主讲人出差")
    assert Session.objects.held().count() == 3
    assert "主讲人出差" in str(Notice.objects.get().__dict__)


def test_before_anybody_can_register_no_reason_is_asked_for(cast, cohort):
    cohort.offering.state = OfferingState.DRAFT
    cohort.offering.save()
    actions.take_out_session(by=cast.organiser, cohort=cohort, key=planned(cohort, "第1天下课").key)
    result = actions.publish_timetable(by=cast.organiser, cohort=cohort)
    assert result.outcome is Outcome.PUBLISHED
    assert not Notice.objects.exists()


def test_nothing_to_publish(cast, cohort):
    result = actions.publish_timetable(by=cast.organiser, cohort=cohort)
    assert result.outcome is Outcome.NOTHING_TO_PUBLISH
    assert not TimetableVersion.objects.exists()


def test_whoever_publishes_has_seen_what_is_published(cast, cohort):
    by = {"by": cast.organiser, "cohort": cohort}
    actions.plan_session(**by, title="新课")
    seen = revision_of(cohort)
    actions.shift_day(by=cast.admin, cohort=cohort, day=next_monday(), minutes=30)
    refused = actions.publish_timetable(**by, based_on=seen)
    assert refused.outcome is Outcome.CHANGED_MEANWHILE
    assert refused.details["what"] == "周一上午：推后 30 分钟；周一下午：推后 30 分钟"
    published = actions.publish_timetable(**by, based_on=revision_of(cohort))
    assert published.outcome is Outcome.PUBLISHED


@pytest.mark.parametrize(("blocks", "outcome"), [(True, "CONFLICTS"), (False, "PUBLISHED")])
def test_a_conflict_that_blocks_is_not_published(cast, cohort, monkeypatch, blocks, outcome):
    wanted = []

    def find(asked, without=()):
        wanted.extend(asked)
        return [
            Conflict(ConflictKind.ROOM, asked[-1].key, "别的班", blocks, "报告厅有别的班。", {})
        ]

    monkeypatch.setattr(reach, "find_conflicts", find)
    actions.plan_session(by=cast.organiser, cohort=cohort, title="新课")
    result = actions.publish_timetable(by=cast.organiser, cohort=cohort)
    assert result.outcome is Outcome[outcome]
    assert Session.objects.count() == (4 if blocks else 5)
    assert ("报告厅有别的班。" in result.message) is blocks
    assert [one.session_id for one in wanted] == [
        *Session.objects.order_by("starts_at").values_list("pk", flat=True)[:4],
        None,
    ]


def test_all_of_it_is_published_or_nothing(cast, cohort, monkeypatch):
    """A venue's point went elsewhere between drafting and publishing."""
    hall, other = make_venue(), make_venue()
    point = TeachingPoint.objects.create(venue=hall, name="报告厅")
    by = {"by": cast.organiser, "cohort": cohort}
    actions.plan_session(**by, title="新课", teaching_point=point)
    actions.shift_day(**by, day=next_monday(), minutes=30)
    monkeypatch.setattr("courses.actions.publish.impossible", lambda *_: None)
    TeachingPoint.objects.filter(pk=point.pk).update(venue=other)
    before = list(Session.objects.values())
    result = actions.publish_timetable(**by)
    assert result.outcome is Outcome.NOT_APPLIED
    assert "报告厅" in result.message
    assert list(Session.objects.values()) == before
    assert not Notice.objects.exists()
    assert len(plan_of(cohort).changed()) == 3


def test_versions_say_what_was_and_one_is_taken_back(cast, cohort):
    by = {"by": cast.organiser, "cohort": cohort}
    start = hours_of(plan_of(cohort))
    actions.shift_day(**by, day=next_monday(), minutes=30)
    actions.take_out_session(**by, key=planned(cohort, "第2天下课").key)
    actions.plan_session(**by, title="新课")
    actions.publish_timetable(**by, reason="调整")
    first, second = TimetableVersion.objects.order_by("number")
    assert [first.number, first.by, second.number] == [1, None, 2]
    assert lines_of(second.changes) == [
        "周一上午：推后 30 分钟",
        "周一下午：推后 30 分钟",
        "周二下午：取消“第2天下课”14:00–16:30",
        "周二下午：新增“新课”14:30–17:00",
    ]
    result = actions.take_back_version(**by, version=first)
    assert result.outcome is Outcome.TAKEN_BACK
    assert hours_of(plan_of(cohort)) == start
    assert planned(cohort, "第2天下课").is_new, "what was cancelled is planned anew"
    actions.publish_timetable(**by, reason="恢复")
    assert hours_of(plan_of(cohort)) == start
    assert Session.objects.filter(title="第2天下课").count() == 2


def test_after_publishing_nothing_is_left_to_undo(cast, cohort):
    by = {"by": cast.organiser, "cohort": cohort}
    actions.plan_session(**by, title="新课")
    actions.publish_timetable(**by)
    assert actions.undo_step(**by).outcome is Outcome.NOTHING_TO_UNDO


def test_two_of_one_room_and_one_speaker_change_places_and_people_are_told_once(cast, cohort):
    hall = TeachingPoint.objects.create(venue=make_venue(), name="报告厅")
    speaker = make_speaker()
    Session.objects.update(teaching_point=hall, venue=hall.venue, speaker=speaker)
    by = {"by": cast.organiser, "cohort": cohort}
    key = planned(cohort, "第1天上课").key
    assert actions.nudge_planned_session(**by, key=key, later=True).outcome is Outcome.TRADED
    assert actions.publish_timetable(**by).outcome is Outcome.PUBLISHED
    titles = [s.title for s in Session.objects.order_by("starts_at")]
    assert titles == ["第1天下课", "第1天上课", "第2天上课", "第2天下课"]
    held = Session.objects.order_by().values_list("teaching_point", "speaker").distinct()
    assert list(held) == [(hall.pk, speaker.pk)]
    assert Notice.objects.count() == 1


def test_what_another_cohort_holds_is_not_taken(cast, cohort):
    other = make_cohort(unit=cast.unit, number=2)
    speaker = make_speaker()
    theirs = make_timetable(other, 1, halves=1)[0]
    Session.objects.filter(pk=theirs.pk).update(speaker=speaker)
    by = {"by": cast.organiser, "cohort": cohort}
    key = planned(cohort, "第1天上课").key
    actions.change_planned_session(**by, key=key, values={"speaker": speaker})
    result = actions.publish_timetable(**by)
    assert result.outcome is Outcome.CONFLICTS
    assert speaker.name in result.message


def test_one_alone_gets_a_new_time_and_a_new_speaker_at_once(cast, cohort):
    """Whoever spoke before is held elsewhere then: it is judged as it will be."""
    other = make_cohort(unit=cast.unit, number=2)
    theirs = make_timetable(other, 1, halves=1)[0]
    busy, free = make_speaker(), make_speaker()
    Session.objects.filter(pk=theirs.pk).update(speaker=busy)
    entry = planned(cohort, "第2天上课")
    Session.objects.filter(pk=entry.session.pk).update(speaker=busy)
    values = {"starts_at": theirs.starts_at, "ends_at": theirs.ends_at, "speaker": free}
    by = {"by": cast.organiser, "cohort": cohort}
    actions.change_planned_session(**by, key=entry.key, values=values)
    assert actions.publish_timetable(**by).outcome is Outcome.PUBLISHED
    written = Session.objects.get(pk=entry.session.pk)
    assert (written.starts_at, written.speaker) == (theirs.starts_at, free)


def test_undoing_takes_back_nothing_that_was_corrected_outside_the_draft(cast, cohort):
    session = Session.objects.first()
    by = {"by": cast.organiser, "cohort": cohort}
    key = session.public_id
    steps = (
        lambda: actions.change_planned_session(**by, key=key, values={"title": "别的课"}),
        lambda: actions.take_out_session(**by, key=key),
    )
    for hours, step in enumerate(steps, start=5):
        step()
        edit_session(by=cast.admin, session=session, values={"credit_hours": hours})
        assert actions.undo_step(**by).outcome is Outcome.UNDONE
        assert planned(cohort, session.title).slot.credit_hours == hours
        assert not DraftSession.objects.exists()
