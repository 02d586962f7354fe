"""The reader's own state beside offerings, on pages of any room.

    {% load registration %}
    {% prepare_reader_states offerings %}              one query for the whole page
    {% reader_state offering %}                        sentence and the button that fits
    {% read_state offering as state %}                 the same as an object
    {% reader_word offering as mine %}                 the state in a word, for rows; or ""
    {% availability offering %}                        the word and the places left
    {% availability_word offering as state %}          the word as `offering_row.html` takes it
    {{ offering|title_with_label }}                    in the reader's language

Offerings carry `with_figures`, except for the last.
"""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from events.enums import Availability
from publishing.templatetags.components import in_its_language
from registration import reader, wording

register = template.Library()


@register.simple_tag(takes_context=True)
def prepare_reader_states(context: Any, offerings: Any) -> str:
    """Read the reader's registrations for all `offerings` at once; prints nothing."""
    request = context.get("request")
    if request is not None:
        rows = list(offerings)
        known = getattr(request, "reader_registrations", {})
        found = reader.own_registrations(request.user, rows)
        request.reader_registrations = known | {row.pk: found.get(row.pk) for row in rows}
    return ""


def _state(context: Any, offering: Any) -> reader.ReaderState:
    request = context.get("request")
    if request is None:
        return reader.read(offering, None, AnonymousUser())
    known = getattr(request, "reader_registrations", {})
    if offering.pk not in known:
        prepare_reader_states(context, [offering])
        known = request.reader_registrations
    return reader.read(offering, known[offering.pk], request.user)


@register.inclusion_tag("registration/reader_state.html", takes_context=True)
def reader_state(context: Any, offering: Any) -> dict[str, Any]:
    """The reader's state as a sentence, and the one button that fits."""
    return {"state": _state(context, offering), "csrf_token": context.get("csrf_token")}


@register.simple_tag(takes_context=True)
def read_state(context: Any, offering: Any) -> reader.ReaderState:
    """The reader's state itself, for a template that places its sentence and button."""
    return _state(context, offering)


@register.simple_tag(takes_context=True)
def reader_word(context: Any, offering: Any) -> str:
    """The reader's own state in a word; empty for those who have none."""
    return _state(context, offering).word


@register.simple_tag
def availability_word(offering: Any) -> str:
    """The offering's word as the components spell it: open, few, waitlist, full, not_yet, …"""
    return reader.component_word(_word(offering))


@register.inclusion_tag("components/availability.html")
def availability(offering: Any) -> dict[str, Any]:
    """The word, with the places left while there are any."""
    word = _word(offering)
    left = offering.capacity - offering.taken
    counted = word in (Availability.OPEN, Availability.FEW_LEFT)
    return {
        "state": reader.component_word(word),
        "left": left if counted else "",
        "opens_at": offering.opens_at,
    }


@register.filter
def title_with_label(offering: Any) -> Any:
    """The page's title in the reader's language, with the offering's label."""
    return in_its_language(wording.title_of(offering))


def _word(offering: Any) -> Availability:
    return offering.availability(capacity=offering.capacity, taken=offering.taken)
