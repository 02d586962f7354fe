"""Two editors at once in the back office: the second overwrites nothing unread, and is told."""

from datetime import timedelta

import pytest

from courses.actions import edit_cohort
from courses.models import Cohort
from events.actions import edit_offering, save_route
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.models import Bus, Offering, Route
from tests.factories import make_cohort, make_offering, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(staff, as_person):
    """The second editor's, in Chinese."""
    client = as_person(staff.organiser)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "zh-hans"
    return client


def sent_by(form):
    """What a browser sends back of a page that is left as it is."""
    fields = {one.html_name: sent_of(one) for one in form}
    for rows in (getattr(form, name, None) for name in ("buses", "stops")):
        for part in [rows.management_form, *rows.forms] if rows else ():
            fields |= {one.html_name: sent_of(one) for one in part}
    return {name: value for name, value in fields.items() if value not in (None, [], "", False)}


def sent_of(bound):
    """One field of it."""
    value = bound.value()
    if value is True:
        return "on"
    said = bound.field.widget.format_value(value)
    return said[0] if isinstance(said, list) and len(said) == 1 else said


def test_what_another_wrote_into_an_offering_stays_and_is_told(staff, client):
    offering = make_offering(unit=staff.unit, label="第1期", host="图书馆", admits_nominated=True)
    offering.supporting_units.add(staff.district)
    path = f"/admin/offerings/edit/{offering.pk}/"
    sent = sent_by(client.get(path).context["form"])
    values = {"host": "博物馆", "admits_nominated": False}
    assert edit_offering(by=staff.admin, offering=offering, values=values, supporting_units=[]).ok
    answer = client.post(path, sent | {"label": "春季班"}, follow=True)
    now = Offering.objects.get(pk=offering.pk)
    assert (now.label, now.host, now.admits_nominated) == ("春季班", "博物馆", False)
    assert not now.supporting_units.exists()
    assert "图书馆 → 博物馆" in answer.text
    assert f"{staff.district.name} → 未填" in answer.text
    assert "是 → 否" in answer.text


def test_what_both_wrote_is_held_until_it_is_sent_once_more(staff, client):
    offering = make_offering(unit=staff.unit, label="第1期", host="图书馆")
    path = f"/admin/offerings/edit/{offering.pk}/"
    sent = sent_by(client.get(path).context["form"])
    edit_offering(by=staff.admin, offering=offering, values={"host": "博物馆", "label": "秋季班"})
    held = client.post(path, sent | {"host": "美术馆"})
    assert held.status_code == 200
    assert "图书馆 → 博物馆" in str(held.context["form"].non_field_errors())
    assert Offering.objects.get(pk=offering.pk).host == "博物馆"
    again = sent_by(held.context["form"])
    assert again["host"] == "美术馆"
    assert client.post(path, again).status_code == 302
    now = Offering.objects.get(pk=offering.pk)
    assert (now.host, now.label) == ("美术馆", "秋季班")


def test_the_same_of_a_cohort(staff, client):
    cohort = make_cohort(unit=staff.unit)
    path = f"/admin/cohorts/edit/{cohort.pk}/"
    sent = sent_by(client.get(path).context["form"])
    assert edit_cohort(by=staff.admin, cohort=cohort, hours_required=12).ok
    answer = client.post(path, sent | {"essay_required": "on"}, follow=True)
    now = Cohort.objects.get()
    assert (now.hours_required, now.essay_required) == (12, True)
    assert "其间" in answer.text or "期间有人作了改动" in answer.text


@pytest.fixture
def route(staff):
    """A way by bus with two stops."""
    offering = make_offering(unit=staff.unit, sessions=0)
    visit = make_session(offering, form="on_site")
    return save_route(by=staff.admin, offering=offering, plan=plan_of(visit, "苏E1")).record


def plan_of(visit, plate, *, places=("老街", "码头"), later=timedelta(0), note=""):
    """Half an hour out and back, with so many stops on the way."""
    half = timedelta(minutes=30)
    bus, _made = Bus.objects.get_or_create(plate=plate, defaults={"seats": 45})
    starts = visit.starts_at.replace(second=0, microsecond=0) + later
    values = {
        "session": visit, "meeting_point": "南门", "meets_at": starts - half,
        "returns_at": starts + 4 * half, "note": note,
    }  # fmt: skip
    stops = [
        StopPlan(starts + n * half, starts + n * half, place=place)
        for n, place in enumerate(places)
    ]
    return RoutePlan(values, [BusPlan(bus, "沈若兰", 30)], stops)


def test_the_way_of_a_visit_keeps_what_another_planned(staff, client, route):
    path = f"/admin/routes/edit/{route.pk}/"
    sent = sent_by(client.get(path).context["form"])
    moved = plan_of(route.session, "苏E2", places=("码头",), later=timedelta(hours=1))
    assert save_route(by=staff.admin, offering=route.offering, plan=moved, route=route).ok
    answer = client.post(path, sent | {"note": "请带雨具"}, follow=True)
    now = Route.objects.get()
    assert (now.note, now.meets_at) == ("请带雨具", moved.values["meets_at"])
    assert [str(row) for row in now.buses.all()] == ["苏E2"]
    (stop,) = now.stops.all()
    assert (stop.place, stop.arrives_at) == ("码头", moved.stops[0].arrives_at)
    assert "苏E1" in answer.text
    assert "苏E2" in answer.text


def test_two_who_chose_another_bus_are_told_of_it(staff, client, route):
    path = f"/admin/routes/edit/{route.pk}/"
    sent = sent_by(client.get(path).context["form"])
    other = plan_of(route.session, "苏E2")
    assert save_route(by=staff.admin, offering=route.offering, plan=other, route=route).ok
    own = Bus.objects.create(plate="苏E3", seats=45)
    held = client.post(path, sent | {"buses-0-bus": own.pk})
    assert held.status_code == 200
    assert "苏E2" in str(held.context["form"].non_field_errors())
    assert client.post(path, sent_by(held.context["form"])).status_code == 302
    assert [str(row) for row in Route.objects.get().buses.all()] == ["苏E3"]


@pytest.mark.parametrize("shown", ["", "[1]", "{", '{"host": 1}', '{"host": [{}], "x": []}'])
def test_without_knowing_what_was_shown_all_is_written(staff, client, shown):
    offering = make_offering(unit=staff.unit, label="第1期", host="图书馆")
    path = f"/admin/offerings/edit/{offering.pk}/"
    sent = sent_by(client.get(path).context["form"]) | {"host": "美术馆", "shown": shown}
    assert client.post(path, sent).status_code == 302
    assert Offering.objects.get(pk=offering.pk).host == "美术馆"
