"""Visits in the back office: routes, bookings, buses, speakers; and what the public reads."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.actions import ask_booking, save_route
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.enums import SessionForm
from events.models import (
    Bus,
    OpeningRule,
    Route,
    Session,
    Speaker,
    SpeakerAbsence,
    SpeakerTeam,
    Venue,
    VenueBooking,
)
from events.visit_forms import next_at
from tests.admin.test_offerings import WHEN
from tests.events.conflicts.conftest import at, span
from tests.factories import make_offering, make_session, make_speaker, make_venue


@pytest.fixture
def district(staff, as_person):
    """The district's organiser, signed in."""
    return as_person(staff.district_organiser)


@pytest.fixture
def session(staff):
    """One session at a venue, of the district's own offering."""
    offering = make_offering(unit=staff.district, sessions=0, capacity=30, label="第1期")
    venue = make_venue("沙家浜纪念馆", capacity=60, contact="接待科", phone="0512-00000000")
    return make_session(offering, venue=venue, title="水乡", **span("09:00", "11:00"))


def rows(prefix, *filled):
    """The management form and the rows of a formset."""
    data = {f"{prefix}-TOTAL_FORMS": len(filled), f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(filled):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def route_form(bus, **changes):
    """A filled form of a route with one bus and two stops; the last rows stay empty."""
    stops = [
        {"place": "服务区", "arrives": "08:20", "leaves": "08:30"},
        {"place": "老街", "arrives": "11:30", "leaves": "13:00"},
        {},
    ]
    return (
        {
            "meets_at": at("07:30").strftime(WHEN),
            "meeting_point": "市民中心南门",
            "returns_at": at("17:00").strftime(WHEN),
        }
        | rows("buses", {"bus": bus.pk, "leader": "沈若兰", "headcount": 30}, {})
        | rows("stops", *stops)
        | changes
    )


def test_a_route_is_planned_changed_and_taken_away(session, district):
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    new = f"/admin/routes/new/?offering={session.offering_id}"
    assert district.get(new).status_code == 200
    assert district.post(new, route_form(bus)).status_code == 302
    route = Route.objects.get()
    assert [str(stop) for stop in route.stops.all()] == ["服务区", "老街"]
    assert route.stops.first().arrives_at == at("08:20")
    edit = f"/admin/routes/edit/{route.pk}/"
    page = district.get(edit).content.decode()
    assert 'value="08:20"' in page
    assert "沈若兰" in page
    changed = route_form(bus, **{"stops-1-place": ""}, session=session.pk)
    assert "请选择场馆或填写地点" in district.post(edit, changed).content.decode()
    assert district.post(edit, route_form(bus, session=session.pk)).status_code == 302
    route.refresh_from_db()
    assert route.session == session
    assert "苏E12345" in district.get("/admin/routes/").content.decode()
    assert "苏E12345" in Client().get(f"/o/{session.offering.public_id}/").content.decode()
    assert district.post(f"/admin/routes/{route.pk}/remove/").status_code == 302
    assert not Route.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"returns_at": at("07:00").strftime(WHEN)}, "返回时间应晚于集合时间"),
        ({"stops-0-leaves": ""}, "请填写时间。"),
        ({"stops-1-arrives": "18:00"}, "与前后各站不衔接"),
        ({"buses-0-headcount": 46}, "只有 45 个座位，计划乘坐 46 人"),
        ({"buses-1-bus": "same"}, "同一辆车填了两次"),
        ({"buses-0-headcount": "many"}, "整数"),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(session, district, changes, words):
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    changes = {name: bus.pk if value == "same" else value for name, value in changes.items()}
    form = route_form(bus, **changes)
    page = district.post(f"/admin/routes/new/?offering={session.offering_id}", form)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "沈若兰" in page.content.decode()
    assert not Route.objects.exists()


def test_times_of_stops_go_over_midnight():
    assert next_at(at("22:00"), time(23)) == at("23:00")
    assert next_at(at("23:00"), time(1)) == at("01:00", 1)
    assert next_at(at("23:00"), time(23)) == at("23:00")


def test_others_routes_and_bookings_do_not_exist(staff, district):
    offering = make_offering(unit=staff.city, sessions=0)
    session = make_session(offering, venue=make_venue())
    route = Route.objects.create(
        offering=offering, meeting_point="南门", meets_at=at("08:00"), returns_at=at("09:00")
    )
    answer_by = timezone.now() + timedelta(days=1)
    booking = ask_booking(
        by=staff.organiser, session=session, headcount=3, answer_by=answer_by
    ).record
    for path in (
        f"/admin/routes/new/?offering={offering.pk}",
        f"/admin/routes/edit/{route.pk}/",
        f"/admin/routes/{route.pk}/remove/",
        f"/admin/bookings/new/?session={session.pk}",
        f"/admin/bookings/edit/{booking.pk}/",
        f"/admin/bookings/inspect/{booking.pk}/",
        f"/admin/bookings/letter/{booking.pk}/",
        f"/admin/bookings/{booking.pk}/confirm/",
    ):
        assert district.get(path).status_code == 404, path
        assert district.post(path).status_code in (404, 405), path


def test_a_venue_is_asked_answers_and_is_asked_again(session, district):
    form = {
        "headcount": 30,
        "guide_wanted": "on",
        "contact": "陈老师",
        "answer_by": (timezone.localtime() + timedelta(days=2)).strftime(WHEN),
    }
    new = f"/admin/bookings/new/?session={session.pk}"
    page = district.get(new).content.decode()
    assert 'name="headcount" value="30"' in page, "as many as there are places"
    late = form | {"answer_by": "2020-01-01 08:00"}
    assert "请改为更晚的时间" in district.post(new, late).content.decode()
    assert district.post(new, form).status_code == 302
    booking = VenueBooking.objects.get()
    look = f"/admin/bookings/inspect/{booking.pk}/"
    assert "待答复" in district.get(f"/admin/sessions/edit/{session.pk}/").content.decode()
    letter = district.get(f"/admin/bookings/letter/{booking.pk}/").content.decode()
    for word in ("沙家浜纪念馆", "水乡", "陈老师", "接待科", session.offering.lead_unit.name):
        assert word in letter
    assert (
        district.post(f"/admin/bookings/{booking.pk}/confirm/", {"note": "电话"}).status_code == 302
    )
    assert "已确认" in district.get(look).content.decode()
    edit = f"/admin/bookings/edit/{booking.pk}/"
    assert "61" in district.post(edit, form | {"headcount": 61}).content.decode()
    assert district.post(edit, form | {"headcount": 45}).status_code == 302
    booking.refresh_from_db()
    assert (booking.state, booking.headcount) == ("asked", 45)
    declined = district.post(f"/admin/bookings/{booking.pk}/decline/", {"reason": "布展"})
    assert declined.status_code == 302
    page = district.get(look).content.decode()
    assert "布展" in page
    assert f"{new.replace('&', '&amp;')}" in page, "it can be asked again"
    assert district.post(new, form).status_code == 302


def test_saving_a_session_says_what_it_runs_into(session, district):
    venue = session.venue
    OpeningRule.objects.create(venue=venue, weekday=3, opens=time(9), closes=time(16))
    form = {
        "title": "水乡",
        "form": SessionForm.ON_SITE,
        "starts_at": at("09:00").strftime(WHEN),
        "ends_at": at("11:00").strftime(WHEN),
        "venue": venue.pk,
        "credit_hours": 2,
    }
    page = district.post(f"/admin/sessions/edit/{session.pk}/", form, follow=True)
    assert "沙家浜纪念馆2027年3月2日（周二）闭馆" in page.content.decode()
    speaker = make_speaker("顾安然")
    make_session(session.offering, speaker=speaker, title="船拳", **span("10:00", "11:00"))
    page = district.post(f"/admin/sessions/edit/{session.pk}/", form | {"speaker": speaker.pk})
    assert "顾安然这段时间讲授" in page.content.decode()
    assert Session.objects.get(pk=session.pk).speaker is None


def test_a_speakers_record_counts_what_was_held(staff, session, district):
    speaker = make_speaker("顾安然", topics="水乡\n船拳")
    SpeakerAbsence.objects.create(speaker=speaker, from_on=at("0:00"), until_on=at("0:00", 2))
    for days in (-400, 0, 1):
        offering = make_offering(unit=staff.city, sessions=0)
        make_session(offering, speaker=speaker, credit_hours=2, **span("14:00", "15:00", days))
    draft = make_offering(unit=staff.city, sessions=0, state="draft")
    make_session(draft, speaker=speaker, title="未定", **span("14:00", "15:00", 5))
    page = district.get(f"/admin/speakers/inspect/{speaker.pk}/").content.decode()
    assert (
        "<tr><td>2027</td><td>2</td><td>4</td></tr><tr><td>2026</td><td>1</td><td>2</td></tr>"
    ) in page
    assert "船拳" in page
    assert "未定" not in page


def inline(prefix, *filled):
    """Rows of an inline panel, which also has an order and may be deleted."""
    data = rows(prefix, *({"id": "", "ORDER": n} | row for n, row in enumerate(filled)))
    return data | {f"{prefix}-MIN_NUM_FORMS": 0, f"{prefix}-MAX_NUM_FORMS": 1000}


def test_lookups_are_kept_by_organisers(session, district):
    bus = district.post("/admin/buses/new/", {"plate": "苏E1", "seats": 45, "company": ""})
    assert bus.status_code == 302
    speaker = {"name": "顾安然", "name_en": "", "title": "", "title_en": "", "unit_text": ""}
    away = inline("absences", {"from_on": "2027-03-02", "until_on": "2027-03-01"})
    page = district.post("/admin/speakers/new/", speaker | {"topics": ""} | away)
    assert "末日早于首日" in page.content.decode()
    away = inline("absences", {"from_on": "2027-03-02", "until_on": "2027-03-03"})
    assert district.post("/admin/speakers/new/", speaker | {"topics": ""} | away).status_code == 302
    made = Speaker.objects.get(name="顾安然")
    assert made.absences.count() == 1
    members = inline("members", {"speaker": made.pk, "is_head": "on"})
    team = {"name": "宣讲团", "name_en": ""} | members
    assert district.post("/admin/speaker-teams/new/", team).status_code == 302
    assert str(SpeakerTeam.objects.get().members.get()) == "顾安然"


def test_a_venues_rules_are_kept_in_its_form(session, district):
    venue = session.venue
    form = {
        "name": venue.name, "name_en": "", "short_name": "", "venue_type": venue.venue_type,
        "motif": venue.motif, "town": "", "town_en": "", "address": "", "address_en": "",
        "latitude": "", "longitude": "", "coordinate_system": "wgs84", "capacity": 60,
        "guide_lead_days": 3, "contact": "接待科", "phone": "", "open_on_holidays": "on",
    }  # fmt: skip
    form |= inline("teaching_points") | inline("opening_rules")
    half = {"from_on": "2027-03-02", "until_on": "2027-03-03", "opens": "09:00"}
    edit = f"/admin/venues/edit/{venue.pk}/"
    page = district.post(edit, form | inline("opening_exceptions", half))
    assert "要么都不填，即闭馆" in page.content.decode()
    closed = {"from_on": "2027-03-02", "until_on": "2027-03-03", "reason": "布展"}
    assert district.post(edit, form | inline("opening_exceptions", closed)).status_code == 302
    kept = Venue.objects.get(pk=venue.pk)
    assert kept.open_on_holidays
    assert kept.opening_exceptions.get().is_closed


def make_one(staff, number):
    """One more row of everything of a visit."""
    offering = make_offering(unit=staff.unit, sessions=0)
    session = make_session(offering, venue=make_venue())
    bus = Bus.objects.create(plate=f"苏E{number}", seats=45)
    now = timezone.now()
    plan = RoutePlan(
        {"meeting_point": "南门", "meets_at": now, "returns_at": now + timedelta(hours=9)},
        [BusPlan(bus)],
        [StopPlan(now, now, place="一站")],
    )
    save_route(by=staff.organiser, offering=offering, plan=plan)
    ask_booking(by=staff.organiser, session=session, headcount=3, answer_by=now + timedelta(days=1))
    team = SpeakerTeam.objects.create(name=f"{number}团")
    team.members.create(speaker=make_speaker())


@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("/admin/routes/", 10),
        ("/admin/bookings/", 9),
        ("/admin/buses/", 8),
        ("/admin/speaker-teams/", 9),
    ],
)
def test_as_many_queries_for_three_rows_as_for_one(
    staff, as_person, django_assert_num_queries, path, cost
):
    client = as_person(staff.admin)
    for number in range(3):
        make_one(staff, number)
        if number in (0, 2):
            client.get(path)
            with django_assert_num_queries(cost):
                assert client.get(path).status_code == 200
