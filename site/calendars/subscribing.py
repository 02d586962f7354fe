"""How a feed is taken into a calendar application: its addresses and what to press in each."""

from typing import Any

from django.utils.translation import gettext as _

from media.qr import qr_svg


def ways_of(address: str) -> dict[str, Any]:
    """The address as it is copied, as a link that opens the calendar application, as a code."""
    return {
        "https": address,
        "webcal": "webcal://" + address.partition("://")[2],
        "qr": qr_svg(address, label=_("Code with the address of this calendar")),
    }


def clients() -> list[dict[str, Any]]:
    """What to do in each application, shortest first for those who hold a phone."""
    return [
        {
            "name": _("iPhone, iPad, Mac"),
            "steps": [_("Press “Open in the calendar application” and confirm.")],
        },
        {
            "name": _("Android (Xiaomi, vivo, OPPO and others)"),
            "steps": [
                _("Copy the address."),
                _("In the calendar application choose “Import” or “Subscribe by address” and paste it."),
                _("If there is no such entry, install ICSx5 and paste it there."),
            ],
        },
        {
            "name": _("Huawei"),
            "steps": [
                _("Huawei's calendar takes one entry at a time: open an activity and press “Add to "
                  "calendar” beside the session."),
            ],
        },
        {
            "name": _("WeChat"),
            "steps": [
                _("Press ··· at the top right and choose “Open in browser”; then go on as above."),
            ],
        },
        {
            "name": _("Outlook"),
            "steps": [
                _("Copy the address."),
                _("In the calendar choose “Add calendar”, then “Subscribe from web”, and paste it."),
            ],
        },
        {
            "name": _("Thunderbird"),
            "steps": [
                _("Copy the address."),
                _("Choose “New calendar”, then “On the network”, and paste it."),
            ],
        },
        {
            "name": _("Google Calendar"),
            "steps": [
                _("On a computer choose “Other calendars”, then “From URL”, and paste the address."),
                _("Changes arrive there after up to a day."),
            ],
        },
    ]
