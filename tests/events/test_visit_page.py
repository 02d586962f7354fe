"""The page of a visit tells the way: where one meets, where it stops, when one is back."""

from datetime import timedelta

import pytest
from django.test import Client

from events.actions import save_route
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.models import Bus
from publishing.page_cache import cache
from tests.factories import make_event, make_offering, make_session, make_venue
from tests.factories.timetables import at, next_monday


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
