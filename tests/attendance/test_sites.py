"""Remote sites: whose people sit where, a roll, a desk and a code for each, and sums over all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance import codes
from attendance.actions import (
    choose_site,
    mark,
    place_people,
    roll_call,
    set_door,
    set_sites,
    undo,
)
from attendance.actions.sites import SiteFacts
from attendance.enums import AttendanceStatus as Status
from attendance.matrix import matrix_of
from attendance.models import Attendance, AttendanceChange, DeskToken, RemoteSite, SiteChoice
from attendance.papers.naming import named_of
from attendance.remote import EVERYWHERE, MAIN_HALL, Spot, layout_of
from attendance.roster import by_site, count, roster
from attendance.site_outcomes import SiteOutcome
from events import actions as events
from tests.attendance.conftest import as_shown
from tests.attendance.device import Device, one
from tests.factories import make_person, make_registration

pytestmark = pytest.mark.django_db


def set_two(door, **fields):
    """The library's people sit at one site, nobody's at the other; the rest in the main hall."""
    cast = door.cast
    lines = [
        SiteFacts("", [cast.unit], {"name": "图书馆分会场", "place": "二楼报告厅"} | fields),
        SiteFacts("", [], {"name": "千灯分会场", "is_open": True, "capacity": 1}),
    ]
    assert set_sites(by=cast.organiser, offering=door.offering, sites=lines).ok
    return [Spot(site) for site in RemoteSite.objects.order_by("sort_order")]


@pytest.fixture
def sites(door):
    """Both spots; somebody of another unit takes part, too."""
    make_registration(door.offering, make_person("沈青", door.cast.other_unit))
    return set_two(door)


def names(entries):
    return {entry.name for entry in entries}


def figures(door):
    """Arrived and expected: of all, the main hall, each site."""
    session = as_shown(door.session)
    found = by_site(roster(session), layout_of(door.offering.pk))
    return [(one.arrived, one.expected) for _spot, one in found]


def test_people_sit_where_the_nearest_unit_above_them_sits(door, sites):
    library, _open = sites
    session = as_shown(door.session)
    assert names(roster(session, spot=library)) == {"林𠮷安", "何䶮"}
    assert names(roster(session, spot=MAIN_HALL)) == {"沈青"}
    RemoteSite.objects.filter(pk=library.site.pk).first().units.clear()
    library.site.units.set([door.cast.district])
    above = sites[1].site
    above.units.set([door.cast.unit])
    assert names(roster(as_shown(door.session), spot=sites[1])) == {"林𠮷安", "何䶮"}
    assert names(roster(as_shown(door.session), spot=library)) == {"沈青"}


def test_each_site_counts_its_own_and_the_sums_are_those_of_the_session(door, sites):
    library, other = sites
    assert figures(door) == [(0, 3), (0, 1), (0, 2), (0, 0)]
    by, session = door.cast.organiser, as_shown(door.session)
    mark(by=by, session=session, registration=door.registration, spot=library)
    mark(by=by, session=session, registration=door.other, spot=other)
    assert figures(door) == [(2, 3), (0, 1), (1, 1), (1, 1)], "one came to another site"
    assert figures(door)[0] == tuple(map(sum, zip(*figures(door)[1:], strict=True)))
    assert (count(session, other).arrived, count(session).arrived) == (1, 2)
    undo(by=by, attendance=Attendance.objects.get(registration=door.other))
    assert figures(door) == [(1, 3), (0, 1), (1, 2), (0, 0)]
    history = AttendanceChange.objects.filter(attendance__registration=door.other)
    sites_then = list(history.order_by("pk").values_list("site__name", flat=True))
    assert sites_then == ["千灯分会场", None], "where they were stays in the history"


def test_a_desk_for_all_sites_marks_where_people_are_expected(door, sites):
    library, _other = sites
    by, session = door.cast.organiser, as_shown(door.session)
    row = mark(by=by, session=session, registration=door.registration, spot=EVERYWHERE).record
    assert row.site == library.site
    statuses = {door.other.public_id: Status.PRESENT}
    roll_call(by=by, session=session, statuses=statuses, spot=MAIN_HALL)
    assert Attendance.objects.get(registration=door.other).site is None


def test_a_choice_stands_above_the_unit_and_ends_at_the_last_place(door, sites):
    library, other = sites
    cast = door.cast
    chosen = choose_site(by=cast.participant, registration=door.registration, spot=other)
    assert chosen.outcome is SiteOutcome.SITE_CHOSEN
    again = choose_site(by=cast.participant, registration=door.registration, spot=other)
    assert again.outcome is SiteOutcome.SITE_CHOSEN_BEFORE
    full = choose_site(by=cast.colleague, registration=door.other, spot=other)
    assert full.outcome is SiteOutcome.SITE_FULL
    as_placed = choose_site(by=cast.colleague, registration=door.other, spot=library)
    assert as_placed.outcome is SiteOutcome.SITE_CHOSEN_BEFORE, "they sit there, open or not"
    shut = choose_site(by=cast.participant, registration=door.registration, spot=library)
    assert shut.outcome is SiteOutcome.SITE_NOT_OPEN
    assert choose_site(by=cast.colleague, registration=door.other, spot=MAIN_HALL).ok
    assert figures(door) == [(0, 3), (0, 2), (0, 0), (0, 1)]
    door.offering.sessions.update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    over = choose_site(by=cast.participant, registration=door.registration, spot=MAIN_HALL)
    assert over.outcome is SiteOutcome.SITE_OVER


def test_organisers_place_people_whatever_is_open_or_full(door, sites):
    _library, other = sites
    keys = {door.registration.public_id: other.key, door.other.public_id: other.key}
    by, offering = door.cast.organiser, door.offering
    placed = place_people(by=by, offering=offering, keys=keys)
    assert (placed.outcome, placed.details["count"]) == (SiteOutcome.PLACED, 2)
    assert place_people(by=by, offering=offering, keys=keys).outcome is (
        SiteOutcome.PLACED_AS_BEFORE
    )
    back = place_people(by=by, offering=offering, keys={door.other.public_id: ""})
    assert back.ok
    assert SiteChoice.objects.count() == 1
    place_people(by=by, offering=offering, keys={door.registration.public_id: "zzzzzzzzzzzz"})
    assert SiteChoice.objects.get().site == other.site, "a site that is gone moves nobody"


def test_a_site_with_marks_stays_and_a_copy_has_the_same_sites(door, sites):
    library, other = sites
    by, session = door.cast.organiser, as_shown(door.session)
    mark(by=by, session=session, registration=door.registration, spot=library)
    keep = [
        SiteFacts(library.key, [], {"name": ""}),
        SiteFacts(other.key, [], {"name": "千灯分会场"}),
    ]
    refused = set_sites(by=by, offering=door.offering, sites=keep)
    assert refused.outcome is SiteOutcome.SITE_IN_USE
    assert RemoteSite.objects.count() == 2
    first_on = timezone.localdate() + timedelta(90)
    clone = events.clone_offering(
        by=by, offering=door.offering, label="第2期", first_on=first_on
    ).record
    copied = clone.remote_sites.order_by("sort_order")
    assert [one.name for one in copied] == ["图书馆分会场", "千灯分会场"]
    assert list(copied[0].units.all()) == [door.cast.unit]


def test_the_screen_of_a_site_shows_its_own_code(door, sites, client):
    library, other = sites
    set_door(by=None, session=door.session, takes_codes=True, steps_before=1, fence=None)
    client.force_login(door.cast.organiser)
    address = reverse("code", args=[door.session.public_id])
    page = client.get(f"{address}?at={library.key}").content.decode()
    assert "图书馆分会场" in page
    assert "二楼报告厅" in page
    assert f"code/now/?at={library.key}" in page
    gate = codes.door_of(door.session), door.session
    step = codes.step_at(timezone.now())
    tags = {codes.tag_of(*gate, step, key) for key in ("", "main", library.key, other.key)}
    assert len(tags) == 4, "each screen has a code of its own"
    client.force_login(door.cast.participant)
    scanned = reverse("scan", args=[door.session.public_id, codes.tag_of(*gate, step, other.key)])
    assert "千灯分会场" in client.get(scanned).content.decode()
    assert client.post(scanned)["X-Outcome"] == "marked"
    assert Attendance.objects.get().site == other.site
    mine = client.get(reverse("my-mark", args=[door.session.public_id])).content.decode()
    assert "千灯分会场" in mine


def test_the_spoken_digits_of_a_site_say_where(door, sites, client):
    library, _other = sites
    set_door(by=None, session=door.session, takes_codes=True, steps_before=1, fence=None)
    minute = codes.step_at(timezone.now(), codes.SPOKEN_STEP)
    digits = codes.digits_of(codes.door_of(door.session), door.session, minute, library.key)
    client.force_login(door.cast.colleague)
    assert client.post(reverse("spoken"), {"digits": digits})["X-Outcome"] == "marked"
    assert Attendance.objects.get().site == library.site


def test_a_desk_stands_at_a_site_until_it_is_moved(door, sites, client):
    library, other = sites
    client.force_login(door.cast.organiser)
    desk = reverse("desk-session", args=[door.session.public_id])
    page = client.get(f"{desk}?at={library.key}").content.decode()
    assert "林𠮷安" in page
    assert "沈青" not in page
    assert "沈青" in client.get(f"{desk}?show=elsewhere").content.decode()
    client.get(f"{desk}?at={other.key}")
    client.post(desk, {"registration": door.registration.public_id})
    assert Attendance.objects.get().site == other.site
    client.get(f"{desk}?at=")
    assert "沈青" in client.get(desk).content.decode()
    closing = client.get(reverse("desk-closing", args=[door.session.public_id])).content.decode()
    assert "千灯分会场" in closing


def test_a_device_that_was_taken_along_marks_where_it_stands(door, sites, client):
    library, other = sites
    client.force_login(door.cast.organiser)
    desk = reverse("desk-session", args=[door.session.public_id])
    client.get(f"{desk}?at={library.key}")
    answer = client.post(reverse("desk-take", args=[door.session.public_id]))
    device = Device(answer.json()["token"], door.session)
    taken = device.get("roster").json()
    assert {line["name"] for line in taken["people"]} == {"林𠮷安", "何䶮"}
    assert taken["session"]["place"] == "图书馆分会场 · 二楼报告厅"
    device.send(one(door.registration))
    assert Attendance.objects.get().site == library.site
    assert other.site.marks.count() == 0
    stats = device.get("stats").json()
    assert (stats["arrived"], stats["expected"]) == (1, 2), "of three at all sites"
    DeskToken.objects.update(spot=other.key)
    stats = device.get("stats").json()
    assert (stats["arrived"], stats["expected"]) == (0, 0)
    assert not any(stage["people"] for stage in stats["stages"])


def test_matrix_and_papers_by_site(door, sites):
    library, _other = sites
    assert len(matrix_of(door.offering).rows) == 3
    rows = matrix_of(door.offering, spot=library).rows
    assert {row.registration.person.name for row in rows} == {"林𠮷安", "何䶮"}
    named = named_of(door.offering, library)
    assert len(named.lines) == 2
    assert named.title.endswith("图书馆分会场")


def test_an_offering_without_sites_asks_nothing_more(door, django_assert_num_queries):
    session = as_shown(door.session)
    with django_assert_num_queries(2):
        roster(session)
