"""The articles of the benchmark are found by the site's own search, and slowness is said."""

import pytest
from wagtail.models import Page

from events.models import Offering
from portal.relevance import entries_of
from tests.bench import articles
from tests.bench.articles import ONE_IN, QUERIES, TYPED, lay_out, measure
from tests.bench.finding import Found


@pytest.mark.django_db
def test_articles_are_laid_out_and_found():
    lay_out(12)
    titles = Page.objects.filter(slug__startswith="page-").values_list("title", flat=True)
    assert len(titles) == 12
    assert Page.find_problems() == ([], [], [], [], [])
    assert len(entries_of(titles[7])) == 1
    assert len(entries_of("的")) >= 12
    assert Offering.objects.count() == len(range(0, 12, ONE_IN))
    figures, _slower = measure()
    assert len(figures) == 1 + len(QUERIES) + len(TYPED)


@pytest.mark.django_db
def test_a_slow_machine_is_told_from_a_slow_query(monkeypatch):
    monkeypatch.setattr(articles, "QUERIES", ())
    monkeypatch.setattr(articles, "TYPED", ())
    monkeypatch.setattr(articles, "pace", lambda: 1e9)
    figures, slower = measure()
    assert slower == 1e9
    assert max(figures.values()) < 1


@pytest.mark.parametrize(("slowest", "word"), [(99.0, "RIGHT"), (101.0, "WRONG")])
def test_a_slow_query_is_said(slowest, word):
    found = Found("sqlite", 50_000, {"爱国": 20.0, "的": slowest})
    assert found.sentence().startswith(word)
    assert found.plain()["ms"]["的"] == slowest
