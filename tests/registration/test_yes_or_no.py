"""Whoever is offered a place, or asked again after a change, says yes or no in one press."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db
SOON = timezone.now() + timedelta(days=2)


@pytest.mark.parametrize(
    ("fields", "button"),
    [
        ({"reconfirm_by": SOON}, "仍然参加"),
        ({"state": State.OFFERED, "offered_until": SOON}, "确认名额"),
    ],
)
def test_the_page_asks_and_both_answers_are_there(cast, client, fields, button):
    offering = make_offering(unit=cast.city)
    make_question(offering, required=True)
    make_registration(offering, cast.participant, **fields)
    client.force_login(cast.participant)
    page = client.get(offering.get_absolute_url()).content.decode()
    assert button in page
    assert f"/o/{offering.public_id}/withdraw/" in page
    # Saying yes asks no questions first.
    answer = client.post(f"/o/{offering.public_id}/register/")
    assert answer.url == offering.get_absolute_url()


def test_companions_are_asked_for_where_they_may_come(cast, client):
    offering = make_offering(unit=cast.city, companions_max=2)
    client.force_login(cast.participant)
    path = f"/o/{offering.public_id}/register/"
    assert client.post(path).url == path
    assert "companions" in client.get(path).context["form"].fields
    too_many = client.post(path, {"asked": "", "companions": "3"})
    assert too_many.context["form"].errors["companions"]
    assert client.post(path, {"asked": "", "companions": "0"}).status_code == 302
    assert Registration.objects.get().state == State.CONFIRMED
