"""Asking venues, what they answer, and that two groups never exceed what they take."""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from events import kept_words
from events.actions import (
    ask_booking,
    cancel_offering,
    cancel_session,
    change_booking,
    confirm_booking,
    decline_booking,
    lapse_booking,
    move_session,
)
from events.actions.booking_steps import usual_answer_by
from events.capacity import most_at_once
from events.models import BookingChange, SeatPosting, TeachingPoint, VenueBooking
from events.outcomes import BookingOutcome, EventOutcome
from events.tasks import lapse_bookings
from publishing import dates
from tests.events.conflicts.conftest import at
from tests.factories import make_offering, make_session, make_venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def venue(db):
    return make_venue("沙家浜纪念馆", capacity=60)


@pytest.fixture
def session(cast, venue):
    offering = make_offering(unit=cast.district, sessions=0, label="第1期")
    return make_session(offering, venue=venue, title="水乡")


def ask(cast, session, headcount=30, **values):
    values = {"answer_by": timezone.now() + timedelta(days=2)} | values
    return ask_booking(by=cast.organiser, session=session, headcount=headcount, **values)


def another(cast, venue, at=None, **fields):
    offering = make_offering(unit=cast.district, sessions=0, label="第2期")
    return make_session(offering, venue=venue, starts_at=at, **fields)


def steps(booking):
    return [(change.from_state, change.to_state) for change in booking.changes.all()]


def test_asking_and_the_answer_are_kept_with_who_and_when(cast, session):
    result = ask(cast, session, guide_wanted=True, contact="接待科")
    assert result.outcome is BookingOutcome.ASKED
    booking = result.record
    assert (booking.venue, booking.starts_at) == (session.venue, session.starts_at)
    confirmed = confirm_booking(by=cast.organiser, booking=booking, note="电话答复")
    assert confirmed.outcome is BookingOutcome.CONFIRMED
    assert steps(booking) == [("", "asked"), ("asked", "confirmed")]
    assert booking.changes.last().by == cast.organiser
    assert confirm_booking(by=cast.organiser, booking=booking).outcome is BookingOutcome.UNCHANGED


def test_a_no_can_be_followed_by_asking_again(cast, session):
    booking = ask(cast, session).record
    assert ask(cast, session).outcome is BookingOutcome.STANDS
    declined = decline_booking(by=cast.organiser, booking=booking, reason="当天闭馆")
    assert declined.outcome is BookingOutcome.DECLINED
    late = confirm_booking(by=cast.organiser, booking=booking)
    assert late.outcome is BookingOutcome.DIFFERENT_STATE
    again = ask(cast, session, headcount=20)
    assert (again.outcome, again.record.pk) == (BookingOutcome.ASKED, booking.pk)
    assert steps(booking)[-1] == ("declined", "asked")


def test_another_number_is_to_be_confirmed_once_more(cast, session):
    booking = ask(cast, session).record
    confirm_booking(by=cast.organiser, booking=booking)
    same = {"answer_by": booking.answer_by}
    result = change_booking(by=cast.organiser, booking=booking, headcount=30, **same)
    assert result.outcome is BookingOutcome.UNCHANGED
    result = change_booking(by=cast.organiser, booking=booking, headcount=45, **same)
    assert (result.outcome, result.record.state) == (BookingOutcome.ASKED, "asked")
    full = change_booking(by=cast.organiser, booking=booking, headcount=61, **same)
    assert full.outcome is BookingOutcome.GROUP_TOO_LARGE


def test_what_cannot_be_asked_says_why(cast, session):
    past = ask(cast, session, answer_by=timezone.now())
    assert past.outcome is BookingOutcome.TOO_LATE_TO_ANSWER
    nowhere = another(cast, None)
    assert ask(cast, nowhere).outcome is BookingOutcome.NO_VENUE
    cancel_session(by=cast.organiser, session=session, reason="台风")
    assert ask(cast, session).outcome is BookingOutcome.NOT_HELD
    assert not VenueBooking.objects.exists()


def test_two_groups_never_exceed_the_venue(cast, session, venue):
    ask(cast, session, headcount=40)
    second = another(cast, venue, session.starts_at + timedelta(minutes=90))
    refused = ask(cast, second, headcount=21)
    assert refused.outcome is BookingOutcome.VENUE_FULL
    assert "61" in refused.message
    assert "第1期" in refused.message
    assert ask(cast, second, headcount=20).ok
    assert ask(cast, another(cast, venue, session.ends_at + timedelta(hours=2)), 60).ok


def test_declined_and_lapsed_ones_take_no_room(cast, session, venue):
    booking = ask(cast, session, headcount=60).record
    second = another(cast, venue, session.starts_at)
    assert not ask(cast, second, headcount=1).ok
    decline_booking(by=cast.organiser, booking=booking, reason="不去了")
    assert ask(cast, second, headcount=60).ok


def test_a_point_has_a_capacity_of_its_own(cast, session, venue):
    hall = TeachingPoint.objects.create(venue=venue, name="报告厅", capacity=25)
    session.teaching_point = hall
    session.save()
    assert ask(cast, session, headcount=26).outcome is BookingOutcome.GROUP_TOO_LARGE
    assert ask(cast, session, headcount=25).ok


def test_the_most_at_once_is_that_of_the_fullest_moment():
    now = timezone.now()

    def stay(start, end, headcount):
        hour = timedelta(hours=1)
        return VenueBooking(
            starts_at=now + hour * start, ends_at=now + hour * end, headcount=headcount
        )

    stays = [stay(0, 2, 10), stay(1, 3, 20), stay(2, 4, 15), stay(5, 6, 99)]
    assert most_at_once(now, now + timedelta(hours=4), stays) == (35, stays[1:3])
    assert most_at_once(now, now + timedelta(hours=1), stays) == (10, stays[:1])
    assert most_at_once(now, now, []) == (0, [])


def test_a_moved_session_is_asked_for_anew(cast, session):
    booking = ask(cast, session).record
    confirm_booking(by=cast.organiser, booking=booking)
    later = session.starts_at + timedelta(days=1)
    moved = move_session(
        by=cast.organiser, session=session, starts_at=later, ends_at=later + timedelta(hours=2)
    )
    assert moved.outcome is EventOutcome.SESSION_MOVED
    booking.refresh_from_db()
    assert (booking.state, booking.starts_at) == ("asked", later)
    step, begins = booking.changes.last(), later - timedelta(days=1)
    ends = begins + (session.ends_at - session.starts_at)
    for language, word in (("zh-hans", "改期"), ("en", "moved")):
        with translation.override(language):
            assert word in step.said
            assert dates.when(begins, ends) in step.said


def test_what_somebody_wrote_stands_as_it_is():
    for written in (
        "",
        "改到二楼",
        "@moved",
        "@moved 明天 后天",
        "@unused",
        "@unused 2026-13-01",
        "@见",
    ):
        assert BookingChange(note=written).said == written
    assert SeatPosting(reason=kept_words.unused(date(2026, 5, 11))).said != "@unused 2026-05-11"


def test_a_booking_at_a_venue_that_is_left_lapses_with_the_reason(cast, session):
    booking = ask(cast, session).record
    move_session(by=cast.organiser, session=session, venue=make_venue("桥边旧址"))
    step = booking.changes.last()
    assert step.to_state == "lapsed"
    for language, said in (
        ("zh-hans", "该节课改在别处进行。"),
        ("en", "The session is held elsewhere."),
    ):
        with translation.override(language):
            assert step.said == said


def test_a_note_about_the_place_asks_nobody(cast, session):
    booking = ask(cast, session).record
    confirm_booking(by=cast.organiser, booking=booking)
    move_session(by=cast.organiser, session=session, place_note="东门集合")
    booking.refresh_from_db()
    assert booking.state == "confirmed"


def test_a_session_that_goes_elsewhere_lets_its_booking_lapse(cast, session):
    booking = ask(cast, session).record
    move_session(by=cast.organiser, session=session, venue=make_venue())
    booking.refresh_from_db()
    assert booking.state == "lapsed"


def test_a_session_does_not_move_to_where_its_venue_is_full(cast, session, venue):
    ask(cast, session, headcount=40)
    second = another(cast, venue, session.starts_at + timedelta(days=1))
    ask(cast, second, headcount=40)
    was = second.starts_at
    moved = move_session(
        by=cast.organiser, session=second, starts_at=session.starts_at, ends_at=session.ends_at
    )
    assert moved.outcome is BookingOutcome.VENUE_FULL
    second.refresh_from_db()
    assert second.starts_at == was
    assert second.bookings.get().starts_at == was


@pytest.mark.parametrize("what", ["session", "offering"])
def test_what_is_called_off_frees_the_venue(cast, session, what):
    booking = ask(cast, session).record
    if what == "session":
        cancel_session(by=cast.organiser, session=session, reason="台风")
    else:
        cancel_offering(by=cast.organiser, offering=session.offering, reason="台风")
    assert [change.note for change in booking.changes.all()] == ["", "台风"]
    booking.refresh_from_db()
    assert booking.state == "lapsed"


def test_at_night_what_nobody_answered_in_time_lapses(cast, session, venue):
    late = ask(cast, session).record
    waiting = ask(cast, another(cast, venue, session.starts_at)).record
    answered = ask(cast, another(cast, make_venue(), session.starts_at)).record
    confirm_booking(by=cast.organiser, booking=answered)
    past = timezone.now() - timedelta(minutes=1)
    VenueBooking.objects.filter(pk__in=[late.pk, answered.pk]).update(answer_by=past)
    assert lapse_bookings() == 1
    assert lapse_bookings() == 0
    states = dict(VenueBooking.objects.values_list("pk", "state"))
    assert states == {late.pk: "lapsed", waiting.pk: "asked", answered.pk: "confirmed"}
    assert late.changes.last().by is None


def test_an_answer_that_comes_meanwhile_counts(cast, session):
    booking = ask(cast, session).record
    assert lapse_booking(by=None, booking=booking).outcome is BookingOutcome.UNCHANGED


def test_a_venue_usually_has_three_working_days_but_not_beyond_the_session():
    monday = at("09:00", -1)
    wednesday = at("17:00", 1)
    assert usual_answer_by(monday, monday + timedelta(days=30)) == wednesday
    tomorrow = monday + timedelta(days=1)
    assert usual_answer_by(monday, tomorrow) == tomorrow - timedelta(hours=1)
