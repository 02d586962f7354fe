"""Before places are posted the organiser reads who would move up; a copy is opened at once."""

import pytest

from events.models import Offering, SeatPosting
from notices.models import Notice
from registration.enums import RegistrationState as State
from tests.factories import make_offering, make_person, make_registration


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


def test_who_would_move_up_is_shown_before_anything_is_posted(staff, district):
    offering = make_offering(unit=staff.unit, capacity=0)
    waiting = [
        make_registration(offering, make_person(name, staff.unit), State.WAITLISTED)
        for name in ("候一", "候二", "候三")
    ]
    path = f"/admin/offerings/{offering.pk}/places/"
    sent = {"delta": "2", "kind": "grant"}
    page = district.post(path, sent)
    assert page.status_code == 200
    text = page.content.decode()
    assert "候一、候二" in text
    assert "候三" not in text
    assert (SeatPosting.objects.count(), Notice.objects.count()) == (0, 0)
    seen = page.context["form"]["seen"].value()
    other = district.post(path, sent | {"delta": "1", "seen": seen})
    assert other.status_code == 200  # another number is another change
    assert SeatPosting.objects.count() == 0
    assert district.post(path, sent | {"seen": seen}).status_code == 302
    for row in waiting:
        row.refresh_from_db()
    assert [row.state for row in waiting] == [State.CONFIRMED, State.CONFIRMED, State.WAITLISTED]


def test_places_that_nobody_waits_for_are_posted_at_once(staff, district):
    offering = make_offering(unit=staff.unit, capacity=1)
    path = f"/admin/offerings/{offering.pk}/places/"
    assert district.post(path, {"delta": "2", "kind": "grant"}).status_code == 302


def test_fewer_places_than_are_taken_are_refused_in_words(staff, district):
    offering = make_offering(unit=staff.unit, capacity=2)
    make_registration(offering, staff.participant)
    path = f"/admin/offerings/{offering.pk}/places/"
    page = district.post(path, {"delta": "-2", "kind": "return"})
    assert page.status_code == 200
    assert page.context["form"].non_field_errors()
    assert SeatPosting.objects.count() == 1


def test_a_copy_is_opened_at_once(staff, district):
    offering = make_offering(unit=staff.unit)
    path = f"/admin/offerings/{offering.pk}/clone/"
    assert district.get(path).status_code == 200
    done = district.post(path, {"first_on": "2027-04-01", "label": "第2期"})
    copy = Offering.objects.exclude(pk=offering.pk).get()
    assert done.url == f"/admin/offerings/inspect/{copy.pk}/"
    assert copy.label == "第2期"
