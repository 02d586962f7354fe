"""An address that got about or was lost is replaced by another one that shows the same."""

import re

from django.test import Client

from calendars.actions import make_feed, revoke_feed
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


def test_what_an_address_is_called_and_shows_can_be_changed(client, cast):
    """Under the same address, whose readers are told; nobody else can."""
    make_registration(make_offering(unit=cast.city), cast.participant)
    made = make_feed(by=cast.participant, name="手机", language="zh-hans", deadlines="none")
    path = f"/calendar/me/{made.details['token']}.ics"
    before = client.get(path)
    owner, stranger = Client(), Client()
    owner.force_login(cast.participant)
    stranger.force_login(cast.colleague)
    page = f"/me/calendar/{made.record.public_id}/change/"
    form = owner.get(page).content.decode()
    assert 'value="手机"' in form
    assert 'name="unit"' not in form
    same = {"name": "手机", "language": "zh-hans", "deadlines": "none", "alarm": "0"}
    assert owner.post(page, same | {"name": " "}).status_code == 200
    assert stranger.post(page, same).status_code == 403
    owner.post(page, same | {"with_waiting": "on"})
    assert client.get(path, headers={"If-None-Match": before["ETag"]}).status_code == 304
    owner.post(page, same | {"name": "平板", "alarm": "30"})
    after = client.get(path, headers={"If-None-Match": before["ETag"]})
    assert "平板" in after.content.decode()
    assert b"VALARM" in after.content
    feed = Feed.objects.get()
    assert (feed.name, feed.alarm, feed.with_waiting) == ("平板", 30, False)
    revoke_feed(by=cast.participant, feed=feed)
    assert owner.get(page).status_code == 302
    assert owner.post(page, same).status_code == 302
    assert Feed.objects.get().name == "平板"


def test_the_feed_of_a_unit_stays_the_units(client, cast):
    made = make_feed(by=cast.liaison, name="本单位", language="zh-hans", unit=cast.unit)
    owner = Client()
    owner.force_login(cast.liaison)
    page = f"/me/calendar/{made.record.public_id}/change/"
    form = owner.get(page).content.decode()
    assert str(cast.unit) in form
    assert 'name="with_waiting"' not in form
    same = {"name": "馆里", "language": "en", "deadlines": "day", "alarm": "0", "unit": ""}
    owner.post(page, same)
    feed = Feed.objects.get()
    assert (feed.name, feed.unit, feed.with_waiting) == ("馆里", cast.unit, True)
    assert client.get(f"/calendar/me/{made.details['token']}.ics").status_code == 200
