"""How a feed is taken into a calendar application: its addresses and what to press in each."""

from typing import Any

from django.utils.translation import gettext as _

from media.qr import qr_svg
from people.models import Unit
from publishing.dates import in_chinese


def ways_of(address: str) -> dict[str, Any]:
    """The address as it is copied, as a link that opens the calendar application, as a code."""
    return {
        "https": address,
        "webcal": "webcal://" + address.partition("://")[2],
        "qr": qr_svg(address, label=_("Code with the address of this calendar")),
    }


def in_language(address: str, language: str | None = None) -> str:
    """The address of a feed, with `lang=en` where texts are to be English."""
    if in_chinese(language):
        return address
    return f"{address}{'&' if '?' in address else '?'}lang=en"


def programmes_of(person: Any) -> list[Unit]:
    """Units whose public calendar concerns a person: those of today's memberships and those above
    them, the nearest first. One query."""
    own = [membership.unit.path for membership in person.current_memberships]
    step = Unit.steplen
    paths = {path[:end] for path in own for end in range(step, len(path) + 1, step)}
    return list(Unit.objects.active().filter(path__in=paths).order_by("-depth", "path"))


def clients() -> list[dict[str, Any]]:
    """What to press in each application; phones first."""
    copy = _("Copy the address.")
    return [
        _client(_("iPhone, iPad, Mac"), _("Press “Open in the calendar application” and confirm.")),
        _client(
            _("Android (Xiaomi, vivo, OPPO and others)"),
            copy,
            _("In the calendar application choose “Subscribe by address” and paste it."),
            _("If there is no such entry, install ICSx5 and paste it there."),
        ),
        _client(
            _("Huawei"),
            _("Huawei's calendar takes one session at a time and does not follow changes."),
            _("Press “Add to calendar” at each session, in the agenda or on its own page."),
        ),
        _client(
            _("WeChat"),
            _("Press ··· at the top right and choose “Open in browser”; then go on as above."),
        ),
        _client(
            _("Outlook"),
            copy,
            _("In the calendar choose “Add calendar”, “Subscribe from web”, and paste it."),
        ),
        _client(
            _("Thunderbird"), copy, _("Choose “New calendar”, “On the network”, and paste it.")
        ),
        _client(
            _("Google Calendar"),
            _("On a computer choose “Other calendars”, “From URL”, and paste the address."),
            _("Changes arrive there after up to a day."),
        ),
    ]


def _client(name: str, *steps: str) -> dict[str, Any]:
    return {"name": name, "steps": steps}
