"""What one component of a calendar says, worked out from a row in the active language."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from calendars.rows import DeadlineRow, SessionRow
from calendars.words import line, text
from events.coordinates import to_wgs84
from events.enums import SessionForm
from publishing import dates
from publishing.templatetags.components import address
from registration.enums import RegistrationState

HOST_OF_UIDS = "yanxi.invalid"
"""UIDs outlive a change of the site's address, so they name none that exists (RFC 2606)."""

COLORS = {"course": "firebrick", "event": "steelblue", "deadline": "darkorange"}
"""Names of CSS3, the only colours that RFC 7986 knows."""


class Attendee(NamedTuple):
    """Whom an invitation invites; `answer` is a PARTSTAT. Feeds name nobody."""

    name: str
    mailbox: str
    answer: str


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
    attendee: Attendee | None = None
    contact: str = ""
    conference: str = ""
    image: str = ""
    color: str = ""
    alarm: int = 0
    """Minutes before the start at which the application reminds; 0: it does not."""
    is_task: bool = False


def offering_address(public_id: str) -> str:
    """The absolute address of an offering's page in the active language."""
    return settings.SITE_URL + address(f"/o/{public_id}/")


def of_session(row: SessionRow, *, alarm: int = 0) -> Entry:
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
        changed_at=_whole(row.changed_at),
        starts=_whole(row.starts_at),
        ends=_whole(row.ends_at),
        summary=_summary(row),
        description=_description(row, host),
        url=offering_address(row.offering),
        status=status,
        location=_location(row),
        geo=_geo(row),
        categories=tuple(line(word) for word in (row.kind,) if line(word)),
        organizer=(host, row.contact) if row.contact else None,
        contact=_(", ").join(part for part in (host, row.contact) if part) if row.contact else "",
        conference=row.join_url,
        image=row.image,
        color=COLORS["course" if row.is_course else "event"],
        alarm=0 if row.cancelled else alarm,
    )


def of_deadline(row: DeadlineRow, *, as_task: bool = False, alarm: int = 0) -> Entry:
    """What is to be handed in: a task that is due, or an entry of the day.

    What is due at midnight is due on the day that ends then.
    """
    due_on = timezone.localtime(row.due_at - timedelta(seconds=1)).date()
    parts = (line(row.page_title), line(row.label))
    until = dates.instant(row.due_at, now=date.min)
    summaries = {
        "essay": _("Essay due: %(title)s"),
        "nomination": _("Nominations due: %(title)s"),
    }
    # The day's entry and the task are not the same thing to a calendar: never one UID for both.
    name = f"{row.kind}-task:{row.id}" + (":todo" if as_task else "")
    return Entry(
        uid=f"{uuid.uuid5(uuid.NAMESPACE_URL, name)}@{HOST_OF_UIDS}",
        sequence=row.sequence,
        changed_at=_whole(row.changed_at),
        starts=_whole(row.due_at) if as_task else due_on,
        ends=_whole(row.due_at) if as_task else due_on + timedelta(days=1),
        summary=summaries[row.kind] % {"title": line(row.title)},
        description="\n".join(
            [
                *filter(None, [" ".join(part for part in parts if part)]),
                _("Until %(instant)s") % {"instant": until},
            ]
        ),
        url=offering_address(row.offering) if row.offering else settings.SITE_URL + address("/me/"),
        color=COLORS["deadline"],
        alarm=alarm if as_task else 0,
        is_task=as_task,
    )


def _whole(moment: datetime) -> datetime:
    """Without what is smaller than a second: the format has no place for it."""
    return moment.replace(microsecond=0)


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
    place = " ".join(filter(None, map(line, (row.venue, row.point, row.place_note))))
    return _(", ").join(filter(None, (place, line(row.address))))


def _geo(row: SessionRow) -> tuple[float, float] | None:
    """RFC 5545 means WGS-84; a shifted point would lead people a street away."""
    if row.latitude is None or row.longitude is None:
        return None
    return to_wgs84(row.latitude, row.longitude, row.coordinate_system or "")


def _description(row: SessionRow, host: str) -> str:
    facts: list[tuple[Any, str]] = [
        (_("Run"), line(row.label)),
        (_("Speaker"), pgettext("between names", ", ").join(map(line, row.speakers))),
        (_("Form"), str(SessionForm(row.form).label) if row.form in SessionForm else ""),
        (_("Credit hours"), f"{row.hours.normalize():f}" if row.hours else ""),
        (_("Host"), host),
        (_("Take part online"), row.join_url),
        (
            _("From your unit"),
            ngettext("%(n)s person", "%(n)s people", row.people) % {"n": row.people}
            if row.people
            else "",
        ),
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
