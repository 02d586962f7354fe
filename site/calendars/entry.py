"""What one component of a calendar says, worked out from a row in the active language."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.rows import DeadlineRow, SessionRow
from calendars.words import line, text
from events.enums import CoordinateSystem, SessionForm
from publishing import dates
from publishing.templatetags.components import address
from registration.enums import RegistrationState

HOST_OF_UIDS = "yanxi.invalid"
"""UIDs outlive a change of the site's address, so they name none that exists (RFC 2606)."""


@dataclass(frozen=True)
class Entry:
    """One component: either timed (instants) or all day (dates, the end exclusive)."""

    uid: str
    sequence: int
    changed_at: datetime
    starts: datetime | date
    ends: datetime | date
    summary: str
    description: str
    url: str
    status: str = "CONFIRMED"
    location: str = ""
    geo: tuple[float, float] | None = None
    categories: tuple[str, ...] = ()
    organizer: tuple[str, str] | None = None


def offering_address(public_id: str) -> str:
    """The absolute address of an offering's page in the active language."""
    return settings.SITE_URL + address(f"/o/{public_id}/")


def of_session(row: SessionRow) -> Entry:
    """What a feed says of a session."""
    if row.cancelled:
        status = "CANCELLED"
    else:
        waiting = row.standing not in ("", RegistrationState.CONFIRMED)
        status = "TENTATIVE" if waiting else "CONFIRMED"
    host = line(row.host) or line(row.unit)
    return Entry(
        uid=f"{row.uid}@{HOST_OF_UIDS}",
        sequence=row.sequence,
        changed_at=row.changed_at,
        starts=row.starts_at,
        ends=row.ends_at,
        summary=_summary(row),
        description=_description(row, host),
        url=offering_address(row.offering),
        status=status,
        location=_location(row),
        geo=_geo(row),
        categories=tuple(line(word) for word in (row.kind,) if line(word)),
        organizer=(host, row.contact) if row.contact else None,
    )


def of_deadline(row: DeadlineRow) -> Entry:
    """The day an essay is due on; what is due at midnight is due on the day that ends then."""
    due_on = timezone.localtime(row.due_at - timedelta(seconds=1)).date()
    parts = (line(row.page_title), line(row.label))
    until = dates.instant(row.due_at, now=date.min)
    return Entry(
        uid=f"{uuid.uuid5(uuid.NAMESPACE_URL, f'essay-task:{row.task}')}@{HOST_OF_UIDS}",
        sequence=0,
        changed_at=row.changed_at,
        starts=due_on,
        ends=due_on + timedelta(days=1),
        summary=_("Essay due: %(title)s") % {"title": line(row.title)},
        description="\n".join(
            (" ".join(part for part in parts if part), _("Until %(instant)s") % {"instant": until})
        ),
        url=offering_address(row.offering),
    )


def _summary(row: SessionRow) -> str:
    page, topic = line(row.page_title), line(row.title)
    summary = page if topic in ("", page) else f"{page} · {topic}"
    if row.cancelled:
        return _("Cancelled: %(title)s") % {"title": summary}
    if row.standing == RegistrationState.WAITLISTED:
        return _("Waiting list: %(title)s") % {"title": summary}
    if row.standing == RegistrationState.OFFERED:
        return _("Place offered: %(title)s") % {"title": summary}
    return summary


def _location(row: SessionRow) -> str:
    place = " ".join(part for part in (line(row.venue), line(row.point)) if part)
    parts = [part for part in (place or line(row.place_note), line(row.address)) if part]
    return _(", ").join(parts)


def _geo(row: SessionRow) -> tuple[float, float] | None:
    """RFC 5545 means WGS-84; a shifted point would lead people a street away."""
    if row.coordinate_system != CoordinateSystem.WGS84 or None in (row.latitude, row.longitude):
        return None
    return float(row.latitude or 0), float(row.longitude or 0)


def _description(row: SessionRow, host: str) -> str:
    facts: list[tuple[Any, str]] = [
        (_("Run"), line(row.label)),
        (_("Speaker"), line(row.speaker)),
        (_("Form"), str(SessionForm(row.form).label) if row.form in SessionForm else ""),
        (_("Credit hours"), f"{row.hours.normalize():f}" if row.hours else ""),
        (_("Host"), host),
    ]
    lines = [
        _("%(term)s: %(value)s") % {"term": term, "value": value} for term, value in facts if value
    ]
    if row.cancelled:
        lines.insert(0, _("This will not be held."))
    elif row.moved_from:
        moved = dates.when(row.moved_from, now=date.min)
        lines.insert(0, _("Time changed. It was to begin on %(when)s.") % {"when": moved})
    return text("\n".join(lines))
