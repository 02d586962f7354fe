"""Addresses of the editor of routes, filled with what is known of a session."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag
def way_to(slot: Any, *, offering: int, session: Any = None, back: str = "") -> str:
    """Where a new route to a session is planned; `session` is the published one, if there is any.

    `back` is the page to which one returns.
    """
    told = {
        "offering": offering,
        "session": session.pk if session else "",
        "starts": slot.starts_at.isoformat(),
        "ends": slot.ends_at.isoformat(),
        "venue": slot.venue_id or "",
        "next": back,
    }
    known = {name: value for name, value in told.items() if value}
    return f"{reverse('routes:add')}?{urlencode(known)}"
