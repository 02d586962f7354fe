"""What lists call an offering: title, address and kind of its page, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from events.models import EventPage, Offering
from publishing.dates import in_chinese
from publishing.languages import between
from publishing.templatetags.components import address, text_of

SHOWN = ("id", "title", "url_path")  # of a translated page


def offering_url(offering: Offering) -> str:
    """`/o/<id>/` in the reader's language."""
    return address(f"/o/{offering.public_id}/")


def is_in_readers_language(page: Page) -> bool:
    """Whether a page needs no translation to be read."""
    return page.locale.language_code.lower() == (get_language() or "zh-hans").lower()  # type: ignore[no-any-return]


def in_language(page: Page) -> str:
    """A page's title, marked with `lang` where it is not in the reader's language."""
    if is_in_readers_language(page):
        return page.title
    code = page.locale.language_code
    return format_html(
        '<span lang="{}">{}</span>', "zh-Hans" if code == "zh-hans" else code, page.title
    )


def set_apart(whole: Any, part: Any) -> str:
    """Page and cohort, venue and room, each marked with its language."""
    return format_html("{}{}{}", whole, between(), part)


def pages_by_key(keys: Any) -> dict[Any, Page]:
    """The live page of each translation key in the reader's language, else in another one.

    `keys`: some, or a queryset of them, which is then asked in the same statement.
    """
    pages = Page.objects.filter(translation_key__in=keys, live=True)
    pages = pages.select_related("locale", "eventpage__kind").defer("eventpage__body")
    ordered = sorted(pages, key=is_in_readers_language)
    return {page.translation_key: page for page in ordered}


def kind_of(page: Page) -> Any:
    """The kind of an event page, of `pages_by_key` or its own class; courses have none."""
    if type(page) is Page:
        page = getattr(page, "eventpage", None)
    return page.kind if isinstance(page, EventPage) else None


def with_translations(offerings: Any) -> Any:
    """Offerings, each with its published page in the reader's language where that is not Chinese.

    As an object of JSON of what heads show: a page and its translation are joined by no key.
    """
    if in_chinese():
        return offerings
    pages = Page.objects.filter(
        translation_key=OuterRef("page__translation_key"),
        locale__language_code=get_language(),
        live=True,
    )
    shown = pages.values(shown=JSONObject(**{name: name for name in SHOWN}))
    return offerings.annotate(translated=Subquery(shown[:1]))


def page_at_hand(offering: Any) -> Any:
    """The page that readers see of an offering, where it came with it; else None."""
    page = offering.page
    whole = all(Page._meta.get_field(name).is_cached(page) for name in ("locale", "eventpage"))
    if not (whole and page.live):
        return None
    if is_in_readers_language(page):
        return page
    if not hasattr(offering, "translated"):
        return None
    if offering.translated is None:
        return page
    return Page(locale=Locale(language_code=get_language()), **offering.translated)


class Heads:
    """Titles, addresses and kinds of the pages of offerings: at most one query for all of them.

    None where all of them came with `listing.listed`.

    `known`: pages that are read already, by translation key, as `pages_by_key` gives them.
    """

    def __init__(
        self, offerings: Iterable[Any], request: Any, known: dict[Any, Any] | None = None
    ) -> None:
        pages = {offering.page.translation_key: page_at_hand(offering) for offering in offerings}
        self.pages = {key: page for key, page in pages.items() if page} | (known or {})
        if keys := pages.keys() - self.pages.keys():
            self.pages |= pages_by_key(keys)
        self.request = request

    def page(self, offering: Any) -> Page:
        """The page in the reader's language where there is one."""
        return self.pages.get(offering.page.translation_key, offering.page)

    def title(self, offering: Any) -> str:
        """The page's title and the offering's label."""
        title, label = in_language(self.page(offering)), text_of(offering, "label")
        return set_apart(title, label) if label else title

    def url(self, offering: Any) -> str:
        """The page's address."""
        return self.page(offering).get_url(self.request) or offering_url(offering)

    def kind(self, offering: Any) -> str:
        """The event's kind, or what sort of page it is: a course."""
        page = self.page(offering)
        # What came as a translation has no more than its title and its address.
        page = page if page.content_type_id else offering.page
        kind = kind_of(page)
        return text_of(kind, "name") if kind else page.page_type_display_name
