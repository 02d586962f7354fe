"""The page of a visit tells the way: where one meets, where it stops, when one is back."""

from datetime import timedelta

import pytest
from django.test import Client

from events.actions import cancel_offering, cancel_session, save_route
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.models import Bus
from publishing.page_cache import cache
from tests.factories import make_event, make_offering, make_session, make_venue
from tests.factories.timetables import at, next_monday


def test_no_way_leads_to_what_is_cancelled(cast):
    """A route of the whole offering stands as long as the offering does."""
    page = make_event("观故居")
    offering = make_offering(unit=cast.district, page=page, sessions=0)
    starts = at(next_monday(), "09:00")
    sessions = [
        make_session(offering, form="on_site", starts_at=starts + timedelta(days=n)) for n in (0, 1)
    ]
    for point, session in (("东门", sessions[0]), ("西门", sessions[1]), ("北门", None)):
        first = (session or sessions[0]).starts_at
        values = {
            "meeting_point": point, "meets_at": first - timedelta(hours=1), "session": session,
            "returns_at": first + timedelta(hours=3),
        }  # fmt: skip
        assert save_route(by=cast.organiser, offering=offering, plan=RoutePlan(values)).ok

    def seen():
        cache.clear()
        texts = [Client().get(path).text for path in (page.url, offering.get_absolute_url())]
        return [[p for p in ("东门", "西门", "北门") if p in text] for text in texts]

    assert seen() == [["东门", "西门", "北门"]] * 2
    cancel_session(by=cast.organiser, session=sessions[0], reason="台风")
    assert seen() == [["西门", "北门"]] * 2
    cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    assert seen() == [[], []]


@pytest.mark.parametrize(("form", "asked"), [("on_site", True), ("lecture", False)])
def test_the_way_stands_on_the_page_of_what_goes_out(
    cast, form, asked, django_assert_max_num_queries
):
    page = make_event("观故居")
    offering = make_offering(unit=cast.district, page=page, sessions=0)
    venue, starts = make_venue("顾炎武纪念馆"), at(next_monday(), "09:00")
    make_session(offering, form=form, venue=venue, starts_at=starts)
    values = {
        "meeting_point": "市民中心南门", "meets_at": starts - timedelta(minutes=30),
        "returns_at": starts + timedelta(hours=3), "note": "请穿便鞋",
    }  # fmt: skip
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    stop = StopPlan(starts, starts + timedelta(hours=2), venue=venue)
    plan = RoutePlan(values, [BusPlan(bus, "沈若兰", 30)], [stop])
    assert save_route(by=cast.organiser, offering=offering, plan=plan).ok
    cache.clear()
    with django_assert_max_num_queries(200) as queries:
        text = Client().get(page.url).text
    assert any("events_route" in query["sql"] for query in queries.captured_queries) is asked
    assert ("市民中心南门" in text) is asked
    assert ("请穿便鞋" in text) is asked
    assert "苏E12345" not in text, "plates and leaders are for those who ride"
    assert "沈若兰" not in text
