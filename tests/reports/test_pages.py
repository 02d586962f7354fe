"""Who reads reports, what they show, and at what cost."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from events.enums import OfferingState
from tests.factories import (
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_task,
)


@pytest.fixture
def client(client, cast):
    """The browser of the city's organiser."""
    client.force_login(cast.organiser)
    return client


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_list_stay_the_same(client, cast, number, django_assert_num_queries):
    for _ in range(number):
        offering = make_offering(unit=cast.city)
        make_task(offering)
        make_registration(offering, make_person(unit=cast.unit))
    client.get("/reports/")
    with django_assert_num_queries(23):
        assert client.get("/reports/").status_code == 200


@pytest.mark.parametrize("suffix", ["/", ".xlsx"])
@pytest.mark.parametrize("number", [1, 3, 300])
def test_queries_of_a_report_stay_the_same(client, cast, number, suffix, django_assert_num_queries):
    offering = make_offering(unit=cast.city, capacity=number)
    make_task(offering)
    for _ in range(number):
        make_registration(offering, make_person(unit=cast.unit), unit=cast.unit)
    address = f"/reports/o/{offering.public_id}{suffix}"
    client.get(address)
    with django_assert_num_queries({"/": 24, ".xlsx": 21}[suffix]):
        assert client.get(address).status_code == 200


def test_each_figure_stands_with_its_definition_and_date(client, cast):
    offering = make_offering(unit=cast.city)
    page = client.get(f"/reports/o/{offering.public_id}/").content.decode()
    assert "同一人多次到课只计一次" in page
    assert "应到学时" in page
    assert f"截至{timezone.localdate().month}月" in page


def test_who_owes_stands_under_their_unit(client, cast):
    offering = make_offering(unit=cast.city)
    make_task(offering, title="两弹城心得")
    make_registration(offering, cast.participant)
    make_registration(offering, cast.stranger)
    page = client.get(f"/reports/o/{offering.public_id}/").content.decode()
    assert page.index("昆山市图书馆") < page.index("林𠮷安") < page.index("两弹城心得")
    assert page.index("未登记单位") < page.index("远方")


def test_a_role_reaches_down_never_up_or_sideways(client, cast):
    of_city, of_district = make_offering(unit=cast.city), make_offering(unit=cast.district)
    reports = f"/reports/o/{of_city.public_id}/", f"/reports/o/{of_district.public_id}/"
    assert [client.get(address).status_code for address in reports] == [200, 200]
    client.force_login(cast.district_organiser)
    assert [client.get(address).status_code for address in reports] == [403, 200]
    page = client.get("/reports/").content.decode()
    assert of_district.public_id in page
    assert of_city.public_id not in page


@pytest.mark.parametrize("who", ["liaison", "participant", "stranger", "editor"])
def test_others_read_who_can_help(client, cast, who):
    client.force_login(getattr(cast, who))
    offering = make_offering(unit=cast.city)
    for address in ("/reports/", f"/reports/o/{offering.public_id}/"):
        response = client.get(address)
        assert response.status_code == 403
        assert "牵头单位" in response.content.decode()
    assert client.get(f"/reports/o/{offering.public_id}.xlsx").status_code == 403


def test_the_anonymous_sign_in(client):
    client.logout()
    assert client.get("/reports/").url.startswith("/accounts/login/")


def test_filters_narrow_and_survive(client, cast):
    course = make_course("国情研修")
    paused = make_offering(unit=cast.district, page=course, state=OfferingState.PAUSED)
    old = make_offering(unit=cast.city, sessions=0)
    make_session(old, starts_at=timezone.now() - timedelta(days=800))

    def shown(query):
        return {offering for offering, _ in client.get(f"/reports/{query}").context["offerings"]}

    assert shown("") == {paused, old}
    assert shown("?state=paused") == {paused}
    year = (timezone.localdate() - timedelta(days=800)).year
    assert shown(f"?year={year}") == {old}
    assert shown(f"?unit={cast.district.public_id}") == {paused}
    assert shown(f"?unit={cast.district.public_id}&year={year}") == set()
    page = client.get(f"/reports/?state=paused&unit={cast.district.public_id}").content.decode()
    assert f"?unit={cast.district.public_id}" in page


def test_a_year_that_is_offered_has_something_to_show(client, cast):
    offering = make_offering(unit=cast.city, sessions=0)
    for day in ("2025-12-30T09:00+08:00", "2026-01-05T09:00+08:00"):
        make_session(offering, starts_at=datetime.fromisoformat(day))
    years = client.get("/reports/").context["filters"][1]["choices"]
    assert [choice["label"] for choice in years[1:]] == ["2025"]
    assert len(client.get(f"/reports/{years[1]['url']}").context["offerings"]) == 1


@pytest.mark.parametrize(
    "query", ["?state=x", "?year=99999", "?year=²⁰²⁶", "?unit=%00", "?page=x", "?year=0001"]
)
def test_nonsense_in_the_address_does_no_harm(client, cast, query):
    make_offering(unit=cast.city)
    assert client.get(f"/reports/{query}").status_code == 200


def test_unknown_offerings_are_not_found(client):
    assert client.get("/reports/o/000000000000/").status_code == 404
    assert client.get("/reports/o/000000000000.xlsx").status_code == 404


def test_without_offerings_the_page_says_what_will_be_here(client):
    assert "还没有可报告的内容" in client.get("/reports/").content.decode()


def test_reports_are_only_read(client, cast):
    assert client.post("/reports/").status_code == 405
