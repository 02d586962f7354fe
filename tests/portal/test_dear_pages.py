"""Every kind of page with a text of every block: ten statements in either language, all shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from courses.models import CoursePage, CourseTopic
from events.enums import Counting
from events.models import (
    EventPage,
    OpeningException,
    OpeningRule,
    TeachingPoint,
    Theme,
    VenuePage,
    VenuePhoto,
)
from portal.founding import translate
from portal.models import CampaignPage, HomePage
from tests.factories import (
    make_course,
    make_event,
    make_offering,
    make_session,
    make_tree,
    make_venue,
)
from tests.factories.pictures import make_picture
from tests.portal.test_articles import MOST, RULE, SIZES, cold, column, pictured
from tests.walk.blocks import whole_library

__all__ = ["column"]

NAMES = ("主题二", "主题一")
STOPS = 12


@pytest.fixture
def text(column):
    """One of every block, pictures in all that hold one, and a list of what is over."""
    return [*pictured(whole_library()), ("offerings", RULE)]


def dated(page, cast, days, **fields):
    """An offering of a page, some days from now."""
    offering = make_offering(unit=cast.unit, page=page, sessions=0, **fields)
    make_session(offering, starts_at=timezone.now() + timedelta(days=days))
    return offering


def campaign(cast):
    """A campaign that gathers two courses and two events, with dates ahead and behind."""
    page = CampaignPage(title="爱国奋斗", slug="campaign", summary="一年一题。")
    return make_tree().add_child(instance=page)


def course(cast):
    """A course with its topics and two cohorts."""
    page = CoursePage.objects.earliest("pk")
    page.topics = [CourseTopic(title=title) for title in ("专题甲", "专题乙", "专题丙")]
    return page


def event(cast):
    """An event of two dates."""
    return EventPage.objects.get(title="活动甲")


def tour(cast):
    """A tour of many stops."""
    page = make_event("巡讲", counting=Counting.STOP)
    for number in range(STOPS):
        offering = make_offering(unit=cast.unit, page=page, sessions=0, label=f"第{number}场")
        venue = make_venue(f"礼堂{number}", town="昆山")
        starts = timezone.now() + timedelta(days=number * 3 - 16)
        make_session(offering, starts_at=starts, venue=venue)
    return page


def venue(cast):
    """A venue with all that a record can say of it, and something coming."""
    page = VenuePage.objects.earliest("pk")
    today = timezone.localdate()
    OpeningRule.objects.create(venue=page.venue, weekday=2, opens="09:00", closes="16:30")
    for days, reason in ((9, "后来"), (3, "布展")):
        day = today + timedelta(days=days)
        OpeningException.objects.create(venue=page.venue, from_on=day, until_on=day, reason=reason)
    for number in range(2):
        VenuePhoto.objects.create(page=page, picture=make_picture(f"photograph{number}", *SIZES))
        point = make_picture(f"point{number}", *SIZES)
        TeachingPoint.objects.create(venue=page.venue, name=f"展厅{number}", picture=point)
    for days in (9, 5):
        offering = make_offering(unit=cast.unit, page=make_event(f"参观{days}"), sessions=0)
        starts = timezone.now() + timedelta(days=days)
        make_session(offering, starts_at=starts, venue=page.venue)
    return page


SHOWN = {
    campaign: ("课程甲", "活动甲", 'class="figure"'),
    course: ("主题一", "主题二", "专题甲", "专题乙", "专题丙"),
    event: (
        "主题一",
        "主题二",
    ),
    tour: ("第11场", "主题一", "主题二"),
    venue: ("布展", "后来", "photograph1", "展厅1"),
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("make", SHOWN)
def test_ten_statements_are_enough_and_nothing_is_missing(text, cast, make, language):
    themes = [Theme.objects.create(name=n, slug=n, position=2 - i) for i, n in enumerate(NAMES)]
    for name in "甲乙":
        for page in (make_course(f"课程{name}"), make_event(f"活动{name}")):
            page.themes.set(themes)
            page.picture = make_picture(f"card{page.pk}", *SIZES, "fill-384x288")
            page.save()
            for days in (-9, 9):
                dated(page, cast, days)
    page = make(cast)
    page.body, page.picture = text, page.picture or make_picture("own", *SIZES)
    if hasattr(page, "themes"):
        page.themes.set(themes)
    page.save()
    url = page.url
    if language == "en":
        Locale.objects.get_or_create(language_code="en")
        translate(HomePage.objects.get(), title="Home", slug="home-en")
        others = [*CoursePage.objects.all(), *EventPage.objects.all(), *VenuePage.objects.all()]
        for other in others:
            if other.pk != page.pk:
                translate(other, title=f"In English: {other.title}", body=[])
        url = translate(page, title="Translated", body=[]).url
    assert cold(url) <= MOST
    shown = Client().get(url).text
    assert not [one for one in SHOWN[make] if one not in shown]
    places = [shown.find(one) for one in SHOWN[make]]
    assert places == sorted(places) or make is campaign, "each in its order"
