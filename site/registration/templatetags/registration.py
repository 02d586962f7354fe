"""The reader's own state beside an offering, on pages of any room.

    {% load registration %}
    {% read_state offering as state %}     sentence and the button that fits, as an object
    {{ offering|title_with_label }}        in the reader's language

Offerings carry `with_figures`, except for the last.
"""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from publishing.templatetags.components import in_its_language
from registration import reader, wording

register = template.Library()


@register.simple_tag(takes_context=True)
def read_state(context: Any, offering: Any) -> reader.ReaderState:
    """The reader's state; a visitor's where no request is known. One query."""
    request = context.get("request")
    person = request.user if request is not None else AnonymousUser()
    row = reader.own_registrations(person, [offering]).get(offering.pk)
    return reader.read(offering, row, person)


@register.filter
def title_with_label(offering: Any) -> Any:
    """The page's title in the reader's language, with the offering's label."""
    return in_its_language(wording.title_of(offering))
