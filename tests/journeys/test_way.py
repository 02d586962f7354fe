"""A day on the way without signal: two devices, two buses, two stops; all merged afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from attendance.models import Attendance, DeskMark
from events.models import Bus, Route, RouteBus, RouteStop
from tests.factories import make_offering, make_person, make_registration, make_session, make_venue
from tests.journeys.conftest import CHINESE, DESKTOP, PHONE
from tests.journeys.screen import sign_in as let_in
from tests.journeys.test_door import until

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)
STOPS = ("千灯老街", "石板桥")


@pytest.fixture
def session(cast):
    """A visit with a meeting point, two stops on the way and two buses; three are expected."""
    offering = make_offering(unit=cast.city, sessions=0)
    people = [cast.participant, cast.colleague, make_person("沈思", cast.unit)]
    for number, person in enumerate(people):
        make_registration(offering, person, companions=number % 2)
    now = timezone.now()
    venue = make_venue("顾炎武故居")
    session = make_session(offering, starts_at=now - 5 * MINUTE, title="水乡走读", venue=venue)
    way = Route.objects.create(
        offering=offering,
        session=session,
        meets_at=now - 90 * MINUTE,
        meeting_point="图书馆东门",
        returns_at=now + 240 * MINUTE,
    )
    for number, place in enumerate(STOPS):
        arrives = now - (60 - 20 * number) * MINUTE
        times = {"arrives_at": arrives, "leaves_at": arrives + 10 * MINUTE}
        RouteStop.objects.create(route=way, place=place, sort_order=number, **times)
    for plate in ("苏E·10001", "苏E·10002"):
        bus = Bus.objects.create(plate=plate, seats=40)
        span = {"starts_at": way.meets_at, "ends_at": way.returns_at}
        RouteBus.objects.create(route=way, bus=bus, **span)
    return session


def taken_along(browser, session, person, url, options):
    """A device that has taken the roster along and is out of reach since."""
    context = browser.new_context(base_url=url, **(CHINESE | options))
    context.set_default_timeout(10_000)
    page = context.new_page()
    let_in(page, person, url)
    page.goto(reverse("desk-kit") + f"?take={session.public_id}")
    page.get_by_role("button", name="带走名单").click()
    expect(page.locator(".who")).to_have_count(3)
    until(page, "navigator.serviceWorker.controller !== null")
    return context, page


def count(page, where, names, bus=""):
    """Count these people at a place of the way, in a bus."""
    page.get_by_label(where, exact=True).check(force=True)
    if bus:
        page.fill("#bus", bus)
    for name in names:
        page.get_by_role("button", name=f"为 {name} 签到").click()
        expect(page.locator("[data-result]")).to_contain_text(name)
        page.locator("[data-close]").click()


def back(context, page):
    """There is a signal again."""
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("条未上传")).to_be_hidden()


def heads(page, where):
    """How many distinct people all desks together have counted at a place."""
    return page.locator("[data-all-desks] tbody tr", has_text=where).first.locator("td").first


def test_two_devices_a_day_on_the_way(browser, shot, axe, cast, session, live_server):
    url = live_server.url
    one, first = taken_along(browser, session, cast.organiser, url, PHONE)
    two, second = taken_along(browser, session, cast.admin, url, DESKTOP)
    found = one.new_cdp_session(first).send("Page.getInstallabilityErrors")["installabilityErrors"]
    # All that keeps it from the home screen is that this browser forgets everything afterwards.
    assert [error["errorId"] for error in found] == ["in-incognito"]
    for context in (one, two):
        context.set_offline(True)
    first.reload()
    everybody = ["林𠮷安", "何䶮", "沈思"]
    count(first, "集合", everybody, "苏E·10001")
    count(first, STOPS[0], everybody[:2], "苏E·10001")
    second.wait_for_timeout(2_100)  # marks are told apart by the second
    count(second, STOPS[0], everybody[1:], "苏E·10002")  # one of them has changed the bus
    count(second, STOPS[1], everybody[2:], "苏E·10002")
    count(second, "到馆", everybody[:2])
    expect(second.locator(".counter__here")).to_have_text("2")
    count(first, "到馆", everybody[:1])
    count(first, "返程", everybody[:2], "苏E·10001")
    axe(first)
    shot(first, "way-offline")
    assert not DeskMark.objects.exists()
    back(two, second)
    back(one, first)
    assert DeskMark.objects.count() == 13
    assert Attendance.objects.attended().count() == 2, "each of those who came stands there once"
    for page in (first, second):
        page.get_by_role("button", name="立即上传").click()
        for where, number in (("集合", 3), (STOPS[0], 3), (STOPS[1], 1), ("到馆", 2), ("返程", 2)):
            expect(heads(page, where)).to_have_text(str(number))
        buses = page.locator("[data-all-desks] tbody tr").all_inner_texts()
        at = next(number for number, line in enumerate(buses) if line.startswith(STOPS[0]))
        told = [line.split()[1:2] or line for line in buses[at + 1 : at + 3]]
        assert told == [["1"], ["2"]], "who changed the bus sits in the later one"
        shot(page, "way-merged")
    axe(first)
    for context in (one, two):
        context.close()


def test_the_stops_of_a_way_begin_at_one_edge(phone, sign_in, cast, session):
    page = sign_in(phone(), cast.participant)
    page.goto(session.offering.get_absolute_url())
    places = page.locator(".route__stops li > p:nth-child(2)")
    assert places.count() == 2 + len(STOPS)
    assert len({round(place.bounding_box()["x"]) for place in places.all()}) == 1
