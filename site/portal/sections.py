"""The sections of the site: where its index pages are in the reader's language."""

from typing import Any

from django.utils.translation import get_language, gettext
from wagtail.models import Page

from courses.models import CourseIndexPage
from events.models import EventIndexPage, VenueIndexPage
from portal.models import ColumnPage
from publishing.templatetags.components import address

MODELS: dict[str, type[Page]] = {
    "courses.CourseIndexPage": CourseIndexPage,
    "events.EventIndexPage": EventIndexPage,
    "events.VenueIndexPage": VenueIndexPage,
    "portal.ColumnPage": ColumnPage,
}


def sections(request: Any) -> dict[str, Any]:
    """The live top page of each section, by model; kept for the request."""
    known = getattr(request, "site_sections", None)
    if known is None:
        known = {}
        pages = Page.objects.type(*MODELS.values()).live().public().filter(depth=3)
        pages = pages.filter(locale__language_code=get_language()).select_related(
            "locale", "content_type"
        )
        for page in pages.order_by("path"):
            name = f"{page.content_type.app_label}.{page.specific_class.__name__}"
            known.setdefault(name, page)
        if request is not None:
            request.site_sections = known
    return known


def url_of(model: str, request: Any) -> str:
    """The address of a section; empty while there is none."""
    page = sections(request).get(model)
    return page.get_url(request) if page else ""


def ways_on(request: Any) -> list[dict[str, str]]:
    """All sections and the calendar, as links."""
    found = sections(request)
    links = [
        {"title": found[model].title, "url": found[model].get_url(request)}
        for model in MODELS
        if model in found
    ]
    return [*links, {"title": gettext("Calendar"), "url": address("/calendar/")}]
