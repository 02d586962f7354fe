"""What templates of events, courses and venues ask the records for."""

from typing import Any

from django import template
from django.utils.translation import gettext

from events import details, indexes, listing
from events.models import Offering
from events.models.venues import Venue
from publishing.templatetags.components import text_of

register = template.Library()


@register.simple_tag(takes_context=True)
def event_listing(context: dict[str, Any]) -> indexes.Listing:
    """`{% event_listing as listing %}` on an event index."""
    return indexes.event_listing(context["page"], context.get("request"))


@register.simple_tag(takes_context=True)
def venue_listing(context: dict[str, Any]) -> indexes.Listing:
    """`{% venue_listing as listing %}` on a venue index."""
    return indexes.venue_listing(context["page"], context.get("request"))


@register.simple_tag(takes_context=True)
def programme(context: dict[str, Any]) -> details.Programme:
    """`{% programme as programme %}`: the offerings of an event or a course."""
    return details.programme_of(context["page"], context.get("request"))


@register.simple_tag(takes_context=True)
def venue_facts(context: dict[str, Any]) -> details.VenueFacts | None:
    """`{% venue_facts as facts %}` on a venue's page; None while no venue is chosen."""
    page = context["page"]
    if page.venue_id is None or not isinstance(page.venue, Venue):
        return None
    return details.venue_facts(page, context.get("request"))


@register.simple_tag
def offering_link(offering: Any) -> str:
    """`/o/<id>/` in the reader's language."""
    return listing.offering_url(offering)


@register.simple_tag
def hours_of(value: Any) -> Any:
    """Credit hours without a needless zero."""
    return listing.plain_hours(value)


ACTIONS = {
    "open": lambda: gettext("Register"),
    "few": lambda: gettext("Register"),
    "waitlist": lambda: gettext("Join the waiting list"),
}


@register.simple_tag
def offering_action(offering: Any, state: str) -> dict[str, Any]:
    """Label, address and weight of the one button beside an offering, for anybody."""
    can = state in ACTIONS
    label = ACTIONS[state]() if can else gettext("Details and timetable")
    return {
        "label": label,
        "url": listing.offering_url(offering),
        "kind": "primary" if can else "plain",
    }


@register.simple_tag(takes_context=True)
def offerings_by_rule(context: dict[str, Any], value: Any) -> list[listing.Row]:
    """Rows for the offerings block of an editor: by kind, unit and whether one can register."""
    offerings = Offering.objects.public().with_figures().upcoming()
    if value.get("kind"):
        offerings = offerings.filter(page__eventpage__kind=value["kind"])
    if value.get("unit"):
        offerings = offerings.filter(lead_unit__code=value["unit"])
    if value.get("only_open"):
        offerings = offerings.open_at()
    rows = listing.listed(offerings[: value.get("count") or 5])
    return listing.rows_of(rows, context.get("request"))


@register.simple_tag
def unit_line(offering: Any) -> str:
    """Who leads an offering: the host named, else the lead unit."""
    return text_of(offering, "host") or text_of(offering.lead_unit, "name")
