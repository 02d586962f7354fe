"""Remote sites in the browser: setting one, its desk and screen, choosing it on a phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from attendance.actions import set_door, set_sites
from attendance.actions.sites import SiteFacts
from attendance.models import Attendance, RemoteSite, SiteChoice
from people.groups import ensure_groups, sync_groups
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_speaker,
    make_venue,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(cast):
    """People of two units; those of the library sit at home."""
    offering = make_offering(unit=cast.city, sessions=0)
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
    make_registration(offering, make_person("沈思", cast.other_unit))
    values = {"name": "图书馆分会场", "place": "二楼报告厅", "capacity": 30, "is_open": True}
    sites = [SiteFacts("", [cast.unit], values), SiteFacts("", [], {"name": "千灯分会场"})]
    assert set_sites(by=cast.organiser, offering=offering, sites=sites).ok
    begins = timezone.now() - timedelta(minutes=5)
    hall = make_venue("昆山市文化艺术中心")
    return make_session(offering, starts_at=begins, title="红色水乡的治理智慧", venue=hall)


def test_a_desk_and_a_screen_at_a_site(desktop, phone, sign_in, shot, axe, cast, session):
    set_door(by=None, session=session, takes_codes=True, steps_before=1, fence=None)
    site = RemoteSite.objects.earliest("sort_order")
    page = sign_in(phone(), cast.organiser)
    page.goto(reverse("desk-session", args=[session.public_id]))
    shot(page, "sites-desk-all")
    page.get_by_role("link", name="图书馆分会场").first.click()
    expect(page.get_by_text("本签到台在图书馆分会场")).to_be_visible()
    expect(page.get_by_text("沈思")).to_have_count(0)
    axe(page)
    page.locator("button[name=registration]").first.click()
    expect(page.locator(".who--here")).to_have_count(1)
    shot(page, "sites-desk-one")
    assert Attendance.objects.get().site == site
    wide = sign_in(desktop(), cast.organiser)
    wide.goto(f"{reverse('code', args=[session.public_id])}?at={site.public_id}")
    expect(wide.get_by_text("图书馆分会场")).to_be_visible()
    shot(wide, "sites-code")
    wide.goto(reverse("desk-session", args=[session.public_id]))
    shot(wide, "sites-desk-wide")


def test_setting_placing_and_choosing(desktop, phone, sign_in, shot, axe, cast, session):
    ensure_groups()
    sync_groups(cast.organiser)
    page = sign_in(desktop(), cast.organiser)
    page.goto(reverse("admin-remote-sites", args=[session.offering.public_id]))
    shot(page, "sites-admin")
    page.goto(reverse("admin-site-people", args=[session.offering.public_id]))
    expect(page.get_by_text("沈思")).to_be_visible()
    shot(page, "sites-admin-people")
    page.goto(f"{reverse('attendance:matrix', args=[session.offering_id])}?at=main")
    shot(page, "sites-matrix")
    own = sign_in(phone(), cast.participant)
    own.goto(reverse("my-site", args=[session.offering.public_id]))
    axe(own)
    shot(own, "sites-choose")
    own.get_by_text("主会场").first.click()
    own.get_by_role("button", name="保存选择").click()
    expect(own.get_by_text("您的会场：主会场")).to_be_visible()
    assert SiteChoice.objects.get().site is None


def test_teaching_on_the_account(phone, sign_in, shot, axe, cast):
    speaker = make_speaker(cast.participant.name)
    speaker.person = cast.participant
    speaker.save()
    offering = make_offering(unit=cast.city, sessions=0)
    begins = timezone.now() - timedelta(days=1)
    make_session(offering, starts_at=begins, title="一堂微党课", speaker=speaker)
    page = sign_in(phone(), cast.participant)
    page.goto(reverse("me-hours"))
    axe(page)
    shot(page, "teaching-hours")
