"""The first pages of a new site: home, the indexes the fixed addresses need, both languages."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.models import CourseIndexPage
from events.models import EventIndexPage, VenueIndexPage
from portal.models import ColumnPage, HomePage
from publishing.models import FooterEntry, MainMenuEntry, SiteMenu

INDEXES = (
    (CourseIndexPage, "courses", "研修班", "Courses"),
    (EventIndexPage, "events", "活动", "Events"),
    (VenueIndexPage, "venues", "基地与场馆", "Venues"),
    (ColumnPage, "articles", "专栏", "Articles"),
)
MENU = (
    ("研修班", "Courses", "courses", ""),
    ("活动", "Events", "events", ""),
    ("基地与场馆", "Venues", "venues", ""),
    ("日历", "Calendar", "", "/calendar/"),
    ("专栏", "Articles", "articles", ""),
)


@transaction.atomic
def found() -> HomePage:
    """Make what is missing and return the home page; the same again changes nothing."""
    chinese, _made = Locale.objects.get_or_create(language_code="zh-hans")
    Locale.objects.get_or_create(language_code="en")
    home = HomePage.objects.filter(locale=chinese).first() or _make_home(chinese)
    for model, slug, title, title_en in INDEXES:
        page = home.get_children().filter(slug=slug).first()
        if page is None:
            page = home.add_child(instance=model(title=title, slug=slug, locale=chinese))
        translate(page.specific, title=title_en)
    _make_menu(home)
    return home


def translate(page: Any, **fields: Any) -> Any:
    """The English page beside `page`, made and published with `fields` when it is missing.

    What readers see becomes a version of `page`: without one it could not be brought back, and
    Wagtail would take the page down as soon as a later version is timed.
    """
    if page.live and page.live_revision_id is None and not page.has_unpublished_changes:
        page.save_revision(clean=False).publish()
    english = Locale.objects.get(language_code="en")
    twin = page.get_translation_or_none(english)
    if twin is None:
        twin = page.copy_for_translation(english, copy_parents=True)
        for name, value in fields.items():
            setattr(twin, name, value)
        twin.save_revision().publish()
    return twin.specific


def _make_home(chinese: Locale) -> HomePage:
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="研习", slug="yanxi", locale=chinese))
    own = urlsplit(settings.SITE_URL)
    address = {
        "hostname": own.hostname,
        "port": own.port or (443 if own.scheme == "https" else 80),
    }
    Site.objects.update_or_create(
        is_default_site=True, defaults=address | {"root_page": home, "site_name": "研习"}
    )
    # Wagtail's own migration leaves a page that says "Welcome".
    for welcome in Page.objects.filter(depth=2, content_type__app_label="wagtailcore"):
        welcome.delete()
    translate(home, title="Yanxi", slug="yanxi-en")
    return home


def _make_menu(home: HomePage) -> None:
    menu = SiteMenu.for_site(Site.objects.get(is_default_site=True))
    if menu.items.exists() or menu.footer_items.exists():
        return
    for number, (title, title_en, slug, path) in enumerate(MENU):
        page = home.get_children().filter(slug=slug).first() if slug else None
        MainMenuEntry.objects.create(
            menu=menu, sort_order=number, title=title, title_en=title_en, page=page, path=path
        )
    FooterEntry.objects.create(
        menu=menu, sort_order=0, title="日历订阅", title_en="Calendar", path="/calendar/"
    )
