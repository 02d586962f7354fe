"""Tables of credit hours, targets, and rules of attendance in the back office."""

from decimal import Decimal

import pytest
from django.urls import reverse

from attendance.crediting import tables
from attendance.models import HoursTarget, Terms
from attendance.presence import terms_of
from events.models import Offering
from people.models import PersonCategory
from tests.factories import make_offering, make_session

TABLE = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}


def lines(*rows):
    sent = {"form-TOTAL_FORMS": str(len(rows)), "form-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        sent |= {f"form-{number}-{name}": str(value) for name, value in row.items()}
    return sent


@pytest.fixture
def operator(staff, as_person):
    return as_person(staff.admin)


def test_a_table_is_saved_only_after_its_effect_was_shown(operator, staff):
    session = make_session(make_offering(unit=staff.city, sessions=0), title="两小时")
    year = session.starts_at.year
    address = reverse("admin-credit-table", args=[year])
    assert 'value="120"' in operator.get(address).content.decode(), "begins with what holds"
    sent = lines({"form": "", "minutes": 60, "hours": 2}, {"form": "", "minutes": "", "hours": ""})
    shown = operator.post(address, sent).content.decode()
    assert "两小时" in shown
    assert [table.year for table in tables()] == [0]
    operator.post(address, sent | {"save": "1"})
    assert [(table.year, table.steps[0].hours) for table in tables()] == [
        (0, Decimal("0.5")),
        (year, Decimal(2)),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"form": "film", "minutes": 60, "hours": 2}],
        [{"form": "", "minutes": 60, "hours": ""}],
        [{"form": "", "minutes": 60, "hours": 1}, {"form": "", "minutes": 60, "hours": 2}],
        [{"form": "opera", "minutes": 60, "hours": 1}],
        [{"form": "", "minutes": "sixty", "hours": 1}],
        [{"form": "", "minutes": 60, "hours": "0.3"}],
    ],
)
def test_a_table_that_cannot_be_is_shown_again(operator, rows):
    address = reverse("admin-credit-table", args=[2027])
    assert operator.post(address, lines(*rows) | {"save": "1"}).status_code == 400
    assert [table.year for table in tables()] == [0]


def test_targets_by_category(operator):
    leaders = PersonCategory.objects.create(name="县处级", code="county")
    address = reverse("admin-credit-targets", args=[2027])
    assert 'value="90"' in operator.get(address).content.decode()
    rows = [
        {"category": "", "yearly": 90, "five_years": ""},
        {"category": leaders.pk, "yearly": "", "five_years": 550},
    ]
    assert operator.post(address, lines(*rows, rows[1]) | {"save": "1"}).status_code == 400
    assert operator.post(address, lines(*rows) | {"save": "1"}).status_code == 302
    found = set(HoursTarget.objects.values_list("category", "yearly", "five_years"))
    assert found == {(None, 90, None), (leaders.pk, None, 550)}
    assert "550" in operator.get(reverse("admin-credit")).content.decode()


def test_only_operators_keep_tables(staff, as_person):
    organiser = as_person(staff.organiser)
    for address in ("/admin/credit-hours/", "/admin/credit-hours/tables/2027/"):
        assert organiser.get(address).status_code in (302, 403)


def test_an_organiser_sets_the_rules_of_an_offering_within_reach(staff, as_person, district):
    offering = make_offering(unit=staff.city)
    address = reverse("admin-attendance-rules", args=[offering.public_id])
    assert district.get(address).status_code in (302, 403, 404)
    client = as_person(staff.organiser)
    assert 'value="15"' in client.get(address).content.decode()
    sent = {"late_after": 10, "early_before": 20, "lowest_rate": 75, "absences_in_row": 3}
    client.post(address, sent | {"checks_out": "on"})
    terms = terms_of(Offering.objects.get(pk=offering.pk))
    assert (terms.late_after, terms.checks_out, terms.lowest_rate) == (10, True, 75)
    refused = client.post(address, sent | {"lowest_rate": 101})
    assert refused.status_code == 200
    assert Terms.objects.get().lowest_rate == 75


def test_hours_of_people_within_reach_and_no_others(staff, district):
    page = district.get("/admin/hours/").content.decode()
    assert staff.participant.name in page
    assert staff.organiser.name not in page, "the city's organiser is above the district"
    assert district.get("/admin/hours/?export=xlsx").status_code == 200
