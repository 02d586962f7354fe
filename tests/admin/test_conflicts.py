"""Conflicts in the lists of the back office: how many, of which kinds, where they are read."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from courses.models import Cohort
from tests.factories import make_course, make_offering, make_session, make_venue

LISTS = ("/admin/offerings/", "/admin/cohorts/", "/admin/sessions/")


@pytest.fixture
def crowded(staff):
    """A cohort of forty at a venue for thirty, and one that nothing stands against."""
    found = []
    venue = make_venue("沙家浜纪念馆", capacity=30)
    for title, places in (("挤的", 40), ("松的", 20)):
        offering = make_offering(
            unit=staff.unit, page=make_course(title), sessions=0, capacity=places
        )
        Cohort.objects.create(offering=offering, number=1)
        day = timezone.now() + timedelta(days=9 + len(found))
        make_session(offering, venue=venue, title=f"{title}课", starts_at=day)
        past = timezone.now() - timedelta(days=9)
        make_session(offering, venue=venue, title=f"{title}旧课", starts_at=past)
        found.append(offering)
    return found


def rows_of(page):
    return list(page.context["object_list"])


@pytest.mark.parametrize("path", LISTS)
def test_a_row_says_what_stands_against_it_and_leads_there(staff, as_person, crowded, path):
    tight, _loose = crowded
    text = as_person(staff.district_organiser).get(path).text
    link = f'<a href="/admin/offerings/inspect/{tight.pk}/#timetable-section" class="conflicts">'
    assert text.count('class="conflicts') == 1
    assert f"{link}1 处：容量</a>" in text
    page = as_person(staff.district_organiser).get(f"/admin/offerings/inspect/{tight.pk}/").text
    assert page.count('class="conflict"') == 1
    assert "沙家浜纪念馆同时可容纳 30 人" in page
    assert 'id="timetable-section"' in page


@pytest.mark.parametrize("path", LISTS)
def test_only_those_with_conflicts_are_shown_when_one_asks(staff, as_person, crowded, path):
    client = as_person(staff.district_organiser)
    shown = {
        value: len(rows_of(client.get(f"{path}?conflicts={value}")))
        for value in ("with", "without")
    }
    whole = len(rows_of(client.get(path)))
    assert shown == {"with": 1, "without": whole - 1}
    assert "挤的" in client.get(f"{path}?conflicts=with").text


def test_a_rise_of_the_venues_capacity_is_seen_at_once(staff, as_person, crowded):
    client = as_person(staff.district_organiser)
    session = crowded[0].sessions.last()
    session.venue.capacity = 50
    session.venue.save()
    assert rows_of(client.get("/admin/cohorts/?conflicts=with")) == []
    assert 'class="conflicts' not in client.get("/admin/cohorts/").text


@pytest.mark.parametrize("path", LISTS)
def test_the_spreadsheet_has_their_number(staff, as_person, crowded, path):
    answer = as_person(staff.district_organiser).get(f"{path}?export=xlsx")
    head, *rows = load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values
    column = head.index("冲突")
    assert sorted(row[column] for row in rows) == [*[0] * (len(rows) - 1), 1]
