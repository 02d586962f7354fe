"""What templates of events, courses and venues ask the records for."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext

from events import details, gathering, heads, indexes, listing, venue_list
from events.enums import OVER, VISITING, OfferingState
from events.lineups import members_line, team_named
from events.models.venues import Venue
from events.routing import routes_held
from publishing import dates
from publishing.templatetags.components import address, joined, text_of

register = template.Library()


@register.simple_tag(takes_context=True)
def event_listing(context: dict[str, Any]) -> indexes.Listing:
    """`{% event_listing as listing %}` on an event index."""
    return indexes.event_listing(context["page"], context.get("request"))


@register.simple_tag(takes_context=True)
def venue_listing(context: dict[str, Any]) -> indexes.Listing:
    """`{% venue_listing as listing %}` on a venue index."""
    return venue_list.venue_listing(context["page"], context.get("request"))


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
    return heads.offering_url(offering)


@register.simple_tag
def hours_of(value: Any) -> Any:
    """Credit hours without a needless zero."""
    return listing.plain_hours(value)


@register.simple_tag
def offering_when(offering: Any) -> dict[str, str]:
    """When an offering is, in words, with the days that are left."""
    if offering.starts_at is None:
        return {"value": gettext("dates to be announced"), "note": ""}
    starts, ends = offering.starts_at, offering.ends_at
    one_day = dates.local_date(starts) == dates.local_date(ends)
    value = dates.when(starts, ends) if one_day else dates.date_range(starts, ends)
    ahead = ends >= timezone.now() and offering.state != OfferingState.CANCELLED
    return {"value": value, "note": dates.relative_day(starts) if ahead else ""}


@register.simple_tag
def shown_facts(
    facts: list[dict[str, Any]], *more: dict[str, Any] | list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The facts that say something; `more`: further ones, alone or in lists."""
    for one in more:
        facts = [*facts, *(one if isinstance(one, list) else [one])]
    return [fact for fact in facts if fact and fact["value"]]


@register.simple_tag
def themes_of(page: Any) -> str:
    """The themes of a page in one line; an unsaved page has none."""
    return joined([text_of(theme, "name") for theme in page.themes.all()])


@register.simple_tag
def ways_shown(shown: details.Programme) -> Any:
    """The ways of the offering that a page speaks about; no query where nobody goes anywhere."""
    if shown.shown is None or shown.stops is not None:
        return []
    goes_out = any(s.form in VISITING for s in listing.held_sessions(shown.shown))
    return routes_held(shown.shown) if goes_out else []


@register.simple_tag
def team_fact(page: Any, offering: Any = None) -> dict[str, Any] | None:
    """The team that goes on a tour with its members, as a fact; None for nobody."""
    team = team_named(page, offering)
    if team is None:
        return None
    return {
        "term": gettext("Speaker team"),
        "value": text_of(team, "name"),
        "note": members_line(team),
    }


@register.simple_tag
def offering_links(offering: Any) -> list[dict[str, str]]:
    """What else can be done with an offering: its own page, the ways into a calendar there.

    Of what is over or cancelled nothing goes into a calendar: what is to come stands in the site's.
    """
    own = {"label": gettext("All facts, places and contact"), "url": heads.offering_url(offering)}
    over = offering.ends_at is not None and offering.ends_at < timezone.now()
    if over or offering.state in OVER:
        return [own, *subscription_links()]
    return [
        own,
        {
            "label": gettext("Add to my calendar"),
            "url": f"{heads.offering_url(offering)}#subscribe",
            "icon": "calendar",
        },
    ]


@register.simple_tag
def subscription_links() -> list[dict[str, str]]:
    """What can be done while there is no date."""
    return [
        {"label": gettext("See the calendar"), "url": address("/calendar/"), "icon": "calendar"}
    ]


@register.simple_tag
def venue_links(page: Any) -> list[dict[str, str]]:
    """Where the venue's feed is offered."""
    return [
        {
            "label": gettext("Subscribe to what happens here"),
            "url": f"{address('/calendar/')}?venue={page.venue.public_id}#subscribe",
            "icon": "calendar",
        }
    ]


@register.simple_tag
def nearest_to(venue: Any) -> str:
    """The list of venues, the nearest to this one first."""
    return address(f"/venues/?near={venue.public_id}")


@register.simple_tag(takes_context=True)
def read_records(context: dict[str, Any], body: Any) -> str:
    """`{% read_records body %}` before its blocks: what those of a kind show, read together."""
    gathering.read_records(body, context.get("request"))
    return ""


@register.simple_tag(takes_context=True)
def offerings_by_rule(context: dict[str, Any], value: Any) -> list[listing.Row]:
    """Rows for the offerings block of an editor."""
    rows: list[listing.Row] = gathering.known(value, gathering.read_lists, context.get("request"))
    return rows


@register.simple_tag
def person_shown(value: Any) -> dict[str, Any] | None:
    """`{% person_shown self as person %}` in a person block."""
    return gathering.person_shown(value)


@register.simple_tag(takes_context=True)
def venue_shown(context: dict[str, Any], value: Any) -> dict[str, Any] | None:
    """`{% venue_shown self as card %}` in a venue block; None while its page is not published."""
    page = gathering.venue_shown(value)
    if page is None:
        return None
    card = indexes.venue_card(page, context.get("request"))
    return card | {"title": heads.in_language(page), "address": text_of(page.venue, "address")}


@register.simple_tag
def unit_line(offering: Any) -> str:
    """Who leads an offering: the host named, else the lead unit."""
    return text_of(offering, "host") or text_of(offering.lead_unit, "name")
