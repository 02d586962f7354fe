"""An alias shows another page at an address of its own, and says so to editors and programs."""

import pytest
from django.conf import settings

from tests.factories import make_event, make_offering
from tests.portal.test_pages import make_article, make_column

pytestmark = pytest.mark.django_db


def test_editors_are_told_which_page_it_shows(staff, client):
    article = make_article("上星站的两道粉笔印", make_column())
    alias = article.create_alias(update_slug="again")
    client.force_login(staff.admin)
    page = client.get(f"/admin/pages/{alias.pk}/edit/").text
    form = page[page.index("data-edit-form") :]  # Wagtail's dialogs look for it
    assert "“上星站的两道粉笔印”的别名" in form
    assert f"/admin/pages/{article.pk}/edit/" in form


def test_it_is_found_under_the_page_that_it_shows(client):
    article = make_article("上星站的两道粉笔印", make_column())
    alias = article.create_alias(update_slug="again")
    assert f'rel="canonical" href="{settings.SITE_URL}{article.url}"' in client.get(alias.url).text


def test_that_of_an_event_has_its_dates(staff, client):
    offering = make_offering(unit=staff.unit, page=make_event("一场沙龙"))
    alias = offering.page.create_alias(update_slug="again")
    assert offering.get_absolute_url() in client.get(alias.url).text
