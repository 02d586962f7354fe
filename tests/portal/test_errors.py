"""Pages shown when something is broken lead on in the language of their reader."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from portal.founding import found, translate
from tests.portal.test_pages import make_article


@pytest.mark.parametrize("name", ["400", "413", "429", "500", "503"])
@pytest.mark.parametrize(("language", "home"), [("zh-hans", "/"), ("en", "/en/")])
def test_the_way_home_is_in_the_language_of_the_page(name, language, home):
    with override(language):
        page = render_to_string(f"{name}.html", {"request_id": "4f1c"})
    assert f'href="{home}"' in page


@pytest.fixture
def twins():
    """An article in both languages, under slugs of their own."""
    column = found().get_children().get(slug="articles").specific
    article = make_article("石头上的字", column)
    twin = translate(article, title="Words on Stone", slug="words")
    twin.refresh_from_db()
    return article, twin


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/en/articles/article-0/", "/en/articles/words/"])
def test_where_nothing_is_translated_the_page_is_offered_in_chinese(client, twins, path):
    article, twin = twins
    twin.unpublish()
    answer = client.get(path)
    assert answer.status_code == 404
    assert "This page is not translated" in answer.text
    assert f'href="{article.url}"' in answer.text
    assert '<span lang="zh-Hans">石头上的字</span>' in answer.text


@pytest.mark.django_db
def test_nothing_is_offered_that_cannot_be_read(client, twins):
    article, twin = twins
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    twin.unpublish()
    for path in ("/en/articles/words/", "/en/nothing/", "/en/%00/", "/en/", "/nothing/"):
        assert "石头上的字" not in client.get(path).text, path


@pytest.mark.django_db
def test_a_wrong_address_of_the_demo_is_answered_as_on_a_real_site(client, settings):
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "portal.views.errors.OwnNotFoundMiddleware"]
    for path in ("/nothing/", "/no.page/"):  # of which Wagtail takes the one, nobody the other
        answer = client.get(path)
        assert answer.status_code == 404
        assert "这个地址没有页面" in answer.text
