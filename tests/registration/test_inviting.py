"""Who stands on the named list, however often and in whatever way they are written."""

import pytest

from notices.models import Notice
from registration.actions import invite, register
from registration.enums import RegistrationOutcome as Outcome
from registration.models import Invitation
from tests.factories import make_offering, make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def invited(cast):
    """Invites whom the lines name; the outcome."""
    offering = make_offering(unit=cast.city, admits_invited=True)
    return lambda *names: invite(by=cast.organiser, offering=offering, names=names)


def test_whoever_is_written_twice_stands_on_the_list_once(cast, invited):
    cast.participant.number = "A-17"
    cast.participant.save()
    guest = "Guest@example.org"
    result = invited("A-17", cast.participant.email, guest, guest.lower())
    assert (result.outcome, result.details["number"]) == (Outcome.INVITED, 2)
    found = Invitation.objects.values_list("person", "email")
    assert set(found) == {(cast.participant.pk, ""), (None, guest)}
    assert Notice.objects.get().recipient == cast.participant
    assert invited(guest, "A-17").outcome is Outcome.NOBODY_INVITED


def test_an_address_or_number_never_says_whose_it_is(cast):
    far = make_person("沈远", make_unit("吴江区", cast.city), number="B-9")
    offering = make_offering(unit=cast.district, admits_invited=True, admits_self=False)
    by = cast.district_organiser
    result = invite(by=by, offering=offering, names=["B-9", cast.participant.email])
    assert (result.outcome, result.details["number"]) == (Outcome.INVITED, 2)
    found = Invitation.objects.values_list("person", "number")
    assert set(found) == {(None, "B-9"), (cast.participant.pk, "")}
    told = Notice.objects.values_list("recipient", "topic")
    topic = offering.public_id  # by which organisers follow who got it
    assert set(told) == {(far.pk, ""), (cast.participant.pk, topic)}
    assert invite(by=by, offering=offering, names=[far.email]).outcome is Outcome.NOBODY_INVITED
    assert register(by=far, offering=offering, person=far).record.via == "invitation"


def test_an_address_longer_than_any_account_has_is_none(invited):
    result = invited("a" * 250 + "@example.org")
    assert result.outcome is Outcome.NAMES_UNKNOWN
