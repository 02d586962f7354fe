"""A venue's opening hours in words, the days on which they differ, its photographs."""

from datetime import time, timedelta

from django.utils import timezone, translation

from events.details import photos_of
from events.models import OpeningException, OpeningRule, VenuePage, VenuePhoto
from events.opening import opening_lines
from media.models import CustomImage
from portal.founding import found, translate
from tests.events.test_pages import make_venue_page


def rule(weekday, opens=9, closes=17, last=None):
    """An opening rule that stands alone."""
    return OpeningRule(
        weekday=weekday, opens=time(opens), closes=time(closes), last_entry=last and time(last)
    )


def test_opening_hours_in_words():
    with translation.override("en"):
        lines = opening_lines([rule(day, last=16) for day in range(2, 8)])
        assert lines == ["Tuesday to Sunday 09:00–17:00 (last entry 16:00)", "closed on Monday"]
        assert opening_lines([rule(6), rule(7, opens=10)]) == [
            "Saturday 09:00–17:00",
            "Sunday 10:00–17:00",
            "closed on Monday to Friday",
        ]
        assert opening_lines([]) == []


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
