"""What a venue's page says beside its week: days with other hours, and its photographs."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from events.details import photos_of
from events.models import OpeningException, OpeningRule, TeachingPoint, VenuePage, VenuePhoto
from media.models import CustomImage
from media.uploads import PICTURES, CheckedFile
from portal.founding import found, translate
from publishing.page_cache import cache
from tests.events.test_pages import MOST, make_venue_page, statements
from tests.factories import make_event, make_offering, make_session
from tests.media.crafted import picture

pytestmark = pytest.mark.django_db


def test_a_venue_says_on_which_days_its_hours_differ(cast, client):
    page = make_venue_page("沙家浜纪念馆", open_on_holidays=True, contact="接待科")
    OpeningRule.objects.create(venue=page.venue, weekday=2, opens=time(9), closes=time(16))
    today = timezone.localdate()
    for days, reason in ((-1, "已过"), (30, "布展")):
        day = today + timedelta(days=days)
        OpeningException.objects.create(venue=page.venue, from_on=day, until_on=day, reason=reason)
    day = today + timedelta(days=40)
    OpeningException.objects.create(
        venue=page.venue, from_on=day, until_on=day, opens=time(10), closes=time(12)
    )
    text = client.get(page.url).content.decode()
    for words in ("闭馆（布展）", "10:00–12:00", "法定节假日开放", "接待科"):
        assert words in text
    assert "已过" not in text


def test_a_venue_shows_its_photographs_in_either_language(cast):
    page = make_venue_page("沙家浜纪念馆")
    found()
    translate(page, title="Shajiabang", summary="", body=[])
    english = VenuePage.objects.get(locale__language_code="en")
    assert photos_of(page) == photos_of(english) == []
    picture = CustomImage.objects.create(title="芦苇", file="reeds.png", width=9, height=6)
    photo = VenuePhoto.objects.create(page=page, picture=picture, caption="芦苇荡的清晨")
    page = VenuePage.objects.get(pk=page.pk)
    assert photos_of(page) == photos_of(english) == [photo]
    own = VenuePhoto.objects.create(page=english, picture=picture, caption="Reeds at dawn")
    assert photos_of(VenuePage.objects.get(pk=english.pk)) == [own]


def test_what_comes_first_stands_first(cast, client):
    page = make_venue_page("沙家浜纪念馆")
    for title, days in (("甲课", 9), ("乙课", 5), ("丙课", 7)):
        offering = make_offering(unit=cast.unit, page=make_event(title), sessions=0)
        # That it was here before says nothing of when it comes.
        for ahead in (days, -days):
            starts = timezone.now() + timedelta(days=ahead)
            make_session(offering, venue=page.venue, starts_at=starts)
    listed = client.get(page.url).text.split('class="rows')[1]
    places = [listed.index(title) for title in ("乙课", "丙课", "甲课")]
    assert places == sorted(places)


def shot(title):
    """A picture with a file, so that its sizes can be made."""
    file = CheckedFile(picture("PNG", (90, 60)), f"{title}.png", PICTURES["png"])
    return CustomImage.objects.create(title=title, file=file)


# Wagtail leaves the file of a picture that it scales to be closed by the collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_pictures_of_a_venue_are_read_together_in_either_language(cast, client):
    page = make_venue_page("沙家浜纪念馆")
    page.picture = shot("reeds")
    page.save()
    for number in range(2):
        VenuePhoto.objects.create(page=page, picture=shot(f"photo{number}"))
        point = f"讲堂{number}"
        TeachingPoint.objects.create(venue=page.venue, name=point, picture=shot(f"point{number}"))
    offering = make_offering(unit=cast.unit, page=make_event(), sessions=0)
    make_session(offering, venue=page.venue)
    found()
    translate(page, title="Shajiabang", summary="", body=[])
    for language in ("zh-hans", "en"):
        url = VenuePage.objects.get(locale__language_code=language).url
        text = client.get(url).text  # makes the sizes
        assert all(f"{name}{n}" in text for name in ("photo", "point") for n in range(2))
        cache.clear()
        assert statements(client, url) <= MOST
