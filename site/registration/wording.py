"""Plain words about offerings and sessions in the active language, for notices and sentences.

Pages mark a Chinese text on an English page with `lang`; the text of a mail cannot.
"""

from typing import Any

from wagtail.models import Page

from publishing.dates import in_chinese
from publishing.languages import between, text


def title_of(offering: Any) -> str:
    """Title of the page with the offering's label; the page's translation for English readers."""
    title = offering.page.title if in_chinese() else _english_title(offering)
    return between().join(filter(None, (title, text(offering, "label"))))


def place_of(session: Any, site: Any = None) -> str:
    """Town, venue and teaching point of a session, or its note where no venue is listed; of the
    remote site, where somebody attends it at one.
    """
    if site is not None:
        return _side_by_side([text(site, "name"), *(_in_town(site.venue) or [site.place])])
    venue, point = session.venue, session.teaching_point
    if venue is None:
        return session.place_note
    parts = [text(point, "name") if point else "", session.place_note]
    return _side_by_side([*_in_town(venue), *parts])


def _in_town(venue: Any) -> list[str]:
    """Town and name of a venue; nothing where there is none."""
    if venue is None:
        return []
    name, town = text(venue, "name"), text(venue, "town")
    return [name] if name.startswith(town) else [town, name]


def _side_by_side(parts: list[str]) -> str:
    return between().join(filter(None, parts))


def _english_title(offering: Any) -> str:
    kept = getattr(offering, "english_title", None)
    if kept is None:
        titles = Page.objects.filter(
            translation_key=offering.page.translation_key, locale__language_code="en", live=True
        )
        kept = titles.values_list("title", flat=True).first() or offering.page.title
        offering.english_title = kept  # one query for a thousand readers
    return kept
