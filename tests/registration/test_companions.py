"""Who comes along: asked when registering, changed later, on the roster, in one's own data."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from events.models import Session
from kernel.models import AuditRow
from kernel.retention import KINDS, RetentionOutcome, forget
from registration.actions import bring_fewer, enter, name_companions, nomination, withdraw
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


def test_nobody_is_named_twice(cast, reader, offering):
    assert "“林一”写了两次" in send(reader, offering, 2, "林一、林一").content.decode()
    own = send(reader, offering, 1, cast.participant.name).content.decode()
    assert "您本人已占一个名额" in own
    assert not Registration.objects.exists()


def test_names_can_be_changed(cast, reader, offering):
    send(reader, offering, 1, "林一")
    send(reader, offering, 1, "林二", to="answers")
    row = Registration.objects.get()
    assert (row.companions, row.companion_names) == (1, "林二")
    said = AuditRow.objects.get(action="registration.name_companions")
    assert "林" not in str(said.changes), "other people's names"
    assert name_companions(by=None, registration=row, names="林二").outcome is Outcome.AS_BEFORE
    withdraw(by=cast.participant, registration=row)
    refused = name_companions(by=None, registration=row, names="林三")
    assert refused.outcome is Outcome.NOT_REGISTERED


def test_fewer_can_come_and_no_more(cast, reader, offering):
    send(reader, offering, 2, "林一、林二")
    assert "不能大于 2" in send(reader, offering, 3, "一、二、三", to="answers").content.decode()
    assert "请填写 1 位" in send(reader, offering, 1, "林一、林二", to="answers").content.decode()
    send(reader, offering, 1, "林二", to="answers")
    row = Registration.objects.get()
    assert (row.companions, row.companion_names, row.state) == (1, "林二", State.CONFIRMED)
    assert offering.pools.get().taken == 2
    said = AuditRow.objects.get(action="registration.bring_fewer")
    assert said.changes["companions"] == 1
    assert "林" not in str(said.changes), "other people's names"


def test_places_of_companions_go_to_the_next_in_line(cast, offering):
    offering = make_offering(unit=cast.city, capacity=3, companions_max=2)
    row = make_registration(offering, cast.participant, companions=2)
    next_one = make_registration(offering, cast.colleague, State.WAITLISTED)
    assert bring_fewer(by=None, registration=row, companions=0, names="").ok
    next_one.refresh_from_db()
    assert next_one.state == State.CONFIRMED
    again = bring_fewer(by=None, registration=row, companions=0, names="")
    assert again.outcome is Outcome.AS_BEFORE


def test_who_waits_with_fewer_may_fit_in(cast, reader):
    offering = make_offering(unit=cast.city, capacity=2, companions_max=2, has_waiting_list=True)
    send(reader, offering, 2, "林一、林二")
    row = Registration.objects.get()
    assert row.state == State.WAITLISTED
    assert "需同时空出 3 个名额" in reader.get(offering.get_absolute_url()).content.decode()
    send(reader, offering, 1, "林一", to="answers")
    row.refresh_from_db()
    assert row.state == State.CONFIRMED


def test_what_has_begun_frees_no_places(cast, reader, offering):
    row = make_registration(offering, cast.participant, companions=1, companion_names="林一")
    Session.objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    page = send(reader, offering, 0, "", to="answers").content.decode()
    assert "活动已开始" in page
    row.refresh_from_db()
    assert row.companions == 1


def test_fewer_places_than_people_is_not_called_full(reader, cast):
    offering = make_offering(unit=cast.city, capacity=1, companions_max=2, has_waiting_list=False)
    page = send(reader, offering, 2, "林一、林二").content.decode()
    assert "共需 3 个名额，现在最多只有 1 个" in page
    assert "林一、林二" in page, "what was written stays"
    send(reader, offering, 0, "")
    assert Registration.objects.get().state == State.CONFIRMED


def test_withdrawing_says_that_the_companions_go_too(reader, offering):
    send(reader, offering, 1, "林一")
    page = reader.get(reverse("withdraw", args=[offering.public_id])).content.decode()
    assert "您和随行人员的名额" in page


def test_how_many_may_come_along_is_said_before(reader, offering):
    assert "每人可带 2 名随行人员" in reader.get(offering.get_absolute_url()).content.decode()


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
