"""Offerings, sessions and cohorts in the back office."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from courses.models import Cohort
from events.enums import OfferingState
from events.models import Offering, Session
from kernel.models import AuditRow
from tests.factories import make_course, make_event, make_offering, make_person, make_registration

WHEN = "%Y-%m-%d %H:%M"


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


def form_of(staff, page, **changes):
    """A filled form of a new offering."""
    now = timezone.localtime()
    return {
        "page": page.pk,
        "label": "第1期",
        "lead_unit": staff.district.pk,
        "opens_at": now.strftime(WHEN),
        "closes_at": (now + timedelta(days=3)).strftime(WHEN),
        "capacity": 30,
        "admits_self": "on",
        "has_waiting_list": "on",
        "companions_max": 0,
        "minimum": 0,
    } | changes


def test_what_an_organiser_can_go_on_to_stands_under_the_words_of_the_menu(staff, district):
    own = make_offering(unit=staff.unit)
    page = district.get(f"/admin/offerings/inspect/{own.pk}/").context["links"]
    words = {word: [str(button.label) for button in buttons] for word, buttons in page}
    assert list(words) == ["发布", "报名", "出勤", "心得", "报表"]
    assert "公开页面" in words["发布"]
    assert "单位名额" in words["报名"]
    assert "考勤" in words["出勤"]
    assert words["报表"][0] == "统计"


def test_a_district_sees_and_changes_only_what_it_reaches(staff, district):
    own, citys = make_offering(unit=staff.unit), make_offering(unit=staff.city)
    session = citys.sessions.get()
    page = district.get("/admin/offerings/").content.decode()
    assert f"/admin/offerings/inspect/{own.pk}/" in page
    assert f"/admin/offerings/inspect/{citys.pk}/" not in page
    for path in (
        f"/admin/offerings/inspect/{citys.pk}/",
        f"/admin/offerings/edit/{citys.pk}/",
        f"/admin/offerings/{citys.pk}/cancel/",
        f"/admin/sessions/edit/{session.pk}/",
        f"/admin/sessions/{session.pk}/cancel/",
        f"/admin/sessions/new/?offering={citys.pk}",
    ):
        assert district.get(path).status_code == 404, path
        assert district.post(path, {"reason": "x"}).status_code == 404, path
    citys.refresh_from_db()
    assert citys.state == OfferingState.PUBLISHED


def test_making_one_goes_through_the_action(staff, district):
    event = make_event()
    answer = district.post("/admin/offerings/new/", form_of(staff, event))
    offering = Offering.objects.get()
    assert answer["Location"] == f"/admin/offerings/inspect/{offering.pk}/"
    assert offering.state == OfferingState.DRAFT
    assert offering.pools.get().capacity == 30
    assert AuditRow.objects.filter(action="events.create_offering").exists()


def test_wrong_dates_get_a_clear_answer_and_keep_the_input(staff, district):
    now = timezone.localtime()
    form = form_of(
        staff, make_event(), label="独特的标签", closes_at=(now - timedelta(days=1)).strftime(WHEN)
    )
    answer = district.post("/admin/offerings/new/", form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["form"].errors["closes_at"]
    assert "独特的标签" in page
    assert not Offering.objects.exists()
    answer = district.post("/admin/offerings/new/", form | {"opens_at": "昨天"})
    assert answer.status_code == 200
    assert "昨天" in answer.content.decode()


def test_nobody_leads_for_a_unit_beyond_reach(staff, district):
    answer = district.post(
        "/admin/offerings/new/", form_of(staff, make_event(), lead_unit=staff.city.pk)
    )
    assert answer.context["form"].errors["lead_unit"]


def test_editing_changes_texts_window_and_units(staff, district):
    offering = make_offering(unit=staff.unit)
    form = form_of(staff, offering.page, label="第2期", lead_unit=staff.unit.pk)
    form["supporting_units"] = [staff.other_unit.pk]
    answer = district.post(f"/admin/offerings/edit/{offering.pk}/", form)
    assert answer.status_code == 302
    offering.refresh_from_db()
    assert offering.label == "第2期"
    assert list(offering.supporting_units.all()) == [staff.other_unit]


def test_the_acts_follow_the_state(staff, district):
    offering = make_offering(unit=staff.unit, state=OfferingState.DRAFT)
    for verb, form, state in (
        ("publish", {}, OfferingState.PUBLISHED),
        ("pause", {}, OfferingState.PAUSED),
        ("resume", {}, OfferingState.PUBLISHED),
        ("finish", {}, OfferingState.FINISHED),
    ):
        assert district.post(f"/admin/offerings/{offering.pk}/{verb}/", form).status_code == 302
        offering.refresh_from_db()
        assert offering.state == state
    again = district.post(f"/admin/offerings/{offering.pk}/cancel/", {"reason": "x"})
    assert again.status_code == 200
    assert again.context["form"].non_field_errors()


def test_cancelling_asks_for_a_reason_and_says_whom_it_reaches(staff, district):
    offering = make_offering(unit=staff.unit)
    make_registration(offering, staff.participant)
    url = f"/admin/offerings/{offering.pk}/cancel/"
    assert (
        "1 person is registered" in district.get(url).content.decode()
        or "1 人" in district.get(url).content.decode()
    )
    assert district.post(url, {"reason": ""}).status_code == 200
    assert district.post(url, {"reason": "台风"}).status_code == 302
    offering.refresh_from_db()
    assert offering.state == OfferingState.CANCELLED


def test_places_are_posted_not_typed(staff, district):
    offering = make_offering(unit=staff.unit, capacity=2)
    make_registration(offering, staff.participant)
    url = f"/admin/offerings/{offering.pk}/places/"
    refused = district.post(url, {"delta": -2, "kind": "return"})
    assert refused.status_code == 200
    assert refused.context["form"].non_field_errors()
    assert (
        district.post(url, {"delta": 5, "kind": "grant", "unit": staff.unit.pk}).status_code == 302
    )
    assert offering.pools.get(unit=staff.unit).capacity == 5


def test_a_session_is_added_moved_and_cancelled(staff, district):
    offering = make_offering(unit=staff.unit, sessions=0)
    start = timezone.localtime() + timedelta(days=5)
    form = {
        "title": "导论", "form": "lecture", "starts_at": start.strftime(WHEN),
        "ends_at": (start + timedelta(hours=2)).strftime(WHEN), "credit_hours": "1.5",
    }  # fmt: skip
    wrong = district.post(
        f"/admin/sessions/new/?offering={offering.pk}", form | {"ends_at": start.strftime(WHEN)}
    )
    assert wrong.context["form"].errors["ends_at"]
    assert "导论" in wrong.content.decode()
    district.post(f"/admin/sessions/new/?offering={offering.pk}", form)
    session = Session.objects.get()
    join_url = "https://meeting.example.org/j/1"
    later = form | {
        "title": "绪论",
        "join_url": join_url,
        "starts_at": (start + timedelta(minutes=30)).strftime(WHEN),
    }
    assert district.post(f"/admin/sessions/edit/{session.pk}/", later).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.join_url) == ("绪论", join_url)
    assert session.moved_from is not None
    district.post(f"/admin/sessions/{session.pk}/cancel/", {"reason": "场馆闭馆"})
    session.refresh_from_db()
    assert session.is_cancelled


def test_a_cohort_is_an_offering_with_a_number(staff, district):
    course = make_course()
    form = form_of(staff, course, label="", number=3, hours_required="12")
    assert district.post("/admin/cohorts/new/", form).status_code == 302
    cohort = Cohort.objects.get()
    assert cohort.offering.label == "第3期"
    twice = district.post("/admin/cohorts/new/", form)
    assert twice.status_code == 200
    assert twice.context["form"].non_field_errors()
    assert Offering.objects.count() == 1


def test_the_page_leads_to_its_offerings(staff, as_person):
    event = make_event()
    own, other = make_offering(unit=staff.unit, page=event), make_offering(unit=staff.unit)
    client = as_person(staff.admin)
    assert (
        f"/admin/offerings/?page={event.pk}"
        in client.get(f"/admin/pages/{event.pk}/edit/").content.decode()
    )
    listed = client.get(f"/admin/offerings/?page={event.pk}")
    assert [row.pk for row in listed.context["object_list"]] == [own.pk]
    assert f"/admin/offerings/new/?page={event.pk}" in listed.content.decode()
    assert other.pk != own.pk


@pytest.mark.parametrize("query", ["state=draft", "q=独特", "open=true"])
def test_filters_and_search(staff, district, query):
    closed = timezone.now() - timedelta(hours=1)
    draft = make_offering(unit=staff.unit, state=OfferingState.DRAFT, closes_at=closed)
    named = make_offering(unit=staff.unit, label="独特场", closes_at=closed)
    opened = make_offering(unit=staff.unit)
    wanted = {"state=draft": draft, "q=独特": named, "open=true": opened}[query]
    rows = district.get(f"/admin/offerings/?{query}").context["object_list"]
    assert [row.pk for row in rows] == [wanted.pk]


def test_the_export_honours_filters_and_neutralises_formulas(staff, district):
    make_offering(unit=staff.unit, label="不要")
    event = make_event("=1+1")
    make_offering(unit=staff.unit, label="要", page=event)
    answer = district.get("/admin/offerings/?q=要&export=xlsx&state=published")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    titles = [row[0] for row in rows[1:]]
    assert len(rows[0]) == len(rows[1])
    assert "'=1+1 要" in titles
    narrow = district.get("/admin/offerings/?q=不要&export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(narrow.streaming_content))).active
    assert sheet.max_row == 2
    begins = sheet.cell(2, 2).value
    session = Session.objects.filter(offering__label="不要").get()
    assert abs(begins - timezone.make_naive(session.starts_at)) < timedelta(seconds=2)


def test_csv_is_not_offered(staff, district):
    answer = district.get("/admin/offerings/?export=csv")
    assert answer["Content-Type"].startswith("text/html")
    assert "export=csv" not in answer.content.decode()


def test_records_are_never_deleted(staff, as_person):
    offering = make_offering(unit=staff.unit)
    client = as_person(staff.admin)
    for kind in ("offerings", "registrations", "sessions", "cohorts", "memberships", "essay-tasks"):
        assert client.get(f"/admin/{kind}/delete/{offering.pk}/").status_code == 404


def test_a_stranger_to_the_unit_is_no_coordinator(staff, as_person):
    person = make_person("外人")
    course = make_course()
    form = form_of(staff, course, number=1, coordinator=person.pk, hours_required="0")
    answer = as_person(staff.district_organiser).post("/admin/cohorts/new/", form)
    assert answer.context["form"].errors["coordinator"]
