"""Where one takes part online is told to those alone who have a place."""

import pytest
from django.test import Client
from django.utils import timezone

from calendars.actions import make_feed
from events.actions import edit_session
from tests.calendars.reading import events
from tests.factories import make_event, make_offering, make_registration

JOIN = "https://meeting.example.org/j/8800?pwd=abc,1;2"


@pytest.fixture
def offering(cast):
    offering = make_offering(unit=cast.city, page=make_event("线上讲座"))
    edit_session(by=cast.organiser, session=offering.sessions.get(), values={"join_url": JOIN})
    return offering


def own(person, **chosen):
    made = make_feed(by=person, name="手机", language="zh-hans", **chosen)
    return f"/calendar/me/{made.details['token']}.ics"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_the_own_feed_of_who_has_a_place_tells_it(client, cast, offering):
    make_registration(offering, cast.participant)
    [event] = events(client.get(own(cast.participant)))
    assert str(event["CONFERENCE"]) == JOIN
    assert event["CONFERENCE"].params["VALUE"] == "URI"
    assert JOIN in event["DESCRIPTION"]


def test_nobody_else_is_told(client, cast, offering):
    make_registration(offering, cast.colleague, state="waitlisted")
    make_registration(offering, cast.participant)
    session = offering.sessions.get()
    for path in (
        "/calendar/all.ics",
        f"/calendar/offering/{offering.public_id}.ics",
        f"/calendar/session/{session.public_id}.ics",
        own(cast.colleague),
        own(cast.liaison, unit=cast.unit),
    ):
        [event] = events(client.get(path))
        assert "CONFERENCE" not in event
        assert "meeting.example.org" not in str(event["DESCRIPTION"]), path
    for path in ("/calendar/?view=week", "/calendar/", "/api/v1/offerings"):
        assert "meeting.example.org" not in client.get(path).content.decode()


def test_what_is_cancelled_has_no_meeting(client, cast, offering):
    make_registration(offering, cast.participant)
    offering.sessions.update(cancelled_at=timezone.now())
    [event] = events(client.get(own(cast.participant)))
    assert "CONFERENCE" not in event


def test_the_page_shows_it_to_who_has_a_place(client, cast, offering):
    make_registration(offering, cast.participant)
    make_registration(offering, cast.colleague, state="waitlisted")
    path = offering.get_absolute_url()
    assert "meeting.example.org" in signed_in(cast.participant).get(path).content.decode()
    for reader in (client, signed_in(cast.colleague), signed_in(cast.stranger)):
        assert "meeting.example.org" not in reader.get(path).content.decode()
