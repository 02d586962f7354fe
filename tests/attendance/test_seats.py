"""Whoever takes part at a remote site is told of that place, and of no other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from attendance.actions import choose_site, place_people, set_sites
from attendance.actions.sites import SiteFacts
from attendance.models import RemoteSite
from attendance.remote import MAIN_HALL, Spot, seats_of
from events.actions import move_session
from notices.enums import Kind
from notices.models import Notice
from registration.actions import register
from registration.models import Registration
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_unit,
    make_venue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(cast):
    """An offering in a week's time, whose library people sit in the library."""
    offering = make_offering(unit=cast.city, sessions=2)
    offering.sessions.update(venue=make_venue("市委党校"))
    facts = [
        SiteFacts("", [cast.unit], {"name": "图书馆分会场", "place": "二楼报告厅"}),
        SiteFacts("", [], {"name": "千灯分会场", "is_open": True, "venue": make_venue("千灯馆")}),
    ]
    assert set_sites(by=cast.organiser, offering=offering, sites=facts).ok
    return offering


def spots():
    return [Spot(site) for site in RemoteSite.objects.order_by("sort_order")]


def told(person, kind):
    """What the person was told of this kind, oldest first."""
    rows = Notice.objects.filter(recipient=person, kind=kind).order_by("pk")
    return list(rows.values_list("body", flat=True))


def test_who_registers_reads_where_they_sit(cast, hall):
    outsider = make_person("沈青", cast.other_unit)
    for person in (cast.participant, outsider):
        assert register(by=person, person=person, offering=hall).ok
    [mine], [theirs] = told(cast.participant, Kind.CONFIRMED), told(outsider, Kind.CONFIRMED)
    assert "地点：图书馆分会场 二楼报告厅" in mine
    assert "市委党校" not in mine
    assert "市委党校" in theirs


def test_who_is_placed_elsewhere_is_told_and_nobody_else(cast, hall):
    moved, stays = (make_registration(hall, one) for one in (cast.participant, cast.colleague))
    _library, other = spots()
    sent = {"by": cast.organiser, "offering": hall, "keys": {moved.public_id: other.key}}
    assert place_people(**sent).ok
    [body] = told(cast.participant, Kind.CHANGED)
    assert "地点：千灯分会场 昆山 千灯馆 （原定：图书馆分会场 二楼报告厅）" in body
    assert "及其后 1 课" in body
    place_people(**sent)
    assert len(told(cast.participant, Kind.CHANGED)) == 1
    assert choose_site(by=cast.participant, registration=moved, spot=MAIN_HALL).ok
    assert "市委党校 （原定：千灯分会场" in told(cast.participant, Kind.CHANGED)[1]
    assert told(stays.person, Kind.CHANGED) == []


def test_setting_the_sites_tells_whom_it_moves(cast, hall):
    outsider = make_person("沈青", cast.other_unit)
    for person in (cast.participant, outsider):
        make_registration(hall, person)
    library, other = spots()
    facts = [
        SiteFacts(library.key, [cast.unit], {"name": "图书馆分会场", "place": "三楼报告厅"}),
        SiteFacts(other.key, [], {"name": "千灯分会场", "is_open": False}),
    ]
    set_sites(by=cast.organiser, offering=hall, sites=facts)
    [body] = told(cast.participant, Kind.CHANGED)
    assert "地点：图书馆分会场 三楼报告厅 （原定：图书馆分会场 二楼报告厅）" in body
    gone = [SiteFacts(library.key, [], {"name": ""})]
    set_sites(by=cast.organiser, offering=hall, sites=gone)
    assert "市委党校 （原定：图书馆分会场" in told(cast.participant, Kind.CHANGED)[1]
    assert told(outsider, Kind.CHANGED) == []


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"state": "cancelled"}, {}])
def test_nobody_is_told_of_what_nobody_plans_by(cast, hall, fields):
    row = make_registration(hall, cast.participant)
    for name, value in fields.items():
        setattr(hall, name, value)
    hall.save()
    if not fields:
        past = timezone.now() - timedelta(days=2)
        hall.sessions.update(starts_at=past, ends_at=past + timedelta(hours=1))
    place_people(by=cast.organiser, offering=hall, keys={row.public_id: spots()[1].key})
    assert told(cast.participant, Kind.CHANGED) == []


def test_a_change_of_the_main_hall_is_none_of_theirs(cast, hall):
    outsider = make_person("沈青", cast.other_unit)
    for person in (cast.participant, outsider):
        make_registration(hall, person)
    session = hall.sessions.earliest("starts_at")
    moved = move_session(by=cast.organiser, session=session, venue=make_venue("文化馆"))
    assert moved.ok
    assert told(cast.participant, Kind.CHANGED) == []
    assert "文化馆" in told(outsider, Kind.CHANGED)[0]
    later = session.starts_at + timedelta(hours=1)
    move_session(by=cast.organiser, session=session, starts_at=later)
    [body] = told(cast.participant, Kind.CHANGED)
    assert "地点：图书馆分会场 二楼报告厅\n" in body
    assert "文化馆" not in body


def test_admission_notice_card_and_own_page_name_the_site(cast, hall):
    row = make_registration(hall, cast.participant)
    place_people(by=cast.organiser, offering=hall, keys={row.public_id: spots()[1].key})
    client = Client()
    client.force_login(cast.participant)
    for address in (reverse("admission", args=[hall.public_id]), reverse("me")):
        page = client.get(address).content.decode()
        assert "千灯分会场" in page, page[page.find("<article") :]
        assert "千灯馆" in page
        assert "市委党校" not in page
    assert "我的会场 · 千灯分会场" in client.get(hall.get_absolute_url()).content.decode()
    english = client.get(f"/en{reverse('me')}").content.decode()
    assert '<span lang="zh-Hans">千灯分会场</span>' in english


@pytest.mark.parametrize("offerings", [1, 3])
def test_seats_of_many_cost_as_much_as_of_one(cast, offerings, django_assert_num_queries):
    for number in range(offerings):
        held = make_offering(unit=cast.city)
        site = RemoteSite.objects.create(offering=held, name=f"分会场{number}")
        site.units.set([cast.district, make_unit()])
        make_registration(held, cast.participant)
    make_registration(make_offering(unit=cast.city), cast.participant)
    rows = list(Registration.objects.of(cast.participant))
    with django_assert_num_queries(4):
        assert len(seats_of(rows)) == offerings
    RemoteSite.objects.all().delete()
    with django_assert_num_queries(1):
        assert seats_of(rows) == {}
