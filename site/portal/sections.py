"""The sections of the site: where its index pages are in the reader's language."""

from typing import Any

from django.utils.translation import get_language, gettext
from wagtail.models import Page

from courses.models import CourseIndexPage
from events.models import EventIndexPage, VenueIndexPage
from portal.models import CampaignPage, ColumnPage
from publishing.frame import frame_of, top_pages
from publishing.templatetags.components import address

MODELS: dict[str, type[Page]] = {
    "courses.CourseIndexPage": CourseIndexPage,
    "events.EventIndexPage": EventIndexPage,
    "events.VenueIndexPage": VenueIndexPage,
    "portal.ColumnPage": ColumnPage,
}


def sections(request: Any) -> dict[str, Any]:
    """The live top page of each section in the reader's language, by model."""
    known = getattr(request, "site_sections", None)
    if known is None:
        frame = frame_of(request)
        known = {}
        for page in frame.tops if frame else top_pages():
            name = f"{page.content_type.app_label}.{page.specific_class.__name__}"
            if name in MODELS and page.locale.language_code == get_language():
                known.setdefault(name, page)
        if request is not None:
            request.site_sections = known
    return known  # type: ignore[no-any-return]


def campaigns(request: Any) -> list[dict[str, str]]:
    """The campaigns in the reader's language, as links."""
    frame = frame_of(request)
    return [
        {"title": page.title, "url": page.get_url(request)}
        for page in (frame.tops if frame else top_pages())
        if page.specific_class is CampaignPage and page.locale.language_code == get_language()
    ]


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
