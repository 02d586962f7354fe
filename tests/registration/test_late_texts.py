"""Text messages of a silent gateway: sent when it is back, unless what they say is over by then."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from events.actions import cancel_session, move_session
from events.models import Session
from kernel.models import OutboxTask
from notices import actions, sending
from notices.channels import lay_out
from notices.delivery import notify
from notices.enums import Channel, DeliveryState, Kind, Trouble
from notices.models import Choice, Delivery, Notice
from registration.actions import accept, register, withdraw
from registration.enums import RegistrationState
from registration.models import Registration
from registration.telling import tell_session
from tests.factories import make_offering, make_person, make_registration, make_session

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
OFFER = {"title": "研修班", "when": "周六", "until": "明天"}
SENT: list[str] = []
GATEWAY = {"answers": False}


def to_gateway(number: str, text: str) -> None:
    """A sender of text messages that is silent until it is back."""
    if not GATEWAY["answers"]:
        raise TimeoutError
    SENT.append(text)


@pytest.fixture(autouse=True)
def _gateway(settings):
    SENT.clear()
    GATEWAY["answers"] = False
    settings.SMS_SENDER = f"{__name__}.to_gateway"


@pytest.fixture
def person(cast):
    """Somebody who has a number alone."""
    return make_person(unit=cast.unit, email="", phone="+8613800138000", phone_verified=True)


@pytest.fixture
def offering(cast, person):
    """Two sessions, tomorrow and in a week; the person has a place."""
    offering = make_offering(unit=cast.city, sessions=0)
    for hours in (24, 168):
        make_session(offering, starts_at=timezone.now() + hours * HOUR)
    make_registration(offering, person)
    return offering


def attempt():
    """The next turn of every text, whatever its plan says."""
    lay_out(Notice.objects.values_list("pk", flat=True))
    Delivery.objects.filter(state=DeliveryState.FAILED).update(next_at=timezone.now())
    sending.deliver({"notices": list(Notice.objects.values_list("pk", flat=True))})


def text_of(kind):
    """The delivery of the only notice of a kind."""
    return Delivery.objects.get(notice__kind=kind, channel=Channel.SMS)


def let_pass(offering, **shift):
    """As if so much time had gone by since."""
    by = timedelta(**shift)
    for session in Session.objects.filter(offering=offering):
        moved = session.moved_from and session.moved_from - by
        Session.objects.filter(pk=session.pk).update(
            starts_at=session.starts_at - by, ends_at=session.ends_at - by, moved_from=moved
        )
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(created_at=notice.created_at - by)


def test_a_gateway_that_is_silent_for_a_night_is_asked_until_the_morning(offering, cast):
    cancel_session(by=cast.organiser, session=offering.sessions.last(), reason="台风")
    waited = timedelta()
    while waited < 13 * HOUR:
        attempt()
        row = text_of(Kind.SESSION_CANCELLED)
        assert row.state == DeliveryState.FAILED, f"given up after {waited}"
        waited += row.next_at - timezone.now()
    GATEWAY["answers"] = True
    attempt()
    assert len(SENT) == 1


def test_it_is_given_up_in_the_end(offering, cast):
    cancel_session(by=cast.organiser, session=offering.sessions.last(), reason="台风")
    for _ in range(9):
        attempt()
    assert text_of(Kind.SESSION_CANCELLED).state == DeliveryState.GIVEN_UP


@pytest.mark.parametrize(("hours", "sent"), [(23, 1), (25, 0)])
def test_what_is_told_of_one_session_is_news_until_it_begins(offering, cast, hours, sent):
    cancel_session(by=cast.organiser, session=offering.sessions.first(), reason="台风")
    attempt()
    let_pass(offering, hours=hours)
    GATEWAY["answers"] = True
    attempt()
    row = text_of(Kind.SESSION_CANCELLED)
    assert len(SENT) == sent
    over = (DeliveryState.GIVEN_UP, Trouble.SMS_OVER, "")
    assert (row.state, row.trouble, row.detail) == ((DeliveryState.SENT, "", "") if sent else over)


def test_somebody_may_have_it_sent_all_the_same(offering, cast):
    cancel_session(by=cast.organiser, session=offering.sessions.first(), reason="台风")
    attempt()
    let_pass(offering, hours=25)
    attempt()
    actions.resend(by=cast.organiser, delivery=text_of(Kind.SESSION_CANCELLED))
    GATEWAY["answers"] = True
    attempt()
    assert len(SENT) == 1


def test_a_session_that_was_moved_ahead_is_news_until_its_old_time(offering, cast):
    session = offering.sessions.first()
    earlier = session.starts_at - 5 * HOUR
    times = {"starts_at": earlier, "ends_at": earlier + HOUR}
    assert move_session(by=cast.organiser, session=session, **times).changed
    attempt()
    let_pass(offering, hours=22)
    GATEWAY["answers"] = True
    attempt()
    assert len(SENT) == 1


def test_what_is_told_of_several_sessions_is_news_until_the_last_begins(offering):
    first = offering.sessions.first()
    tell_session(first, before={}, others=1, is_new=True)
    attempt()
    let_pass(offering, hours=100)
    GATEWAY["answers"] = True
    attempt()
    assert len(SENT) == 1


def test_what_was_told_after_it_began_is_sent(cast, person):
    Choice.objects.create(person=person, kind=Kind.CONFIRMED, sms=True)
    offering = make_offering(unit=cast.city, sessions=0)
    make_session(offering, starts_at=timezone.now() - HOUR / 2)
    assert register(by=person, offering=offering, person=person).changed
    attempt()
    GATEWAY["answers"] = True
    attempt()
    assert len(SENT) == 1


def test_remarks_on_what_is_over_are_sent(offering, person):
    Choice.objects.create(person=person, kind=Kind.ATTENDANCE, sms=True)
    words = {"title": "研修班", "sentence": "缺勤两次"}
    notify(person=person, kind=Kind.ATTENDANCE, key="1", context=words, topic=offering.public_id)
    attempt()
    let_pass(offering, hours=200)
    GATEWAY["answers"] = True
    attempt()
    assert len(SENT) == 1


@pytest.mark.parametrize("answered", [False, True])
def test_an_offer_is_news_until_it_is_answered(cast, person, answered):
    offering = make_offering(unit=cast.city, capacity=1, offer_hours=8)
    holder = make_registration(offering, cast.participant)
    register(by=person, offering=offering, person=person)
    withdraw(by=holder.person, registration=holder)
    attempt()
    if answered:
        row = Registration.objects.get(person=person)
        assert accept(by=person, registration=row).changed
    GATEWAY["answers"] = True
    attempt()
    assert (text_of(Kind.OFFERED).state == DeliveryState.SENT) is not answered


def test_an_offer_that_lapsed_is_not_sent(cast, person):
    offering = make_offering(unit=cast.city, capacity=1)
    row = make_registration(offering, person, RegistrationState.OFFERED)
    notify(person=person, kind=Kind.OFFERED, key="1", topic=offering.public_id, context=OFFER)
    attempt()
    lapsed = timezone.now() - HOUR
    Registration.objects.filter(pk=row.pk).update(offered_until=lapsed)
    attempt()
    assert text_of(Kind.OFFERED).trouble == Trouble.SMS_OVER


def clock(day, hour, minute=0):
    """Some day's time of the clock, where the site is."""
    zone = timezone.get_default_timezone()
    return datetime(2027, 3, day, hour, minute, tzinfo=zone)


def told_by_night(cast, person, told_at, begins_at):
    """What became of telling somebody, at an instant, that a session is cancelled."""
    with time_machine.travel(told_at, tick=False):
        offering = make_offering(unit=cast.city, sessions=0)
        session = make_session(offering, starts_at=begins_at)
        make_registration(offering, person)
        cancel_session(by=cast.organiser, session=session, reason="台风")
        attempt()
    return text_of(Kind.SESSION_CANCELLED)


@pytest.mark.parametrize(
    ("told_at", "begins_at", "next_at"),
    [
        (clock(10, 21, 58), clock(20, 9), clock(10, 21, 59)),
        (clock(10, 21, 59), clock(20, 9), clock(11, 7)),
        (clock(11, 2), clock(20, 9), clock(11, 7)),
        (clock(11, 6, 59), clock(20, 9), clock(11, 7)),
        (clock(11, 7), clock(20, 9), clock(11, 7, 1)),
        (clock(10, 23), clock(11, 7, 1), clock(11, 7)),
        (clock(10, 23), clock(11, 7), clock(10, 23, 1)),
        (clock(11, 2), clock(11, 5), clock(11, 2, 1)),
    ],
)
def test_nobody_is_woken_by_another_attempt_but_for_what_is_over_by_the_morning(
    cast, person, told_at, begins_at, next_at
):
    row = told_by_night(cast, person, told_at, begins_at)
    assert (row.state, row.next_at) == (DeliveryState.FAILED, next_at)
    assert OutboxTask.objects.filter(due_at=next_at).count() == 1


@pytest.mark.parametrize(("until", "next_at"), [(6, clock(10, 23, 1)), (9, clock(11, 7))])
def test_an_offer_that_lapses_in_the_night_is_not_kept_for_the_morning(
    cast, person, until, next_at
):
    with time_machine.travel(clock(10, 23), tick=False):
        offering = make_offering(unit=cast.city, capacity=1)
        row = make_registration(offering, person, RegistrationState.OFFERED)
        Registration.objects.filter(pk=row.pk).update(offered_until=clock(11, until))
        notify(person=person, kind=Kind.OFFERED, key="1", topic=offering.public_id, context=OFFER)
        attempt()
    assert text_of(Kind.OFFERED).next_at == next_at


def test_the_first_attempt_follows_at_once_what_somebody_did(cast, person):
    GATEWAY["answers"] = True
    assert told_by_night(cast, person, clock(10, 23), clock(20, 9)).state == DeliveryState.SENT
