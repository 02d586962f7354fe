"""The way of a planned visit: on its card, planned from there, taken from what the cohort has."""

import re
from datetime import timedelta
from html import unescape

import pytest

from courses.actions import plan_session, publish_timetable
from courses.planning.plans import plan_of
from courses.planning.visits import ways_of
from events.actions import save_route
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.models import Bus, Offering, Route
from tests.admin.test_offerings import WHEN
from tests.admin.test_visits import rows
from tests.factories import make_cohort, make_session, make_venue
from tests.factories.timetables import at, next_monday


@pytest.fixture
def cohort(staff):
    return make_cohort(unit=staff.district)


@pytest.fixture
def visit(cohort):
    """A Monday afternoon at a memorial."""
    starts = at(next_monday(), "14:00")
    venue = make_venue("顾炎武纪念馆")
    return make_session(
        cohort.offering, title="走进千灯", form="on_site", starts_at=starts, venue=venue
    )


@pytest.fixture
def bus(db):
    return Bus.objects.create(plate="苏E12345", seats=45)


@pytest.fixture
def district(district):
    """The district's organiser, reading Chinese."""
    district.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    return district


@pytest.fixture
def editor(cohort):
    return f"/admin/cohorts/{cohort.pk}/timetable/"


def make_route(staff, visit, bus, *, session=None):
    """From the town hall to the memorial and back."""
    half = timedelta(minutes=30)
    values = {
        "session": session, "meeting_point": "市民中心南门", "meets_at": visit.starts_at - half,
        "returns_at": visit.ends_at + half,
    }  # fmt: skip
    stop = StopPlan(visit.starts_at, visit.ends_at, venue=visit.venue)
    plan = RoutePlan(values, [BusPlan(bus, "沈若兰", 30)], [stop])
    return save_route(by=staff.organiser, offering=visit.offering, plan=plan).record


@pytest.mark.parametrize("is_own", [True, False], ids=["its own", "of the whole cohort"])
def test_a_card_shows_the_way_and_leads_to_its_editor(staff, district, editor, visit, bus, is_own):
    route = make_route(staff, visit, bus, session=visit if is_own else None)
    page = district.get(editor).text
    card = page.split(f'id="{visit.public_id}"')[1].split("</li>")[0]
    for word in ("13:30 市民中心南门", "14:00 顾炎武纪念馆", "16:30", "苏E12345", "乘 30 人"):
        assert word in " ".join(card.split()), word
    assert f'href="/admin/routes/edit/{route.pk}/?next={editor}"' in card
    assert "安排路线" not in card


def test_the_way_to_another_session_stands_on_that_card_alone(staff, cohort, visit, bus):
    later = make_session(
        cohort.offering, title="再访", form="on_site", starts_at=visit.starts_at + timedelta(days=1)
    )
    route = make_route(staff, visit, bus, session=visit)
    assert ways_of(plan_of(cohort)) == {visit.public_id: [route], later.public_id: []}


def test_a_bus_chosen_for_a_session_stands_on_its_card(district, editor, visit, bus):
    visit.bus = bus
    visit.save()
    assert "用车 苏E12345" in district.get(editor).text


def test_a_way_is_planned_from_the_card_and_leads_back(district, editor, visit, bus):
    card = district.get(editor).text.split(f'id="{visit.public_id}"')[1].split("</li>")[0]
    (path,) = re.findall(r'href="(/admin/routes/new/[^"]+)"', card)
    path = unescape(path)
    page = district.get(path)
    form = page.context["form"]
    assert form.initial["session"] == visit
    assert form.initial["meets_at"] == visit.starts_at - timedelta(minutes=30)
    assert form.stops.forms[0].initial["venue"] == str(visit.venue_id)
    assert 'value="14:00"' in page.text
    (action,) = [one for one in re.findall(r'action="([^"]*)"', page.text) if "routes" in one]
    sent = {
        "session": visit.pk, "meeting_point": "市民中心南门",
        "meets_at": form.initial["meets_at"].astimezone().strftime(WHEN),
        "returns_at": form.initial["returns_at"].astimezone().strftime(WHEN),
    } | rows("buses", {"bus": bus.pk, "headcount": 30}) | rows(
        "stops", {"venue": visit.venue_id, "arrives": "14:00", "leaves": "16:00"}
    )  # fmt: skip
    answer = district.post(unescape(action), sent)
    assert (answer.status_code, answer.url) == (302, editor)
    assert Route.objects.get().session == visit


@pytest.mark.parametrize("state", ["draft", "published"])
def test_a_way_is_planned_ahead_only_where_nobody_hears_of_it(
    staff, district, editor, cohort, bus, state
):
    """To a new visit of a published cohort one goes after publishing; before, all would be told."""
    Offering.objects.update(state=state)
    starts = at(next_monday(), "14:00")
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    plan_session(by=staff.organiser, cohort=cohort, title="走进千灯", form="on_site", **times)
    (entry,) = plan_of(cohort).standing()
    for path in (editor, f"{editor}session/?slot={entry.key}"):
        page = district.get(path).text
        assert ("/admin/routes/new/" in page) is (state == "draft")
        assert bool(re.search("发布后再安排路线|请先发布课程表，再安排路线", page)) is (
            state == "published"
        )


def test_a_way_planned_ahead_is_that_of_the_new_session(staff, cohort, bus):
    Offering.objects.update(state="draft")
    starts = at(next_monday(), "14:00")
    for days, title in enumerate(("走进千灯", "再访")):
        first = starts + timedelta(days=days)
        times = {"starts_at": first, "ends_at": first + timedelta(hours=2)}
        plan_session(by=staff.organiser, cohort=cohort, title=title, form="on_site", **times)
    planned, _later = (entry.slot for entry in plan_of(cohort).standing())
    planned.offering, planned.venue = cohort.offering, make_venue("千灯镇")
    own = make_route(staff, planned, bus)
    values = {
        "meeting_point": "南门", "meets_at": starts - timedelta(hours=2),
        "returns_at": starts + timedelta(days=2),
    }  # fmt: skip
    plan = RoutePlan(values)
    of_all = save_route(by=staff.organiser, offering=cohort.offering, plan=plan).record
    assert publish_timetable(by=staff.organiser, cohort=cohort).ok
    own.refresh_from_db()
    of_all.refresh_from_db()
    assert own.session.title == "走进千灯"
    assert of_all.session is None


@pytest.mark.parametrize("bad", ["//evil.example/", "https://evil.example/", "javascript:x"])
def test_nobody_is_led_elsewhere(staff, district, visit, bus, bad):
    route = make_route(staff, visit, bus)
    sent = {
        "meeting_point": "南门", "meets_at": route.meets_at.astimezone().strftime(WHEN),
        "returns_at": route.returns_at.astimezone().strftime(WHEN),
    } | rows("buses") | rows("stops")  # fmt: skip
    answer = district.post(f"/admin/routes/edit/{route.pk}/?next={bad}", sent)
    assert answer.url == f"/admin/offerings/inspect/{visit.offering_id}/"


@pytest.mark.parametrize(
    "query",
    [
        "session=9x",
        "venue=1&starts=0001-01-01T00:00Z&ends=0001-01-01T00:00Z",
        "starts=gestern&ends=2027-02-30T00:00",
        "venue=-1",
        "session=999999",
    ],
)
def test_what_an_address_cannot_mean_is_left_out(district, visit, query):
    path = f"/admin/routes/new/?offering={visit.offering_id}&{query}"
    assert district.get(path).status_code == 200


def test_the_form_of_a_session_offers_the_ways_that_the_cohort_has(
    staff, district, editor, cohort, visit, bus
):
    other = make_session(
        cohort.offering, title="再访", form="on_site", starts_at=visit.starts_at + timedelta(days=1)
    )
    route = make_route(staff, visit, bus)
    page = district.get(f"{editor}session/?slot={visit.public_id}").text
    assert "13:30 市民中心南门" in " ".join(page.split())
    page = unescape(district.get(f"{editor}session/?slot={other.public_id}").text)
    assert "还没有安排路线" in page
    edit = f"/admin/routes/edit/{route.pk}/?next={editor}&session={other.pk}"
    assert edit in page
    assert district.get(edit).context["form"].initial["session"] == other


def test_the_form_of_an_events_session_leads_to_its_ways(staff, district, visit, bus):
    route = make_route(staff, visit, bus, session=visit)
    page = district.get(f"/admin/sessions/edit/{visit.pk}/").text
    assert f"/admin/routes/edit/{route.pk}/" in page
    assert "从市民中心南门出发的路线" in page
