"""Whom a change of an offering reaches, group by group, before it happens."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.additions import Reach
from events.models import Offering
from notices.channels import count_channels
from notices.enums import Channel, Kind
from registration.enums import RegistrationState
from registration.models import Registration

# In the order in which an organiser thinks of them.
GROUPS = (
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.WAITLISTED,
    RegistrationState.PENDING,
    RegistrationState.NOMINATED,
)


def reaches(offering: Offering) -> list[Reach]:
    """Everybody whose registration is alive, by state, with the channels that reach them.

    A change of time or place and a cancellation always go out: nobody chooses about them.
    """
    rows = Registration.objects.filter(offering=offering).alive().select_related("person")
    by_state: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_state[row.state].append(row.person)
    return [
        Reach(str(state.label), len(by_state[state]), _channels(by_state[state]))
        for state in GROUPS
        if by_state[state]
    ]


def _channels(people: list[Any]) -> str:
    counts = count_channels(Kind.CANCELLED, people)
    said = [
        ngettext("%(count)s in the inbox", "%(count)s in the inbox", len(people))
        % {"count": len(people)}
    ]
    if counts[Channel.MAIL]:
        said.append(_("%(count)s by mail") % {"count": counts[Channel.MAIL]})
    if counts[Channel.SMS]:
        said.append(_("%(count)s by text message") % {"count": counts[Channel.SMS]})
    return " · ".join(said)
