"""A subscriber over the network, polling as applications do: by what it was told the last time."""

from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar

from calendars.actions import make_feed, revoke_feed
from calendars.models import Feed
from tests.factories import make_cast, make_event, make_offering, make_registration, make_session


class Subscriber:
    """Keeps what it read last; asks by ETag, else by date; keeps its data on an error."""

    def __init__(self, server, path, by="ETag"):
        self.server, self.path, self.by = urlsplit(server.url).netloc, path, by
        self.kept, self.validators, self.status = {}, {}, 0

    def poll(self):
        asked = {"Accept-Encoding": "identity"}
        if self.by == "ETag" and "ETag" in self.validators:
            asked["If-None-Match"] = self.validators["ETag"]
        elif self.by == "date" and "Last-Modified" in self.validators:
            asked["If-Modified-Since"] = self.validators["Last-Modified"]
        connection = HTTPConnection(self.server, timeout=20)
        connection.request("GET", self.path, headers=asked)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        self.status = response.status
        if response.status == 200:
            self.validators = dict(response.headers)
            events = Calendar.from_ical(body).walk("VEVENT")
            self.kept = {str(event["UID"]): event for event in events}
        return self.status


@pytest.mark.parametrize("by", ["ETag", "date"])
def test_a_year_in_the_life_of_a_subscription(live_server, by):
    cast = make_cast()
    offering = make_offering(unit=cast.city, page=make_event("沙龙"), sessions=3)
    first, second, third = offering.sessions.all()
    reader = Subscriber(live_server, "/calendar/all.ics", by)
    assert reader.poll() == 200
    assert len(reader.kept) == 3
    assert reader.poll() == 304

    uid = f"{first.uid}@yanxi.invalid"
    first.starts_at -= timedelta(hours=1)
    first.revision += 1
    first.save()
    assert reader.poll() == 200
    assert reader.kept[uid]["DTSTART"].dt == first.starts_at.replace(microsecond=0)
    assert reader.kept[uid]["SEQUENCE"] == 1
    assert reader.poll() == 304

    second.cancelled_at = first.starts_at
    second.save()
    assert reader.poll() == 200
    assert reader.kept[f"{second.uid}@yanxi.invalid"]["STATUS"] == "CANCELLED"

    third.delete()
    assert reader.poll() == 200
    assert set(reader.kept) == {uid, f"{second.uid}@yanxi.invalid"}
    assert reader.poll() == 304

    offering.page.unpublish()
    assert reader.poll() == 200
    assert reader.kept == {}


def test_an_own_feed_until_it_is_revoked(live_server):
    cast = make_cast()
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    result = make_feed(by=cast.participant, name="手机", language="zh-hans")
    reader = Subscriber(live_server, f"/calendar/me/{result.details['token']}.ics")
    assert reader.poll() == 200
    assert reader.poll() == 304
    make_session(offering)
    assert reader.poll() == 200
    assert len(reader.kept) == 2
    revoke_feed(by=cast.participant, feed=Feed.objects.get())
    assert reader.poll() == 410
    assert len(reader.kept) == 2
