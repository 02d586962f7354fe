"""Registrations in the back office: lists, single decisions, decisions about many."""

import pytest

from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_person, make_registration

BULK = "/admin/bulk/registration/registration"


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


def states(offering):
    """How many registrations of an offering are in each state."""
    return sorted(Registration.objects.filter(offering=offering).values_list("state", flat=True))


def test_only_what_the_district_leads_is_listed(staff, district):
    own = make_registration(make_offering(unit=staff.unit), staff.participant)
    citys = make_registration(make_offering(unit=staff.city), staff.participant)
    rows = district.get("/admin/registrations/").context["object_list"]
    assert [row.pk for row in rows] == [own.pk]
    for path in (
        f"/admin/registrations/inspect/{citys.pk}/",
        f"/admin/registrations/{citys.pk}/remove/",
    ):
        assert district.get(path).status_code == 404


def test_one_is_approved_and_its_history_shows_it(staff, district):
    row = make_registration(make_offering(unit=staff.unit), staff.participant, State.PENDING)
    assert district.post(f"/admin/registrations/{row.pk}/approve/").status_code == 302
    row.refresh_from_db()
    assert row.state == State.CONFIRMED
    assert "沈若兰" in district.get(f"/admin/registrations/inspect/{row.pk}/").content.decode()


def test_all_means_exactly_what_the_filters_show(staff, district):
    here, there = make_offering(unit=staff.unit), make_offering(unit=staff.unit)
    for offering in (here, there):
        for number in range(3):
            make_registration(offering, make_person(f"人{number}", staff.unit), State.PENDING)
    query = f"?id=all&offering={here.pk}&state=pending&next=/admin/registrations/"
    page = district.get(f"{BULK}/approve/{query}")
    assert page.context["count"] == 3
    assert district.post(f"{BULK}/approve/{query}", {"expected": 3}).status_code == 302
    assert states(here) == [State.CONFIRMED] * 3
    assert states(there) == [State.PENDING] * 3


def test_all_honours_the_search(staff, district):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, make_person("欧阳静", staff.unit), State.PENDING)
    make_registration(offering, make_person("司马光", staff.unit), State.PENDING)
    district.post(f"{BULK}/approve/?id=all&q=欧阳", {"expected": 1})
    assert states(offering) == [State.CONFIRMED, State.PENDING]


def test_an_invalid_filter_reaches_nobody(staff, district):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, staff.participant, State.PENDING)
    district.post(f"{BULK}/approve/?id=all&state=nonsense", {})
    assert states(offering) == [State.PENDING]


def test_rows_beyond_reach_are_left_alone(staff, district):
    citys = make_registration(make_offering(unit=staff.city), staff.participant, State.PENDING)
    district.post(f"{BULK}/approve/?id={citys.pk}", {})
    district.post(f"{BULK}/approve/?id=all", {})
    citys.refresh_from_db()
    assert citys.state == State.PENDING


def test_a_list_that_changed_meanwhile_is_shown_again(staff, district):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, staff.participant, State.PENDING)
    make_registration(offering, staff.colleague, State.PENDING)
    answer = district.post(f"{BULK}/approve/?id=all", {"expected": 1})
    assert answer.status_code == 200
    assert states(offering) == [State.PENDING] * 2
    assert answer.context["form"]["expected"].value() == 2


def test_places_run_out_in_the_order_of_registering(staff, district):
    offering = make_offering(unit=staff.unit, capacity=1)
    first = make_registration(offering, staff.participant, State.PENDING)
    second = make_registration(offering, staff.colleague, State.PENDING)
    answer = district.post(
        f"{BULK}/approve/?id=all&next=/admin/registrations/", {"expected": 2}, follow=True
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (State.CONFIRMED, State.PENDING)
    assert second.person.name in answer.content.decode().split('class="messages"')[1]


@pytest.mark.parametrize(
    ("verb", "state"), [("decline", State.DECLINED), ("remove", State.REMOVED)]
)
def test_declining_and_removing_need_a_reason(staff, district, verb, state):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, staff.participant, State.PENDING)
    assert district.post(f"{BULK}/{verb}/?id=all", {"expected": 1}).status_code == 200
    assert states(offering) == [State.PENDING]
    district.post(f"{BULK}/{verb}/?id=all", {"expected": 1, "reason": "名额不足"})
    assert states(offering) == [state]
    assert Registration.objects.get().changes.get().reason == "名额不足"
