"""Who comes along: asked when registering, changed later, on the roster, in one's own data."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from events.models import Session
from kernel.models import AuditRow
from kernel.retention import KINDS, RetentionOutcome, forget
from registration.actions import enter, name_companions, nomination, withdraw
from registration.enums import RegistrationOutcome as Outcome
from registration.enums import RegistrationState as State
from registration.merging import merge
from registration.models import Registration
from registration.personal import erase
from tests.factories import make_offering, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    """Whoever comes may bring two."""
    return make_offering(unit=cast.city, capacity=9, companions_max=2)


@pytest.fixture
def reader(cast, client):
    client.force_login(cast.participant)
    return client


def send(reader, offering, number, names, *, to="register"):
    data = {"asked": "", "companions": number, "companion_names": names}
    return reader.post(reverse(to, args=[offering.public_id]), data)


def test_companions_are_named_and_stand_in_one_line(reader, offering):
    send(reader, offering, 2, " 林  一,林二 ")
    row = Registration.objects.get()
    assert (row.companions, row.companion_names) == (2, "林 一、林二")
    page = reader.get(offering.get_absolute_url()).content.decode()
    assert "林 一、林二" in page


@pytest.mark.parametrize(
    ("number", "names", "sentence"),
    [
        (2, "林一", "请填写 2 位随行人员的姓名"),
        (1, "", "请填写 1 位随行人员的姓名"),
        (0, "林一", "您没有随行人员"),
    ],
)
def test_as_many_names_as_companions(reader, offering, number, names, sentence):
    answer = send(reader, offering, number, names)
    assert sentence in answer.content.decode()
    assert not Registration.objects.exists()


def test_nobody_along_needs_no_name(reader, offering):
    send(reader, offering, 0, "")
    assert Registration.objects.get().companion_names == ""


def test_names_can_be_changed_and_their_number_cannot(cast, reader, offering):
    send(reader, offering, 1, "林一")
    page = reader.get(reverse("answers", args=[offering.public_id])).content.decode()
    assert 'name="companion_names"' in page
    assert 'name="companions"' not in page
    send(reader, offering, 2, "林二", to="answers")
    row = Registration.objects.get()
    assert (row.companions, row.companion_names) == (1, "林二")
    said = AuditRow.objects.get(action="registration.name_companions")
    assert "林" not in str(said.changes), "other people's names"
    assert name_companions(by=None, registration=row, names="林二").outcome is Outcome.AS_BEFORE
    withdraw(by=cast.participant, registration=row)
    refused = name_companions(by=None, registration=row, names="林三")
    assert refused.outcome is Outcome.NOT_REGISTERED


def test_the_names_end_with_the_registration(cast, reader, offering):
    send(reader, offering, 1, "林一")
    withdraw(by=cast.participant, registration=Registration.objects.get())
    row = Registration.objects.get()
    assert (row.companions, row.companion_names) == (1, "")


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECLINED, State.REMOVED])
def test_the_database_keeps_no_names_of_what_ended(cast, offering, state):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_registration(offering, cast.participant, state, companion_names="林一")


def test_names_go_some_time_after_the_last_session(offering, cast):
    make_registration(offering, cast.participant, companions=1, companion_names="林一")
    kind = KINDS["registration.companions"]
    over = timezone.now() - timedelta(days=kind.days)
    Session.objects.update(starts_at=over - timedelta(hours=3), ends_at=over + timedelta(hours=1))
    assert forget(by=None, kind=kind, limit=9).outcome is RetentionOutcome.NOTHING_DUE
    Session.objects.update(ends_at=over - timedelta(hours=1))
    assert forget(by=None, kind=kind, limit=9).outcome is RetentionOutcome.GONE
    row = Registration.objects.get()
    assert (row.state, row.companions, row.companion_names) == (State.CONFIRMED, 1, "")
    assert forget(by=None, kind=kind, limit=9).outcome is RetentionOutcome.NOTHING_DUE


def test_who_is_entered_anew_brings_no_old_names(cast, offering):
    make_registration(offering, cast.participant, State.WITHDRAWN, companions=1)
    enter(by=cast.organiser, offering=offering, person=cast.participant, companions=1)
    row = Registration.objects.get()
    assert (row.state, row.companions, row.companion_names) == (State.CONFIRMED, 1, "")


def test_who_takes_a_place_over_brings_no_old_names(cast, offering):
    former = make_registration(offering, cast.participant, companions=1, companion_names="林一")
    make_registration(offering, cast.colleague, State.WITHDRAWN, companions=1)
    done = nomination.substitute(
        by=cast.liaison, registration=former, person=cast.colleague, reason="临时出差"
    )
    assert done.ok
    assert [row.companion_names for row in Registration.objects.all()] == ["", ""]


def test_of_two_accounts_one_keeps_the_names(cast, offering):
    make_registration(offering, cast.participant, State.WAITLISTED)
    make_registration(offering, cast.colleague, companions=1, companion_names="何一")
    merge(cast.participant, cast.colleague)
    rows = Registration.objects.order_by("pk")
    assert [row.companion_names for row in rows] == ["何一", ""]


def test_the_names_go_with_the_person(cast, reader, offering):
    send(reader, offering, 1, "林一")
    erase(cast.participant)
    row = Registration.objects.get()
    assert (row.companions, row.companion_names) == (1, "")
