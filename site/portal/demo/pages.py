"""Home, columns, articles, standard pages, settings and menus of the demo."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from essays.actions import draft_page
from essays.models import EssayCollectionPage, Publication
from events.models import Theme
from portal.demo.data import blocks, read
from portal.demo.pictures import make_pictures
from portal.founding import found, translate
from portal.models import ArticlePage, CampaignPage, ColumnPage, HomePage, StandardPage
from publishing.models import FooterEntry, MainMenuEntry, SiteMenu, SiteSettings

MOTIFS = ("bridge", "wave", "stele", "book", "lamp", "pen", "terraces", "roof")


def load() -> None:
    """Publish them in both languages."""
    data = read("portal", "pages")
    home = found()
    _home(home, data["home"])
    columns = _columns(home, data["column"])
    _articles(columns, data["article"])
    _collection(home, data["collection"])
    for row in data["page"]:
        page = StandardPage(title=row["title"], slug=row["slug"], body=blocks(row["body"]))
        home.add_child(instance=page)
        translate(page, title=row["title_en"], body=blocks(row["body_en"]))
    _campaign(home, data["campaign"])
    _settings(data["site"])
    _menus(home, data)


def _home(home: HomePage, row: dict[str, Any]) -> None:
    for page, title, promise in (
        (home, row["title"], row["promise"]),
        (translate(home), row["title_en"], row["promise_en"]),
    ):
        page.title, page.summary = title, promise
        page.save_revision().publish()


def _columns(home: HomePage, rows: list[dict[str, Any]]) -> dict[str, ColumnPage]:
    articles = ColumnPage.objects.child_of(home).get(slug="articles")
    columns = {}
    for row in rows:
        page = ColumnPage(title=row["title"], slug=row["slug"], summary=row["summary"])
        articles.add_child(instance=page)
        translate(page, title=row["title_en"], summary=row["summary_en"])
        columns[row["slug"]] = page
    return columns


def _articles(columns: dict[str, ColumnPage], rows: list[dict[str, Any]]) -> None:
    pictures = make_pictures(
        (row["title"], MOTIFS[number % len(MOTIFS)], f"article-{row['slug']}", "")
        for number, row in enumerate(rows)
    )
    for row in rows:
        page = ArticlePage(
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            published_on=timezone.localdate() + timedelta(days=row["day"]),
            author_line="研习编辑部",
            picture=pictures[f"article-{row['slug']}"],
            body=blocks(row["body"]),
        )
        columns[row["column"]].add_child(instance=page)
        translate(page, title=row["title_en"], summary=row["summary_en"], body=[])


def _collection(home: HomePage, row: dict[str, Any]) -> None:
    """A collection of the accepted essays whose authors agree."""
    articles = ColumnPage.objects.child_of(home).get(slug="articles")
    page = EssayCollectionPage(title=row["title"], slug=row["slug"], summary=row["summary"])
    articles.add_child(instance=page)
    translate(page, title=row["title_en"], summary=row["summary_en"])
    for held in Publication.objects.order_by("pk"):
        made = draft_page(by=None, publication=held, collection=page)
        if made.ok:
            essay_page = made.details["page"]
            essay_page.summary = row["promises"].get(held.title, "")
            essay_page.save_revision().publish()


def _campaign(home: HomePage, row: dict[str, Any]) -> None:
    page = CampaignPage(
        title=row["title"],
        slug=row["slug"],
        summary=row["summary"],
        motif=row["motif"],
        starts_on=timezone.localdate() - timedelta(days=60),
        ends_on=timezone.localdate() + timedelta(days=120),
        body=blocks(row["body"]),
    )
    home.add_child(instance=page)
    page.themes.set(Theme.objects.filter(slug__in=row["themes"]))
    page.save()
    translate(page, title=row["title_en"], summary=row["summary_en"], body=[])


def _settings(row: dict[str, Any]) -> None:
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.name, settings.name_en = row["name"], row["name_en"]
    settings.operator, settings.operator_en = row["operator"], row["operator_en"]
    settings.contact_email = row["contact"]
    settings.icp_number, settings.police_number = row["icp"], row["police"]
    settings.save()


def _menus(home: HomePage, data: dict[str, Any]) -> None:
    menu = SiteMenu.for_site(Site.objects.get(is_default_site=True))
    menu.items.all().delete()
    menu.footer_items.all().delete()
    pages = {page.slug: page for page in home.get_children()}
    for number, row in enumerate(data["menu"]):
        MainMenuEntry.objects.create(menu=menu, sort_order=number, **_entry(row, pages))
    for number, row in enumerate(data["page"]):
        entry = {"title": row["title"], "title_en": row["title_en"], "page": pages[row["slug"]]}
        FooterEntry.objects.create(menu=menu, sort_order=number, **entry)


def _entry(row: dict[str, Any], pages: dict[str, Any]) -> dict[str, Any]:
    page = pages.get(row["target"].strip("/"))
    return {
        "title": row["title"],
        "title_en": row["title_en"],
        "page": page,
        "path": "" if page else row["target"],
    }
