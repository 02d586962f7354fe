"""Timed offers: kept for working hours, taken, or gone on to the next."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from events.actions import cancel_offering, post_places
from events.models import Workday
from events.workdays import add_working_hours
from notices.enums import Kind
from notices.models import Notice
from registration.actions import accept, pause_line, register, resume_line, withdraw
from registration.enums import RegistrationOutcome as Outcome
from registration.enums import RegistrationState as State
from registration.models import Registration
from registration.tasks import pass_on_offers
from tests.factories import make_offering, make_person, make_registration

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23T10:00", 3, "2026-11-23T13:00"),  # a Monday
        ("2026-11-23T10:00", 7, "2026-11-23T17:00"),
        ("2026-11-23T10:00", 8, "2026-11-24T10:00"),
        ("2026-11-23T20:00", 1, "2026-11-24T10:00"),
        ("2026-11-23T06:30", 1, "2026-11-23T10:00"),
        ("2026-11-27T16:00", 2, "2026-11-30T10:00"),  # over a weekend
        ("2026-11-28T12:00", 16, "2026-12-01T17:00"),
        ("2027-02-04T16:00", 3, "2027-02-07T11:00"),  # Friday off, Sunday made up
    ],
)
def test_working_hours_run_from_nine_to_five_on_working_days(start, hours, end):
    Workday.objects.create(on="2027-02-05", is_working=False, name="春节")
    Workday.objects.create(on="2027-02-07", is_working=True, name="春节")
    assert add_working_hours(at(start), hours) == at(end)


def test_working_hours_take_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        add_working_hours(at("2026-11-23T10:00"), 80)


@pytest.fixture
def line(cast):
    """One place, taken; two who wait; a freed place is offered for eight working hours."""
    offering = make_offering(unit=cast.city, capacity=1, offer_hours=8)
    holder = make_registration(offering, make_person(unit=cast.unit))
    register(by=None, offering=offering, person=cast.participant)
    register(by=None, offering=offering, person=cast.colleague)
    first, second = Registration.objects.waiting()
    return offering, holder, first, second


def states(*rows):
    return [Registration.objects.get(pk=row.pk).state for row in rows]


def run_out(row):
    Registration.objects.filter(pk=row.pk).update(offered_until=timezone.now())


def test_a_freed_place_is_offered_to_the_next_and_held(cast, line):
    offering, holder, first, second = line
    before = timezone.now()
    withdraw(by=holder.person, registration=holder)
    assert states(first, second) == [State.OFFERED, State.WAITLISTED]
    first.refresh_from_db()
    earliest, latest = (add_working_hours(at, 8) for at in (before, first.changed_at))
    assert earliest <= first.offered_until <= latest
    assert offering.pools.get().taken == 1
    notice = Notice.objects.get(kind=Kind.OFFERED)
    assert (notice.recipient, "保留至" in notice.body) == (cast.participant, True)
    late = register(by=None, offering=offering, person=cast.liaison)
    assert late.outcome is Outcome.WAITLISTED, "what is offered is not free"


def test_pressing_register_takes_the_place(cast, line):
    offering, holder, first, _second = line
    withdraw(by=holder.person, registration=holder)
    taken = register(by=cast.participant, offering=offering, person=cast.participant)
    assert taken.outcome is Outcome.CONFIRMED
    first.refresh_from_db()
    assert (first.state, first.offered_until) == (State.CONFIRMED, None)
    assert offering.pools.get().taken == 1
    again = accept(by=cast.participant, registration=first)
    assert again.outcome is Outcome.ALREADY_REGISTERED


def test_an_unanswered_offer_goes_on_and_its_person_to_the_end(cast, line):
    _offering, holder, first, second = line
    withdraw(by=holder.person, registration=holder)
    assert pass_on_offers() == 0, "its time has not come"
    run_out(first)
    assert pass_on_offers() == 1
    assert states(first, second) == [State.WAITLISTED, State.OFFERED]
    assert Registration.objects.position_of(first) == 1
    assert pass_on_offers() == 0, "done once is done"
    assert Notice.objects.get(kind=Kind.OFFER_EXPIRED).recipient == cast.participant
    run_out(second)
    pass_on_offers()
    assert states(first, second) == [State.OFFERED, State.WAITLISTED], "nobody falls into nothing"


def test_who_takes_it_too_late_hears_so_and_the_next_has_it(cast, line):
    _offering, holder, first, second = line
    withdraw(by=holder.person, registration=holder)
    run_out(first)
    result = accept(by=cast.participant, registration=first)
    assert result.outcome is Outcome.OFFER_EXPIRED
    assert states(first, second) == [State.WAITLISTED, State.OFFERED]


def test_who_takes_it_too_late_and_is_alone_in_the_line_still_has_it(cast, line):
    offering, holder, first, second = line
    withdraw(by=second.person, registration=second)
    withdraw(by=holder.person, registration=holder)
    run_out(first)
    result = accept(by=cast.participant, registration=first)
    assert (result.outcome, result.record.state) == (Outcome.CONFIRMED, State.CONFIRMED)
    assert states(first) == [State.CONFIRMED]
    assert offering.pools.get().taken == 1


def test_what_is_cancelled_neither_takes_nor_passes_on(cast, line):
    offering, holder, first, second = line
    withdraw(by=holder.person, registration=holder)
    cancel_offering(by=None, offering=offering, reason="台风")
    assert accept(by=cast.participant, registration=first).outcome is Outcome.CANCELLED
    run_out(first)
    assert pass_on_offers() == 0
    assert states(first, second) == [State.OFFERED, State.WAITLISTED]


def test_withdrawing_passes_the_offer_on(cast, line):
    _offering, holder, first, second = line
    withdraw(by=holder.person, registration=holder)
    withdraw(by=cast.participant, registration=first)
    assert states(first, second) == [State.WITHDRAWN, State.OFFERED]


def test_what_begins_soon_is_offered_until_then_and_what_has_begun_is_given(cast, line):
    offering, holder, first, second = line
    begins = timezone.now() + timedelta(minutes=30)
    offering.sessions.update(starts_at=begins, ends_at=begins + timedelta(hours=2))
    withdraw(by=holder.person, registration=holder)
    first.refresh_from_db()
    assert first.offered_until <= begins
    offering.sessions.update(starts_at=timezone.now() - timedelta(minutes=5))
    post_places(by=None, offering=offering, delta=1)
    assert states(second) == [State.CONFIRMED]


def test_a_line_that_stands_still_keeps_the_place_from_everybody(cast, line):
    offering, holder, first, second = line
    assert pause_line(by=cast.organiser, offering=offering).outcome is Outcome.LIST_PAUSED
    assert pause_line(by=cast.organiser, offering=offering).outcome is Outcome.AS_BEFORE
    withdraw(by=holder.person, registration=holder)
    assert states(first, second) == [State.WAITLISTED] * 2
    newcomer = register(by=None, offering=offering, person=cast.liaison)
    assert newcomer.outcome is Outcome.WAITLISTED, "nobody overtakes a line that stands still"
    going = resume_line(by=cast.organiser, offering=offering)
    assert (going.outcome, going.details["number"]) == (Outcome.LIST_GOES_ON, 1)
    assert states(first, second) == [State.OFFERED, State.WAITLISTED]
    assert resume_line(by=cast.organiser, offering=offering).outcome is Outcome.AS_BEFORE


def test_declining_says_what_follows_and_pressed_twice_does_no_more(cast, line):
    offering, holder, first, second = line
    withdraw(by=holder.person, registration=holder)
    client = Client()
    client.force_login(cast.participant, "allauth.account.auth_backends.AuthenticationBackend")
    address = f"/o/{offering.public_id}/withdraw/"
    assert "放弃名额" in client.get(f"/o/{offering.public_id}/").content.decode()
    assert "放弃名额" in client.get("/me/").content.decode()
    question = client.get(address).content.decode()
    assert "要放弃这个名额吗？" in question
    assert "您也不再候补" in question
    for _press in range(2):
        client.post(address, follow=True)
        assert states(first, second) == [State.WITHDRAWN, State.OFFERED]
    [told] = Notice.objects.filter(kind=Kind.WITHDRAWN, recipient=cast.participant)
    assert "已退出" in told.subject
