"""What desks noted without signal: idempotent, in any order, with a named outcome for each mark."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.actions import Noted, mark, merge, note_companions, replace_pass, roll_call, undo
from attendance.actions.changing import changed, keep
from attendance.enums import AttendanceStatus, MarkOutcome, Method, Stage
from attendance.models import Attendance, AttendanceChange, DeskMark
from attendance.passes import pass_of, pass_text
from attendance.settling import Base, last_seen, settle
from registration.enums import RegistrationState
from tests.attendance.conftest import as_shown, hold
from tests.factories import make_registration

MINUTE = timedelta(minutes=1)


def noted(registration, ago=0, **fields):
    """A mark of a registration, taken so many minutes ago."""
    at = timezone.now() - ago * MINUTE
    return Noted(uuid4(), at, registration=registration.public_id, **fields)


def take_in(door, *marks, by=None):
    result = merge(by=by or door.cast.organiser, session=door.session, noted=marks)
    return [one.outcome.code for one in result.details.get("answers", [])]


def facts(session):
    """What is known of everybody, without keys."""
    rows = Attendance.objects.filter(session=session).order_by("registration")
    return list(rows.values_list("registration", "status", "in_at", "method", "companions"))


def test_a_batch(door):
    answers = take_in(door, noted(door.registration, 3), noted(door.other, 2, method=Method.PASS))
    assert answers == ["marked", "marked"]
    rows = facts(door.session)
    assert [row[1] for row in rows] == ["present", "present"]
    assert AttendanceChange.objects.exclude(desk_mark=None).count() == 2
    assert set(Attendance.objects.values_list("marked_by", flat=True)) == {door.cast.organiser.pk}


def test_a_batch_twice_is_answered_alike_and_changes_nothing(door):
    marks = [noted(door.registration, 3), noted(door.registration, 2), noted(door.other, 1)]
    first = take_in(door, *marks)
    before = facts(door.session)
    assert first == ["marked", "already_marked", "marked"]
    assert take_in(door, *marks) == first
    assert take_in(door, *marks[1:], *marks[:1]) == [*first[1:], *first[:1]]
    assert facts(door.session) == before
    assert DeskMark.objects.count() == 3
    assert AttendanceChange.objects.count() == 2


def test_an_earlier_mark_that_comes_later_counts(door):
    late, early = noted(door.registration, 1), noted(door.registration, 4)
    assert take_in(door, late) == ["marked"]
    assert take_in(door, early) == ["seen_earlier"]
    row = Attendance.objects.get()
    assert row.in_at == early.taken_at
    assert AttendanceChange.objects.count() == 2, "what was before is kept"


def test_a_mark_of_the_site_and_one_of_a_desk(door):
    at = timezone.now()
    mark(by=door.cast.admin, session=door.session, registration=door.registration, at=at)
    earlier = noted(door.registration, 2)
    assert take_in(door, earlier) == ["seen_earlier"]
    back = Noted(uuid4(), timezone.now(), undoes=earlier.mark_id)
    assert take_in(door, back) == ["undone"]
    row = Attendance.objects.get()
    assert (row.status, row.in_at) == (AttendanceStatus.PRESENT, at)


def test_taking_back_names_a_mark_and_may_come_first(door):
    one = noted(door.registration, 3)
    back = Noted(uuid4(), timezone.now(), door.registration.public_id, undoes=one.mark_id)
    assert take_in(door, back) == ["undone"]
    assert take_in(door, one) == ["nothing_to_undo"]
    assert not Attendance.objects.attended().exists()
    other = noted(door.registration, 1)
    assert take_in(door, other) == ["marked"]


def test_a_correction_by_hand_stands_against_earlier_marks(door):
    statuses = {door.registration.public_id: AttendanceStatus.ABSENT}
    roll_call(by=door.cast.organiser, session=door.session, statuses=statuses)
    take_in(door, noted(door.registration, 2))
    assert Attendance.objects.get().status == AttendanceStatus.ABSENT
    later = Noted(uuid4(), timezone.now() + MINUTE, door.registration.public_id)
    assert take_in(door, later) == ["marked"]


def test_an_undoing_at_the_site_stands_too(door):
    result = mark(by=None, session=door.session, registration=door.registration)
    undo(by=door.cast.organiser, attendance=result.record)
    take_in(door, noted(door.registration, 2))


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (RegistrationState.WAITLISTED, "waitlisted"),
        (RegistrationState.WITHDRAWN, "not_confirmed"),
    ],
)
def test_who_has_no_place_is_answered_and_kept(door, state, outcome):
    row = make_registration(door.offering, door.cast.liaison, state)
    assert take_in(door, noted(row)) == [outcome]
    kept = DeskMark.objects.get()
    assert (kept.counts, kept.outcome, kept.registration) == (False, outcome, row)
    assert not Attendance.objects.exists()


def test_passes_and_strangers(door):
    old = pass_of(door.cast.participant)
    texts = [pass_text(old), pass_text(pass_of(door.cast.stranger)), "YX1:FORGED", "书"]
    now = timezone.now()
    marks = [Noted(uuid4(), now, text=text, method=Method.PASS) for text in texts]
    assert take_in(door, *marks) == ["marked", "not_registered", "unknown_pass", "unknown_pass"]
    replace_pass(by=None, person=door.cast.participant)
    assert take_in(door, Noted(uuid4(), now, text=pass_text(old))) == ["revoked_pass"]


def test_a_registration_of_another_offering_is_nobody_here(door):
    elsewhere = hold(door.cast.city)
    foreign = make_registration(elsewhere.offering, door.cast.liaison)
    assert take_in(door, noted(foreign)) == ["not_registered"]
    assert not Attendance.objects.exists()


def test_outside_the_hours(door):
    early = Noted(uuid4(), door.session.starts_at - 61 * MINUTE, door.registration.public_id)
    assert take_in(door, early) == ["too_early"]
    bus = noted(door.registration, 600, stage=Stage.MEETING, bus="1")
    assert take_in(door, bus) == ["counted"], "a bus leaves before the session opens"


def test_stages_are_counted_and_are_no_attendance(door):
    first = noted(door.registration, 30, stage=Stage.MEETING, bus="1")
    second = noted(door.registration, 20, stage=Stage.MEETING, bus="2")
    home = noted(door.registration, 0, stage=Stage.RETURN, bus="1")
    assert take_in(door, first, second, home) == ["counted", "already_counted", "counted"]
    assert not Attendance.objects.exists()
    seen = last_seen(DeskMark.objects.standing())
    assert seen[Stage.MEETING, door.registration.pk].bus == "2", "who changes the bus sits there"
    assert len(seen) == 2


def test_a_cancelled_session_takes_nothing_in(door):
    door.session.cancelled_at = timezone.now()
    door.session.save()
    result = merge(by=None, session=door.session, noted=[noted(door.registration)])
    assert result.outcome is MarkOutcome.SESSION_CANCELLED
    assert not DeskMark.objects.exists()


@pytest.mark.parametrize("method", [Method.ROLL_CALL, Method.APPEAL, Method.IMPORT])
def test_what_was_decided_stands_above_marks_that_were_taken_before(door, method):
    row = mark(by=None, session=door.session, registration=door.registration).record
    late = AttendanceStatus.LATE
    keep(row, changed(row, by=None, status=late, method=method, in_at=row.in_at))
    take_in(door, noted(door.registration, 2))
    found = Attendance.objects.get()
    assert (found.status, found.in_at, found.method) == (late, row.in_at, method)


def test_the_number_noted_at_the_desk_stands(door):
    """A mark that comes later moves the time and not the companions."""
    family = make_registration(door.offering, door.cast.liaison, companions=3)
    result = mark(by=None, session=door.session, registration=family)
    note_companions(by=None, attendance=result.record, number=1)
    assert take_in(door, noted(family, 3)) == ["seen_earlier"]
    row = Attendance.objects.get()
    assert row.companions == 1
    undo(by=None, attendance=row)
    again = Noted(uuid4(), timezone.now() + MINUTE, family.public_id)
    assert take_in(door, again) == ["marked"]
    assert Attendance.objects.get().companions == 3, "whoever comes anew comes with all"


def test_statements_do_not_grow_with_the_batch(door, django_assert_max_num_queries):
    people = [door.registration, door.other]
    door = replace(door, session=as_shown(door.session))
    with django_assert_max_num_queries(12):
        take_in(door, *[noted(row, 1) for row in people])
    many = [noted(row, ago, stage=Stage.RETURN) for row in people for ago in range(20)]
    with django_assert_max_num_queries(12):  # a quarter of a statement a mark
        take_in(door, *many)


# Properties: what two devices bring, merged in either order, in any cut.

SPOTS = st.integers(0, 5)


@st.composite
def devices(draw):
    """Two devices: marks of two people at a few minutes, and takings-back of any of them."""
    marks = draw(st.lists(st.tuples(st.booleans(), SPOTS, st.booleans()), min_size=1, max_size=6))
    ids = [UUID(int=draw(st.integers(1, 2**128 - 1))) for _mark in marks]
    backs = draw(st.lists(st.sampled_from(ids), max_size=2))
    return list(zip(ids, marks, strict=True)), [(uuid4(), one) for one in backs]


class One:
    """A mark as `settle` reads it."""

    def __init__(self, mark_id, taken_at):
        self.mark_id, self.taken_at = mark_id, taken_at


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(devices(), st.sampled_from([None, 2, 4]), st.randoms(use_true_random=False))
def test_settling_is_a_function_of_the_set(given_devices, corrected, random):
    start = timezone.now().replace(microsecond=0)
    marks, backs = given_devices
    rows = [One(mark_id, start + spot * MINUTE) for mark_id, (_who, spot, _dev) in marks]
    undone = {one for _id, one in backs}
    base = Base(corrected_at=None if corrected is None else start + corrected * MINUTE)
    once = settle(rows, undone, base)
    shuffled = [*rows, *rows]
    random.shuffle(shuffled)
    again = settle(shuffled, undone, base)
    assert (once.in_at, once.mark and once.mark.mark_id) == (
        again.in_at,
        again.mark and again.mark.mark_id,
    )
    if once.mark is not None:
        assert once.mark.mark_id not in undone
        assert base.corrected_at is None or once.in_at > base.corrected_at
