"""An address that got about or was lost is replaced by another one that shows the same."""

import re

from django.test import Client

from calendars.actions import make_feed
from calendars.models import Feed
from tests.factories import make_offering, make_registration


def test_a_replaced_address_shows_the_same_and_the_old_one_ends(client, cast):
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    made = make_feed(by=cast.participant, name="手机", language="en", alarm=30, deadlines="task")
    old = f"/calendar/me/{made.details['token']}.ics"
    before = client.get(old)
    owner = Client()
    owner.force_login(cast.participant)
    page = f"/me/calendar/{made.record.public_id}/replace/"
    assert owner.get(page).status_code == 200
    assert client.get(old).status_code == 200  # looking replaces nothing
    shown = owner.post(page).content.decode()
    assert client.get(old).status_code == 410
    [token] = set(re.findall(r"/calendar/me/([\w-]+)\.ics", shown))
    assert client.get(f"/calendar/me/{token}.ics").content == before.content
    assert owner.post(page).status_code == 302  # it was revoked already
    stranger = Client()
    stranger.force_login(cast.colleague)
    fresh = Feed.objects.in_use().get()
    assert stranger.post(f"/me/calendar/{fresh.public_id}/replace/").status_code == 403
    assert client.get(f"/calendar/me/{token}.ics").status_code == 200
