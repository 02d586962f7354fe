"""Visits in the back office: routes, bookings, buses, speakers; and what the public reads."""

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from events.actions import ask_booking, cancel_session, save_route
from events.actions.routes import BusPlan, RoutePlan
from events.enums import SessionForm
from events.models import (
    Bus,
    OpeningRule,
    Route,
    Session,
    SpeakerTeam,
    TeamMember,
    VenueBooking,
)
from events.visit_forms import next_at
from tests.admin.test_offerings import WHEN
from tests.events.conflicts.conftest import at, span
from tests.factories import (
    make_offering,
    make_registration,
    make_session,
    make_speaker,
    make_venue,
)


def hidden(text, name):
    """The hidden fields of a name."""
    return BeautifulSoup(text, "html.parser").select(f"input[type=hidden][name={name}]")


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
    assert "苏E12345" in district.get("/admin/routes/?q=苏E").content.decode()
    assert district.post(f"/admin/routes/{route.pk}/remove/").status_code == 302
    assert not Route.objects.exists()


def test_plates_and_leaders_are_for_those_who_ride(staff, session, district):
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    new = f"/admin/routes/new/?offering={session.offering_id}"
    led = {"buses-0-leader": "钱带车"}
    assert district.post(new, route_form(bus, **led)).status_code == 302
    address = f"/o/{session.offering.public_id}/"
    make_registration(session.offering, staff.participant)
    riding = Client()
    riding.force_login(staff.participant)
    for client, sees in ((Client(), False), (district, False), (riding, True)):
        page = client.get(address).content.decode()
        assert "市民中心南门" in page
        assert [word in page for word in ("苏E12345", "钱带车")] == [sees, sees]


def test_a_match_stands_once_however_many_buses_or_members_match(session, district):
    buses = [Bus.objects.create(plate=f"苏E1234{n}", seats=45) for n in range(3)]
    plans = [BusPlan(bus, headcount=30) for bus in buses]
    values = {"meeting_point": "南门", "meets_at": at("07:30"), "returns_at": at("17:00")}
    save_route(by=None, offering=session.offering, plan=RoutePlan(values, plans))
    found = district.get("/admin/routes/?q=苏E").context["object_list"]
    assert [route.people for route in found] == [90]
    team = SpeakerTeam.objects.create(name="宣讲团")
    for name in ("顾安然", "顾安宁"):
        TeamMember.objects.create(team=team, speaker=make_speaker(name))
    assert len(district.get("/admin/speaker-teams/?q=顾安").context["object_list"]) == 1


def test_the_way_to_a_session_that_is_off_stays_its_own(staff, session, district):
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    new = f"/admin/routes/new/?offering={session.offering_id}"
    assert district.post(new, route_form(bus, session=session.pk)).status_code == 302
    cancel_session(by=staff.district_organiser, session=session, reason="台风")
    route = Route.objects.get()
    edit = f"/admin/routes/edit/{route.pk}/"
    assert district.post(edit, route_form(bus, session=session.pk)).status_code == 302
    route.refresh_from_db()
    assert (route.session, route.buses.get().released) == (session, True)


def test_a_new_speaker_may_be_what_makes_the_new_hour_possible(session, district):
    busy, free = make_speaker("顾安然"), make_speaker("沈若兰")
    other = make_offering(unit=session.offering.lead_unit, sessions=0)
    make_session(other, speaker=busy, title="船拳", **span("14:00", "15:00"))
    Session.objects.filter(pk=session.pk).update(speaker=busy)
    form = {
        "title": "水乡新貌",
        "form": SessionForm.ON_SITE,
        "starts_at": at("14:00").strftime(WHEN),
        "ends_at": at("15:00").strftime(WHEN),
        "venue": session.venue_id,
        "credit_hours": 2,
    }
    edit = f"/admin/sessions/edit/{session.pk}/"
    refused = district.post(edit, form | {"speaker": busy.pk}).content.decode()
    assert "水乡新貌" in refused
    session.refresh_from_db()
    assert (session.title, session.starts_at) == ("水乡", at("09:00"))
    assert district.post(edit, form | {"speaker": free.pk}).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.starts_at, session.speaker) == ("水乡新貌", at("14:00"), free)


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


def test_what_a_session_runs_into_is_read_before_it_is_saved(session, district):
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
    edit, closed = f"/admin/sessions/edit/{session.pk}/", "沙家浜纪念馆2027年3月2日（周二）闭馆"
    assert district.post(edit, form | {"venue": ""}).status_code == 302, "nothing to be read"
    page = district.post(edit, form)
    assert page.status_code == 200
    assert closed in page.text
    assert Session.objects.get(pk=session.pk).venue is None
    read = [one["value"] for one in hidden(page.text, "read")]
    assert len(read) == 1
    assert district.post(edit, form | {"read": read}).status_code == 302
    assert Session.objects.get(pk=session.pk).venue == venue
    known = district.post(edit, form | {"title": "水乡行"})
    assert known.status_code == 302, "what stands against it already is no news"
    new = district.post(f"/admin/sessions/new/?offering={session.offering_id}", form)
    assert closed in new.text
    assert Session.objects.count() == 1
    speaker = make_speaker("顾安然")
    make_session(session.offering, speaker=speaker, title="船拳", **span("10:00", "11:00"))
    page = district.post(edit, form | {"speaker": speaker.pk})
    assert "顾安然这段时间讲授" in page.content.decode()
    assert "仍然保存" not in page.text
    assert Session.objects.get(pk=session.pk).speaker is None
