"""What a page hides, its offerings do not show anywhere."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from events.models import EventIndexPage, Offering, Session
from tests.factories import Cast, make_event, make_offering

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("where", ["page", "index"])
def test_offerings_of_a_private_page_are_not_public(cast: Cast, client: Client, where: str) -> None:
    offering = make_offering(unit=cast.city, page=make_event("内部沙龙"))
    make_offering(unit=cast.city, page=make_event("公开沙龙"))
    page = EventIndexPage.objects.get() if where == "index" else offering.page
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    left = 0 if where == "index" else 1
    assert Offering.objects.public().count() == left
    assert Session.objects.public().count() == left
    assert "内部沙龙" not in client.get("/api/v1/offerings").content.decode()
    assert "内部沙龙" not in client.get("/calendar/all.ics").content.decode()
    assert client.get(offering.get_absolute_url()).status_code == 404
