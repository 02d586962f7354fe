"""Hours by teaching: a multiple of what listeners earn, derived, for speakers of the register."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.account import accounts_of, earned_by
from attendance.actions import mark, roll_call, set_credit_table
from attendance.crediting import Step
from attendance.enums import AttendanceStatus
from attendance.models import Attendance
from attendance.teaching import sessions_taught_by
from events.actions import cancel_offering, cancel_session
from events.enums import OfferingState
from events.models import Offering, Session, Speaker
from kernel import privacy
from people.groups import ensure_groups, sync_groups
from tests.factories import make_offering, make_registration, make_session, make_speaker

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()
NOW = datetime(2026, 9, 1, 12, tzinfo=ZONE)
STEPS = [Step(60, Decimal(2))]


@pytest.fixture
def speaker(cast):
    found = make_speaker("林𠮷安")
    Speaker.objects.filter(pk=found.pk).update(person=cast.participant)
    return found


@pytest.fixture
def talk(cast, speaker):
    """Two hours, taught in March 2026: built in, three hours, five-fold."""
    offering = make_offering(unit=cast.city, sessions=0)
    starts = datetime(2026, 3, 2, 9, tzinfo=ZONE)
    return make_session(offering, starts_at=starts, speaker=speaker, credit_hours=Decimal(2))


def account(person, year=2026):
    return accounts_of([person], year, NOW)[person.pk]


def test_teaching_counts_five_fold_by_the_built_in_table(talk, cast):
    found = account(cast.participant)
    assert (found.taught, found.taken, found.five_years) == (15, 15, 15)
    assert account(cast.colleague).taught == 0
    assert account(cast.participant, 2025).taken == 0
    assert account(cast.participant, 2027).five_years == 15


def test_a_table_says_how_much_teaching_counts(talk, cast):
    set_credit_table(by=None, year=2026, steps=STEPS, teaching=Decimal("1.5"))
    assert account(cast.participant).taught == 3
    same = set_credit_table(by=None, year=2026, steps=STEPS, teaching=Decimal("1.5"))
    assert same.outcome.code == "rules_as_before"
    set_credit_table(by=None, year=2026, steps=STEPS, teaching=Decimal(0))
    assert account(cast.participant).taught == 0


@pytest.mark.parametrize(
    "gone",
    [
        lambda talk: Session.objects.filter(pk=talk.pk).update(cancelled_at=NOW),
        lambda talk: Session.objects.filter(pk=talk.pk).update(credit_hours=0),
        lambda talk: Offering.objects.filter(pk=talk.offering_id).update(state=OfferingState.DRAFT),
        lambda talk: Speaker.objects.filter(pk=talk.speaker_id).update(person=None),
    ],
    ids=["cancelled", "not for credit", "draft", "not in the register"],
)
def test_what_earns_nothing(talk, cast, gone):
    gone(talk)
    assert account(cast.participant).taught == 0


def call_off(offering, cast):
    assert cancel_offering(by=cast.organiser, offering=offering, reason="疫情").changed


def listen(talk, person):
    row = make_registration(talk.offering, person)
    assert mark(by=None, session=talk, registration=row, at=talk.starts_at).changed


def test_what_was_taught_before_the_rest_was_called_off_was_taught(talk, cast, speaker):
    listen(talk, cast.colleague)
    ahead = datetime(2026, 8, 3, 9, tzinfo=ZONE)
    make_session(talk.offering, starts_at=ahead, speaker=speaker, credit_hours=Decimal(2))
    call_off(talk.offering, cast)
    assert (account(cast.participant).taken, account(cast.colleague).taken) == (15, 3)
    assert [one.pk for one in sessions_taught_by(cast.participant)] == [talk.pk]
    assert [one.session_id for one in earned_by(cast.colleague)] == [talk.pk]


def test_of_what_nobody_attended_nothing_was_taught_when_it_is_called_off(talk, cast):
    row = make_registration(talk.offering, cast.colleague)
    roll_call(by=None, session=talk, statuses={row.public_id: AttendanceStatus.ABSENT})
    assert account(cast.participant).taken == 15
    call_off(talk.offering, cast)
    assert account(cast.participant).taken == 0


def test_a_session_that_was_cancelled_counts_for_nobody_whoever_was_let_in(talk, cast):
    listen(talk, cast.colleague)
    call_off(talk.offering, cast)
    assert cancel_session(by=cast.organiser, session=talk, reason="未能举行").changed
    assert (account(cast.participant).taken, account(cast.colleague).taken) == (0, 0)


def test_what_is_still_to_be_taught_is_coming(talk, cast, speaker):
    starts = NOW + timedelta(days=3)
    make_session(talk.offering, starts_at=starts, speaker=speaker, credit_hours=Decimal(2))
    found = account(cast.participant)
    assert (found.taken, found.coming) == (15, 15)


def test_whoever_will_teach_is_promised_nothing_for_listening(talk, cast, speaker):
    starts = NOW + timedelta(days=3)
    make_session(talk.offering, starts_at=starts, speaker=speaker, credit_hours=Decimal(2))
    for person in (cast.participant, cast.colleague):
        make_registration(talk.offering, person)
    assert account(cast.participant).coming == 15
    assert account(cast.colleague).coming == 3


def test_whoever_teaches_is_no_listener_besides(talk, cast):
    row = make_registration(talk.offering, cast.participant)
    mark(by=None, session=talk, registration=row, at=talk.starts_at)
    assert not Attendance.objects.earning().exists()
    assert account(cast.participant).taken == 15
    other = make_registration(talk.offering, cast.colleague)
    mark(by=None, session=talk, registration=other, at=talk.starts_at)
    assert account(cast.colleague).taken == 3


def test_the_account_on_the_page(client, cast, speaker):
    offering = make_offering(unit=cast.city, sessions=0)
    starts = timezone.now() - timedelta(hours=3)
    make_session(offering, starts_at=starts, speaker=speaker, title="一门党课")
    client.force_login(cast.participant)
    page = client.get(f"/me/hours/?year={timezone.localtime(starts).year}").content.decode()
    assert "授课所得" in page
    assert "一门党课" in page


def test_the_register_names_a_speaker(client, cast, speaker):
    ensure_groups()
    sync_groups(cast.admin)
    client.force_login(cast.admin)
    address = reverse("speakers:edit", args=[speaker.pk])
    page = client.get(address).content.decode()
    assert "林𠮷安" in page
    sent = {"name": "林老师", "absences-TOTAL_FORMS": 0, "absences-INITIAL_FORMS": 0}
    assert client.post(address, sent | {"who": cast.colleague.name}).status_code == 302
    assert Speaker.objects.get(pk=speaker.pk).person == cast.colleague
    wrong = client.post(address, sent | {"who": "查无此人"})
    assert wrong.status_code == 200
    assert client.post(address, sent | {"who": ""}).status_code == 302
    assert Speaker.objects.get(pk=speaker.pk).person is None


def test_two_accounts_of_one_person_and_one_that_goes(talk, cast):
    provider = privacy.PROVIDERS["events"]
    provider.merge(cast.colleague, cast.participant)
    assert account(cast.colleague).taught == 15
    provider.erase(cast.colleague)
    assert Speaker.objects.get().person is None
    assert Speaker.objects.get().name == "林𠮷安"
