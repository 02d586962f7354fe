"""The room's part of the Wagtail admin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from attendance.enums import RECORD
from attendance.rules import print_names
from attendance.viewsets import AttendanceViewSet
from events.additions import Addition, add
from events.enums import OfferingState
from events.models import Offering, Session
from publishing import dates


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Attend in the menu."""
    return [AttendanceViewSet()]


def buttons(person: Any, offering: Offering) -> list[Button]:
    """From an offering to its matrix and its papers."""
    if not person.has_perm("attendance.view_attendance"):
        return []
    matrix = reverse("attendance:matrix", args=[offering.pk])
    found = [
        Button(
            RECORD,
            url=matrix,
            icon_name="tick",
            priority=33,
        )
    ]
    if print_names.allows(person, offering):
        papers = reverse("attendance:papers", args=[offering.pk])
        found.append(Button(_("Papers"), url=papers, icon_name="doc-full", priority=59))
    return found


def session_buttons(person: Any, session: Session) -> list[Button]:
    """From a session to its desk, the matrix, and the sheets of its half-day."""
    day = dates.local_date(session.starts_at).isoformat()
    papers = reverse("attendance:papers", args=[session.offering_id])
    desk = reverse("desk-session", args=[session.public_id])
    is_drafted = session.offering.state == OfferingState.DRAFT
    return [
        *([] if is_drafted else [Button(_("Check-in desk"), url=desk)]),
        Button(
            RECORD,
            url=reverse("attendance:matrix", args=[session.offering_id]),
        ),
        Button(_("Papers"), url=f"{papers}?day={day}"),
    ]


add(Addition("attendance", buttons=buttons, session_buttons=session_buttons))
