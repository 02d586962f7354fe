"""A campaign gathers what has its themes, and says so when there is nothing."""

import re
from datetime import date

import pytest
from django.utils import timezone

from events.models import Theme
from portal.models import CampaignPage
from tests.factories import make_course, make_event, make_offering, make_session, make_tree
from tests.portal.test_pages import statements

STATEMENTS = 8


def make_campaign(*themes, **fields):
    """A published campaign."""
    page = CampaignPage(title="爱国奋斗", slug="patriots", summary="一年一题。", **fields)
    make_tree().add_child(instance=page)
    page.themes.set(themes)
    page.save()
    return page


@pytest.fixture
def theme(db):
    """A theme."""
    return Theme.objects.create(name="爱国奋斗", slug="patriots")


def test_it_gathers_courses_and_events_of_its_theme_alone(cast, client, theme):
    course, event, other = make_course("弘扬班"), make_event("走进一线"), make_event("别的活动")
    for page in (course, event):
        page.themes.set([theme])
        page.save()
    for page in (course, event, other):
        make_offering(unit=cast.unit, page=page)
    text = client.get(make_campaign(theme).url).text
    for part in ("弘扬班", "走进一线", "爱国奋斗", 'class="figure"'):
        assert part in text
    assert "别的活动" not in text


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_as_many_statements_for_three_of_each_as_for_one(cast, client, theme, number):
    for _index in range(number):
        for page in (make_course(), make_event()):
            page.themes.set([theme])
            page.save()
            make_session(make_offering(unit=cast.unit, page=page), starts_at=timezone.now())
    assert statements(client, make_campaign(theme).url) == STATEMENTS


def test_without_anything_it_says_what_will_stand_here(client, theme):
    assert 'class="empty"' in client.get(make_campaign(theme).url).text


def test_it_can_be_previewed_before_it_is_saved(db):
    make_tree()
    assert CampaignPage(title="草稿", slug="draft").make_preview_request().status_code == 200


def test_what_can_be_joined_stands_before_what_is_counted(cast, client, theme):
    course = make_course("弘扬班")
    course.themes.set([theme])
    course.save()
    make_offering(unit=cast.unit, page=course)
    text = client.get(make_campaign(theme).url).text
    assert text.index("弘扬班") < text.index('class="figure"')
    assert "每门计一次。只统计属于以下主题的内容：爱国奋斗。" in text, "no space after 。"


def test_the_home_page_shows_it_with_its_promise_and_its_days(client, theme):
    page = make_campaign(theme, starts_on=date(2026, 10, 1), ends_on=date(2027, 3, 30))
    [row] = re.findall(r'<li class="page-row.*?</li>', client.get("/").text, re.DOTALL)
    for part in (f'href="{page.url}"', "一年一题。", "2026年10月1日–2027年3月30日"):
        assert part in row
