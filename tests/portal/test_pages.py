"""Home, columns, articles, standing texts and the search: what they show and survive."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import TeachingPoint
from portal.models import ArticlePage, ColumnPage, HomePage, StandardPage
from tests.events.test_pages import make_venue_page
from tests.factories import (
    make_course,
    make_event,
    make_offering,
    make_registration,
    make_session,
    make_task,
    make_tree,
    make_venue,
)

HOME, OWN_HOME, COLUMN, ARTICLE = 7, 27, 4, 3
# Both rank first and look the best up afterwards; SQLite in more steps.
SEARCH = 8 if connection.vendor == "sqlite" else 5
OFFERING = 11


def statements(client, url):
    """How many statements a cold page takes, the site's own lookups already known."""
    client.get("/search/?q=zz")
    client.get("/?frame")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200
    return len(queries)


def make_column(title="现场"):
    """A column below the home page."""
    column = ColumnPage(title=title, slug=f"column-{ColumnPage.objects.count()}")
    return make_tree().add_child(instance=column)


def make_article(title="", column=None, **fields):
    """A published article."""
    number = ArticlePage.objects.count()
    column = column or ColumnPage.objects.first() or make_column()
    article = ArticlePage(title=title or f"文章{number}", slug=f"article-{number}", **fields)
    return column.add_child(instance=article)


def fill(cast, number):
    """`number` of everything that the home page lists."""
    for _index in range(number):
        make_offering(unit=cast.unit, page=make_event())
        make_offering(unit=cast.unit, page=make_course())
        today = make_offering(unit=cast.unit, page=make_event(), sessions=0)
        make_session(today, starts_at=timezone.now() - timedelta(minutes=1))
        soon = timezone.now() + timedelta(days=1)
        make_offering(unit=cast.unit, page=make_event(), opens_at=soon)
        make_article()


@pytest.mark.parametrize("number", [1, 3])
def test_home_takes_as_many_statements_for_three_of_each_as_for_one(cast, client, number):
    fill(cast, number)
    assert statements(client, "/") == HOME


@pytest.mark.parametrize("number", [1, 3])
def test_home_of_the_signed_in_is_as_constant(cast, client, number):
    for _index in range(number):
        offering = make_offering(unit=cast.unit, page=make_event())
        make_registration(offering, cast.participant)
        make_task(offering)
    client.force_login(cast.participant)
    assert statements(client, "/") == OWN_HOME


def test_home_shows_what_happens_now(cast, client):
    running = make_offering(unit=cast.unit, page=make_event("今天的沙龙"), sessions=0)
    make_session(running, starts_at=timezone.now() - timedelta(minutes=1))
    soon = timezone.now() + timedelta(days=2)
    make_offering(unit=cast.unit, page=make_event("将要开放的讲座"), opens_at=soon)
    make_offering(unit=cast.unit, page=make_event("可以报名的参观"))
    make_article("一篇文章")
    text = client.get("/").text
    order = [text.index(t) for t in ("今天的沙龙", "可以报名的参观", "将要开放的讲座", "一篇文章")]
    assert order == sorted(order)


def test_a_tour_stands_once_on_the_home_page(cast, client):
    page = make_event("巡回宣讲")
    for _index in range(12):
        make_offering(unit=cast.unit, page=page)
    assert client.get("/").text.count(f'href="{page.url}"') == 1


def test_home_of_a_fresh_site_is_not_empty(db, client):
    make_tree()
    text = client.get("/").text
    assert 'class="empty"' in text
    assert "/calendar/#subscribe" in text
    assert 'action="/search/"' in text


def test_the_signed_in_first_see_their_own(cast, client):
    offering = make_offering(unit=cast.unit, page=make_event("我的沙龙"))
    make_registration(offering, cast.participant)
    make_task(offering, title="我欠的心得")
    client.force_login(cast.participant)
    text = client.get("/").text
    assert text.index("我的沙龙") < text.index("我欠的心得")
    assert "/me/" in text
    client.force_login(cast.stranger)
    assert "我欠的心得" not in client.get("/").text


@pytest.mark.parametrize("number", [1, 3])
def test_a_column_takes_as_many_statements_for_three_articles_as_for_one(db, client, number):
    column = make_column()
    for _index in range(number):
        make_article(column=column)
    client.get(f"{column.url}?page=2")
    assert statements(client, column.url) == COLUMN


@pytest.mark.parametrize("number", [3, 9])
def test_an_article_takes_as_many_statements_among_nine_as_among_three(db, client, number):
    articles = [make_article(published_on=date(2026, 1, day + 1)) for day in range(number)]
    assert statements(client, articles[1].url) == ARTICLE


def test_an_article_leads_to_the_one_before_and_after(db, client):
    first, second, third = (
        make_article(title, published_on=date(2026, 3, day))
        for day, title in ((1, "早"), (2, "中"), (3, "晚"))
    )
    text = client.get(second.url).text
    assert f'rel="prev" href="{first.url}"' in text
    assert f'rel="next" href="{third.url}"' in text
    column = client.get(first.get_parent().url).text
    assert column.index(">晚<") < column.index(">中<") < column.index(">早<")


BODY = [
    ("heading", "标题"),
    ("paragraph", "<p>正文</p>"),
    ("quotation", {"text": "我愿以身许国。", "source": "王淦昌"}),
    (
        "timeline",
        {"moments": [{"when": "1958年", "what": "出发"}, {"when": "1964年", "what": "成功"}]},
    ),
    ("callout", {"title": "注意", "text": "<p>带雨具</p>"}),
    (
        "offerings",
        {"title": "近期", "kind": None, "unit": "", "theme": None, "state": "open", "count": 3},
    ),
]


def test_every_block_renders(cast, client):
    make_offering(unit=cast.unit, page=make_event("块里的沙龙"))
    article = make_article(body=BODY)
    text = client.get(article.url).text
    for part in ("标题", "正文", "我愿以身许国。", "1964年", "带雨具", "块里的沙龙"):
        assert part in text


@pytest.mark.parametrize("model", [HomePage, ColumnPage, ArticlePage, StandardPage])
def test_a_page_that_was_never_saved_can_be_previewed(db, model):
    make_tree()
    assert model(title="草稿", slug="draft").make_preview_request().status_code == 200


def test_other_programs_are_told_about_a_page(db, client):
    page = make_tree().add_child(
        instance=StandardPage(title="参加指南", slug="guide", summary="三步报名")
    )
    text = client.get(page.url).text
    assert '<meta name="description" content="三步报名">' in text
    assert '<link rel="canonical" href="http://localhost:8000/guide/">' in text
    assert 'property="og:title" content="参加指南"' in text
    assert (
        'property="og:image" content="http://localhost:8000/static/drawings/mountain.jpg"' in text
    )


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_takes_as_many_statements_for_three_hits_as_for_one(db, client, number):
    for index in range(number):
        make_event(f"爱国奋斗{index}")
    assert statements(client, "/search/?q=爱国") == SEARCH


@pytest.mark.parametrize("number", [1, 3])
def test_an_offering_takes_as_many_statements_at_three_venues_as_at_one(cast, client, number):
    offering = make_offering(unit=cast.unit, page=make_event(), sessions=0)
    venues = [make_venue_page(f"第{index}馆") for index in range(number)]
    for page in venues:
        make_session(offering, venue=page.venue)
    assert statements(client, offering.get_absolute_url()) == OFFERING
    text = client.get(offering.get_absolute_url()).text
    assert all(f'<a href="{page.url}">{page.title}</a>' in text for page in venues)
    assert f'<a href="{offering.page.get_parent().url}">' in text


def test_an_offering_leads_to_no_venue_that_is_not_open_to_all(cast, client):
    offering = make_offering(unit=cast.unit, page=make_event(), sessions=0)
    page = make_venue_page("内部馆")
    make_session(offering, venue=page.venue)
    page.view_restrictions.create(restriction_type="login")
    text = client.get(offering.get_absolute_url()).text
    assert page.title in text
    assert f'href="{page.url}"' not in text


def test_hits_have_a_type_a_passage_and_marks(db, client):
    make_event("弘扬爱国奋斗精神", summary="一场沙龙")
    make_article("别的题目", body=[("paragraph", "<p>他一生爱国，从不多说。</p>")])
    text = client.get("/search/", {"q": "爱国"}).text
    assert "弘扬<mark>爱国</mark>奋斗精神" in text
    assert "他一生<mark>爱国</mark>" in text
    only = client.get("/search/", {"q": "爱国", "type": "article"}).text
    assert "别的题目" in only
    assert "弘扬" not in only


def test_persons_are_never_found(cast, client):
    make_tree()
    assert cast.participant.name not in client.get(
        "/search/", {"q": cast.participant.name}
    ).text.replace(f"“{cast.participant.name}”", "").replace(f'value="{cast.participant.name}"', "")


def test_drafts_and_withdrawn_pages_are_not_found(db, client):
    make_event("爱国沙龙").unpublish()
    assert 'class="hits"' not in client.get("/search/", {"q": "爱国沙龙"}).text


def test_nothing_found_is_no_dead_end(db, client):
    make_event("弘扬爱国奋斗精神")
    nothing = client.get("/search/", {"q": "zzzz"}).text
    assert 'href="/courses/"' in nothing
    assert 'href="/calendar/"' in nothing
    some = client.get("/search/", {"q": "爱国主义"}).text
    assert "state--info" in some
    assert "奋斗精神" in some


@pytest.mark.parametrize(
    "query",
    [
        "爱" * 900,
        "<script>alert(1)</script>",
        "'; DROP TABLE x; --",
        '"',
        "%",
        "\x00",
        "🙂",
        "𠮷",
        " ",
    ],
)
def test_odd_searches_get_an_answer(db, client, query):
    make_event("弘扬爱国奋斗精神")
    response = client.get("/search/", {"q": query, "type": "x", "page": "-1"})
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert ("200" in response.text) == (len(query) > 200)


def test_the_english_search_finds_what_has_no_translation_and_marks_it(db, client):
    make_event("弘扬爱国奋斗精神")
    text = client.get("/en/search/", {"q": "爱国"}).text
    assert 'lang="zh-hans"' in text


def test_what_is_not_there_is_no_dead_end(client, cast):
    make_column("现场")
    text = client.get("/nowhere/").text
    for part in (
        'class="search-field',
        f'href="{ColumnPage.objects.get().url}"',
        'href="/calendar/"',
    ):
        assert part in text.partition("<main")[2].partition("</main>")[0]


def test_english_sets_the_room_apart_from_its_venue(cast, client):
    venue = make_venue("沙家浜革命历史纪念馆", name_en="Shajiabang Memorial")
    offering = make_offering(unit=cast.unit, page=make_event("走进沙家浜"), sessions=0)
    room = TeachingPoint.objects.create(venue=venue, name="瞻仰广场", name_en="Memorial square")
    make_session(offering, venue=venue, teaching_point=room)
    text = client.get(f"/en/o/{offering.public_id}/").text
    assert "Shajiabang Memorial, Memorial square" in text
