"""What is open to some readers only is told to nobody else, on no other page."""

from datetime import date

import pytest
from django.core.cache import caches
from wagtail.models import Locale, PageViewRestriction

from portal.founding import found
from portal.models import ArticlePage, ColumnPage, StandardPage


@pytest.fixture
def home(db):
    return found()


def close(page):
    """Let only those in who have signed in."""
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    for kept in caches.all():
        kept.clear()


def test_a_private_article_does_not_stand_beside_another(home, client):
    column = ColumnPage.objects.get(locale__language_code="zh-hans")
    older, page, newer = [
        column.add_child(
            instance=ArticlePage(
                title=f"第{day}篇", slug=f"a{day}", published_on=date(2026, 11, day)
            )
        )
        for day in (1, 2, 3)
    ]
    text = client.get(page.url).text
    assert (older.title in text, newer.title in text) == (True, True)
    close(newer)
    text = client.get(page.url).text
    assert (older.title in text, newer.title in text) == (True, False)


def test_a_private_translation_does_not_keep_the_page_itself_from_being_found(home, client):
    page = home.add_child(instance=StandardPage(title="爱国奋斗", slug="open"))
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()
    close(english)
    assert f'href="{page.url}"' in client.get("/en/search/", {"q": "爱国奋斗"}).text


def test_a_translation_without_a_text_does_not_show_that_of_a_private_page(home, cast, client):
    page = home.add_child(
        instance=StandardPage(title="名册", slug="inner", body=[("paragraph", "<p>内部用语</p>")])
    )
    english = page.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.body = []
    english.save_revision().publish()
    english = english.specific
    assert "内部用语" in client.get(english.url).text
    close(page)
    assert "内部用语" not in client.get(english.url).text
    client.force_login(cast.participant)
    assert "内部用语" in client.get(page.url).text
