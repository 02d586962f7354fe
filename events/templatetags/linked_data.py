"""JSON-LD for the head of a page."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from events.details import Programme
from events.linked_data import MOST, Data, of_course, of_events, of_offering

register = template.Library()
# As django.utils.html.json_script does: no text can end the element or begin another.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def script_of(data: Data) -> SafeString:
    """The element that holds `data`; no script, so no policy concerns it."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(content),  # noqa: S308 - escaped above
    )


@register.simple_tag(takes_context=True)
def linked_events(context: dict[str, Any], programme: Programme) -> SafeString | str:
    """The coming holdings of an event's page; nothing where none is planned."""
    title = context["page"].title
    events = [
        of_offering(offering, title, offering.all_sessions, is_course=False)
        for offering in programme.ahead[:MOST]
    ]
    return script_of(of_events(events)) if events else ""


@register.simple_tag(takes_context=True)
def linked_course(context: dict[str, Any], programme: Programme) -> SafeString | str:
    """A course's page with its coming cohorts; nothing where it has never been held."""
    page = context["page"]
    if programme.shown is None:
        return ""
    cohorts = [
        of_offering(offering, page.title, offering.all_sessions, is_course=True)
        for offering in programme.ahead[:MOST]
    ]
    return script_of(of_course(page, _url(context, page), cohorts, programme.shown))


@register.simple_tag(takes_context=True)
def linked_offering(
    context: dict[str, Any], offering: Any, page: Any, sessions: list[Any]
) -> SafeString | str:
    """One holding on its own page; nothing as long as not everybody may read it."""
    if not offering.is_public:
        return ""
    is_course = hasattr(page, "category")
    holding = of_offering(offering, page.title, sessions, is_course=is_course)
    if not is_course:
        return script_of(of_events([holding]))
    return script_of(of_course(page, _url(context, page), [holding], offering))


def _url(context: dict[str, Any], page: Any) -> str:
    return page.get_url(context.get("request")) or ""
