"""How an offering admits, in words."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


def ways_in(offering: Any) -> list[str | Promise]:
    """Every way to a place, as short phrases in a fixed order."""
    ways: list[str | Promise] = []
    if offering.admits_self and offering.needs_approval:
        ways.append(_("by themselves, the organiser decides"))
    elif offering.admits_self:
        ways.append(_("by themselves, first come"))
    if offering.admits_nominated:
        ways.append(_("nominated by their unit"))
    if offering.admits_invited:
        ways.append(_("by invitation"))
    if offering.open_to_all:
        ways.append(_("also without a unit"))
    return ways


def waiting_list_of(offering: Any) -> str | Promise:
    """Whether people wait, and how a freed place reaches them."""
    if not offering.has_waiting_list:
        return _("No")
    if offering.promotion_paused:
        return _("stands still")
    if offering.offer_hours:
        return ngettext(
            "a free place is offered for %(hours)s working hour",
            "a free place is offered for %(hours)s working hours",
            offering.offer_hours,
        ) % {"hours": offering.offer_hours}
    return _("a free place goes to the next at once")
