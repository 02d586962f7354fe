"""The sections of the site: where its index pages are in the reader's language."""

from typing import Any

from django.utils.translation import get_language, gettext
from wagtail.models import Page

from courses.models import CourseIndexPage
from events.models import EventIndexPage, VenueIndexPage
from portal.models import CampaignPage, ColumnPage
from publishing import dates
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


def campaigns(request: Any) -> list[CampaignPage]:
    """The campaigns in the reader's language, with their pictures; no statement without any."""
    frame = frame_of(request)
    known = [
        page.pk
        for page in (frame.tops if frame else top_pages())
        if page.specific_class is CampaignPage and page.locale.language_code == get_language()
    ]
    pages = CampaignPage.objects.filter(pk__in=known).select_related("locale", "picture")
    return list(pages.order_by("path")) if known else []


def campaign_row(page: CampaignPage, request: Any) -> dict[str, Any]:
    """A campaign as components/page_row.html takes it: its duration stands for the source."""
    lasts = page.starts_on and dates.date_range(page.starts_on, page.ends_on or page.starts_on)
    return {
        "page": page,
        "title": page.title,
        "url": page.get_url(request),
        "summary": page.summary,
        "source": lasts or "",
    }


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
