"""Personal feeds and invitations name the place at which their reader takes part."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from attendance.actions import place_people, set_sites
from attendance.actions.sites import SiteFacts
from attendance.models import RemoteSite, SiteChoice
from events.models import Session, Venue
from people.models import Unit
from registration.actions import register
from registration.models import Registration
from tests.calendars.reading import events
from tests.calendars.test_invitations import sent
from tests.calendars.test_own_feeds import address_of
from tests.factories import make_event, make_offering, make_unit, make_venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    """The library's people sit in the library; another site is a venue on the map."""
    page = make_event("院士开讲")
    offering = make_offering(unit=cast.city, page=page, contact="study@example.org")
    offering.sessions.update(venue=make_venue("市委党校", address="人民路1号"))
    venue = make_venue("千灯馆", address="尚书路2号", latitude="31.27", longitude="121.01")
    facts = [
        SiteFacts("", [cast.unit], {"name": "图书馆分会场", "place": "二楼报告厅"}),
        SiteFacts("", [], {"name": "千灯分会场", "venue": venue}),
    ]
    assert set_sites(by=cast.organiser, offering=offering, sites=facts).ok
    return offering


def place(cast, offering, name):
    """Place the participant at the site of that name."""
    row = Registration.objects.get(person=cast.participant)
    key = RemoteSite.objects.get(name=name).public_id
    return place_people(by=cast.organiser, offering=offering, keys={row.public_id: key})


def location(address):
    [event] = events(Client().get(address))
    return str(event.get("LOCATION", ""))


def test_ones_own_feed_names_ones_own_place(cast, offering):
    register(by=cast.participant, person=cast.participant, offering=offering)
    own, public = address_of(cast.participant), f"/calendar/offering/{offering.public_id}.ics"
    assert location(own) == "图书馆分会场 二楼报告厅"
    assert location(public) == "市委党校，人民路1号"
    place(cast, offering, "千灯分会场")
    assert location(own) == "千灯分会场 千灯馆，尚书路2号"
    [event] = events(Client().get(own))
    assert event["GEO"].to_ical().startswith("31.27")
    assert location(public) == "市委党校，人民路1号"


# By ways that send no signal: each is seen, and none by a change of the registration.
MOVES = {
    "placed": lambda cast: SiteChoice.objects.create(
        registration=Registration.objects.get(), site=RemoteSite.objects.last()
    ),
    "placed anew": lambda cast: SiteChoice.objects.update(site=None),
    "free again": lambda cast: SiteChoice.objects.all().delete(),
    "renamed": lambda cast: RemoteSite.objects.filter(place="二楼报告厅").update(name="新馆分会场"),
    "another place": lambda cast: RemoteSite.objects.filter(name="新馆分会场").update(place="一楼"),
    "no unit": lambda cast: RemoteSite.objects.first().units.clear(),
    "another unit": lambda cast: RemoteSite.objects.last().units.set([cast.district]),
    "venue": lambda cast: Venue.objects.filter(name="千灯馆").update(name="乙馆"),
    "unit goes": lambda cast: Unit.objects.filter(pk=cast.district.pk).update(
        path=make_unit().path + "0001"
    ),
}


def test_every_move_is_a_new_version_and_nothing_else_is(cast, offering):
    register(by=cast.participant, person=cast.participant, offering=offering)
    address = address_of(cast.participant)
    known = Client().get(address)
    for name, move in MOVES.items():
        move(cast)
        now = Client().get(address, headers={"If-None-Match": known["ETag"]})
        assert now.status_code == 200, name
        assert events(now)[0]["LOCATION"] != events(known)[0]["LOCATION"], name
        same = Client().get(address, headers={"If-None-Match": now["ETag"]})
        assert same.status_code == 304, name
        known = now


def set_again(cast, offering):
    """The library's people sit at the other site."""
    library, other = RemoteSite.objects.order_by("pk")
    facts = [
        SiteFacts(library.public_id, [], {"name": library.name, "place": library.place}),
        SiteFacts(other.public_id, [cast.unit], {"name": other.name, "venue": other.venue}),
    ]
    assert set_sites(by=cast.organiser, offering=offering, sites=facts).ok


def free(cast, offering):
    """Where one's unit sits, by no choice any more."""
    row = Registration.objects.get(person=cast.participant)
    place_people(by=cast.organiser, offering=offering, keys={row.public_id: ""})


NEWS = {
    "placed": lambda cast, offering: place(cast, offering, "千灯分会场"),
    "free again": free,
    "renamed": lambda cast, offering: RemoteSite.objects.filter(place="二楼报告厅").update(
        name="新馆分会场"
    ),
    "another site of the unit": set_again,
    "venue": lambda cast, offering: Venue.objects.filter(name="千灯馆").update(name="乙馆"),
}


def test_whoever_compares_instants_learns_of_another_seat(cast, offering):
    """Some applications take an entry anew only when its LAST-MODIFIED is later than theirs."""
    register(by=cast.participant, person=cast.participant, offering=offering)
    own, public = address_of(cast.participant), "/calendar/all.ics"
    for name, change in NEWS.items():
        long_ago = timezone.now() - timedelta(days=5)
        Session.objects.update(changed_at=long_ago)
        Registration.objects.update(changed_at=long_ago)
        SiteChoice.objects.update(chosen_at=long_ago)
        [before], others = events(Client().get(own)), Client().get(public)
        change(cast, offering)
        [after] = events(Client().get(own))
        assert after["LOCATION"] != before["LOCATION"], name
        assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt, name
        # A choice is nobody else's news.
        assert name != "placed" or Client().get(public).content == others.content


def test_an_invitation_names_the_place_and_follows(cast, offering):
    register(by=cast.participant, person=cast.participant, offering=offering)
    [(_method, event, _body)] = sent()
    assert event["LOCATION"] == "图书馆分会场 二楼报告厅"
    number = event["SEQUENCE"]
    mail.outbox.clear()
    place(cast, offering, "千灯分会场")
    [(method, event, _body)] = sent()
    assert (method, event["LOCATION"]) == ("REQUEST", "千灯分会场 千灯馆，尚书路2号")
    assert event["SEQUENCE"] > number
    assert offering.sessions.get().starts_at > timezone.now()


def test_the_page_behind_the_answer_names_the_place(cast, offering):
    register(by=cast.participant, person=cast.participant, offering=offering)
    sent()
    address = mail.outbox[-1].body.partition("/rsvp/")[2].split()[0]
    page = Client().get(f"/rsvp/{address}").content.decode()
    assert "图书馆分会场 二楼报告厅" in page
    assert "市委党校" not in page
