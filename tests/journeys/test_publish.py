"""Publish: what an editor publishes is what the next reader sees, light or dark, at every width."""

import pytest
from playwright.sync_api import expect

from events.models import VenueIndexPage, VenuePage
from portal.founding import found
from portal.models import ArticlePage, ColumnPage, HomePage, StandardPage
from publishing.models import SitePage
from tests.factories import Cast, make_course, make_event, make_offering, make_session, make_venue

pytestmark = pytest.mark.django_db(transaction=True)
BODY = [
    ("heading", "站台上的一堂课"),
    ("paragraph", "<p>弘扬爱国奋斗精神，从身边事做起。</p>"),
    ("quotation", {"text": "两道粉笔印，不能只靠一个人。", "source": "学员心得"}),
    ("timeline", {"moments": [{"when": "1939", "what": "来到"}, {"when": "1940", "what": "离开"}]}),
    ("callout", {"title": "请注意", "text": "<p>周一闭馆。</p>"}),
]


@pytest.fixture
def site(cast: Cast) -> HomePage:
    """A site with one page of each type."""
    home = found()
    venue = make_venue("沙家浜革命历史纪念馆")
    event = make_event("走进沙家浜", summary="芦苇荡里的一课。", body=BODY)
    make_session(make_offering(unit=cast.city, page=event, sessions=0), venue=venue)
    make_offering(unit=cast.city, page=make_course("国情研修班", body=BODY), sessions=4)
    index = VenueIndexPage.objects.get(locale=home.locale)
    index.add_child(instance=VenuePage(title=venue.name, slug="shajiabang", venue=venue, body=BODY))
    articles = ColumnPage.objects.get(slug="articles", locale=home.locale)
    column = articles.add_child(instance=ColumnPage(title="现场", slug="on-site"))
    column.add_child(instance=ArticlePage(title="两道粉笔印", slug="two", body=BODY))
    home.add_child(instance=StandardPage(title="关于", slug="about", body=BODY))
    return home


def paths() -> list[str]:
    """Addresses of all published Chinese pages, and of the screens beside them."""
    pages = [
        page.url
        for model in SitePage.__subclasses__()
        for page in model.objects.live().filter(locale__language_code="zh-hans")
    ]
    return [*pages, "/search/?q=爱国", "/search/", "/search/?q=无此内容", "/accounts/login/"]


@pytest.mark.parametrize("width", ["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_public_page(site, request, shot, axe, width: str, scheme: str) -> None:
    page = request.getfixturevalue(width)(color_scheme=scheme)
    for number, path in enumerate(paths()):
        answer = page.goto(path)
        assert answer.status == 200, path
        axe(page)
        shot(page, f"publish-{scheme}-{number:02}")
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{path} is {overflow} px too wide"


def test_english_pages_stand_under_their_prefix(site, desktop, shot, axe) -> None:
    page = desktop(locale="en-GB")
    for name, path in (
        ("home", "/en/"),
        ("courses", "/en/courses/"),
        ("calendar", "/en/calendar/"),
    ):
        assert page.goto(path).status == 200
        assert page.locator("html").get_attribute("lang") == "en"
        axe(page)
        shot(page, f"publish-en-{name}")


def test_a_page_that_is_not_there(phone, desktop, shot, axe, db) -> None:
    found()
    for page in (phone(), desktop()):
        assert page.goto("/nowhere/").status == 404
        axe(page)
        shot(page, "publish-404")


def test_what_is_published_is_seen_on_the_next_load(site, desktop) -> None:
    page = desktop()
    page.goto("/about/")
    about = StandardPage.objects.get(slug="about", locale=site.locale)
    about.title = "关于研习"
    about.save_revision().publish()
    page.goto("/about/")
    expect(page.get_by_role("heading", name="关于研习")).to_be_visible()
