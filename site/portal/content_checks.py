"""What is wrong with the content of published pages: links that lead nowhere, pictures that nobody
describes, footnotes without a mark, translations left behind; and with the menus on all of them.

Nothing is fetched: links to other sites are the editor's to try.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.db import models
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language_from_path, gettext, override
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from portal.translations import is_behind
from publishing.bodies import inside
from publishing.footnotes import MARK, notes_of
from publishing.models import SiteMenu
from publishing.redirects import target_of

# What a translation is compared by, and named.
SAID = ("title", "live", "last_published_at")


class Wrong(models.TextChoices):
    """What may be wrong, in the order in which the list can be narrowed down to it."""

    LINK = "link", _("A link that leads nowhere")
    PAGE = "page", _("A page that is not published")
    DOCUMENT = "document", _("A document that is gone")
    GONE = "gone", _("A picture that is gone")
    PICTURE = "picture", _("A picture without an alternative text")
    HEADING = "heading", _("A level of headings is left out")
    MARK = "mark", _("A mark without a footnote")
    NOTE = "note", _("A footnote that no mark leads to")
    TRANSLATION = "translation", _("A translation older than what it translates")


Found = tuple[Wrong, str]


@dataclass(frozen=True)
class Fault:
    """One thing to mend on a page, or in a menu; `block` holds it in the page's text."""

    page: Page | SiteMenu
    kind: Wrong
    where: str
    block: str = ""

    @property
    def what(self) -> str:
        """In words."""
        return str(self.kind.label)

    @property
    def title(self) -> str:
        """Of the page as editors know it, or of the menus."""
        if isinstance(self.page, Page):
            return self.page.get_admin_display_title()
        return gettext("Menus of the site")

    @property
    def address(self) -> str:
        """Where it is mended; Wagtail's editor scrolls to a block that is named so."""
        if isinstance(self.page, Page):
            edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
            return f"{edit}#block-{self.block}-section" if self.block else edit
        args = ["publishing", "sitemenu", self.page.site_id]
        return reverse("wagtailsettings:edit", args=args)


def faults() -> list[Fault]:
    """Of the menus, then of all published pages in the order of the tree.

    An alias is mended by mending the page that it shows. Some statements for each type of page and
    each menu.
    """
    known = Known()
    pages = Page.objects.live().filter(depth__gt=1, alias_of=None).order_by("path").specific()
    return [*of_menus(known), *(fault for page in pages for fault in of_page(page, known))]


class Known:
    """What links may lead to."""

    def __init__(self) -> None:
        live = Page.objects.live().only("url_path", "locale", "translation_key", *SAID)
        paths = {page.pk: page.url_path for page in live}
        main = Locale.get_default().pk
        self.originals = {page.translation_key: page for page in live if page.locale_id == main}
        self.pages = set(paths)
        self.documents = set(get_document_model().objects.values_list("pk", flat=True))
        self.host = urlsplit(settings.SITE_URL).netloc
        redirects = Redirect.objects.select_related("redirect_page")
        self.old_paths = {one.old_path for one in redirects if target_of(one)}
        self.paths = set()
        for site in Site.objects.select_related("root_page"):
            roots = site.root_page.get_translations(inclusive=True).select_related("locale")
            for root in roots:
                start = "" if root.pk == site.root_page_id else f"/{root.locale.language_code}"
                for path in paths.values():
                    if path.startswith(root.url_path):
                        self.paths.add(f"{start}/{path.removeprefix(root.url_path)}")

    def leads_somewhere(self, address: str) -> bool:
        """Whether an address of this site is answered; those of other sites are taken as said."""
        parts = urlsplit(address)
        elsewhere = parts.netloc != self.host if parts.netloc else bool(parts.scheme)
        path = parts.path
        if elsewhere or not path or path in self.paths:
            return True
        try:
            # The editor may read the back office in another language than the page.
            with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
                found = resolve(path)
        except Resolver404:
            return Redirect.normalise_path(path) in self.old_paths
        if "document_id" in found.kwargs:
            return int(found.kwargs["document_id"]) in self.documents
        return found.url_name != "wagtail_serve" or Redirect.normalise_path(path) in self.old_paths


def of_menus(known: Known) -> Iterator[Fault]:
    """Entries that visitors do not see, or that lead them nowhere."""
    for menu in SiteMenu.objects.select_related("site"):
        for entry in (
            *menu.items.select_related("page"),
            *menu.footer_items.select_related("page"),
        ):
            if entry.page_id:
                if entry.page_id not in known.pages:
                    yield Fault(menu, Wrong.PAGE, entry.title)
            elif not entry.path or not known.leads_somewhere(entry.path):
                yield Fault(menu, Wrong.LINK, entry.title)


def of_page(page: Any, known: Known) -> Iterator[Fault]:
    """What is wrong with one page."""
    original = known.originals.get(page.translation_key)
    if original is not None and is_behind(page, original):
        yield Fault(page, Wrong.TRANSLATION, original.title)
    body = getattr(page, "body", None)
    if not isinstance(body, blocks.StreamValue):
        return
    for block in body:
        for kind, where in _in_blocks(block.value, known):
            yield Fault(page, kind, where, block.id or "")
    for kind, where in (*_in_headings(body), *_in_notes(body)):
        yield Fault(page, kind, where)


def _in_blocks(value: Any, known: Known) -> Iterator[Found]:
    """Go through whatever a block holds."""
    if isinstance(value, blocks.StreamValue | blocks.list_block.ListValue):
        for child in value.bound_blocks if hasattr(value, "bound_blocks") else value:
            yield from _in_blocks(child.value, known)
    elif isinstance(value, blocks.StructValue):
        yield from _in_struct(value, known)
    elif isinstance(value, RichText):
        yield from _in_text(value.source, known)


def _in_struct(value: Any, known: Known) -> Iterator[Found]:
    for name, child in value.items():
        if name == "image" and child is None:
            yield Wrong.GONE, str(value.get("caption") or "")
        elif name in ("image", "picture") and child is not None:
            described = getattr(child, "contextual_alt_text", "") or child.decorative
            if not described:
                yield Wrong.PICTURE, child.title
        elif name == "page" and (child is None or child.pk not in known.pages):
            yield Wrong.PAGE, str(child or "")
        elif (name == "file" and child is None) or (name == "documents" and not all(child)):
            yield Wrong.DOCUMENT, str(value.get("title", ""))
        yield from _in_blocks(child, known)


def _in_text(source: str, known: Known) -> Iterator[Found]:
    for link in BeautifulSoup(source, "html.parser").find_all("a"):
        words, target = link.get_text(strip=True), str(link.get("id", ""))
        kind = link.get("linktype")
        if kind in ("page", "document"):
            known_ids = known.pages if kind == "page" else known.documents
            broken = not target.isdecimal() or int(target) not in known_ids
        else:
            broken = not known.leads_somewhere(str(link.get("href", "")))
        if broken:
            yield Wrong.LINK, words


def _in_headings(body: Any) -> Iterator[Found]:
    """Smaller headings that do not stand below one of the next level, the page's title first."""
    above = 1
    for block in body:
        found = [(2, block.value)] if block.block_type == "heading" else []
        for text in _texts(block.value):
            heads = BeautifulSoup(text.source, "html.parser").find_all(["h3", "h4"])
            found += [(int(head.name[1]), head.get_text(strip=True)) for head in heads]
        for level, words in found:
            if level > above + 1:
                yield Wrong.HEADING, words
            above = level


def _in_notes(body: Any) -> Iterator[Found]:
    """Marks without a note where the page has notes, and notes that no mark leads to."""
    count = notes_of(body).count
    texts = [str(value.source) for value in _texts(body)]
    marked = {int(found[2]) for text in texts for found in MARK.finditer(text) if found[2]}
    for number in sorted(marked - set(range(1, count + 1))) if count else ():
        yield Wrong.MARK, f"[{number}]"
    for number in sorted(set(range(1, count + 1)) - marked):
        yield Wrong.NOTE, f"[{number}]"


def _texts(value: Any) -> Iterator[RichText]:
    """Rich texts of a body, those of its notes left out."""
    if isinstance(value, RichText):
        yield value
    for child in inside(value, without="footnotes"):
        yield from _texts(child)
