"""What people are told about leave, objections and guests: who decides, and whoever it concerns.

No mail says why somebody is away or of which kind the leave is: that stands behind the sign-in.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation

from attendance import spans
from attendance.absence_enums import AppealState, LeaveState, MakeUpState, Office
from attendance.forecasts import covered_by, hours_of
from attendance.ladder import deciders_at, deciders_of
from attendance.models import Appeal, LeaveRequest, MakeUp, RemoteSite
from attendance.remote import seated_at
from events.enums import RUNNING
from events.models import Session
from notices.delivery import Note, notify_many
from notices.enums import Kind
from publishing import dates
from publishing.languages import text
from registration.models import Registration
from registration.telling import note_for, titled_with_others
from registration.wording import place_of, title_of


def tell_deciders(leave: LeaveRequest, office: str, *, position: int) -> None:
    """A decision awaits whoever holds the office."""
    key = f"leave-{leave.pk}-{position}"
    _tell(Kind.LEAVE_ASKED, leave, deciders_of(leave, office), key)


def tell_decided(leave: LeaveRequest, reason: str) -> None:
    """What was decided in the end, with the reason."""
    approved = leave.state == LeaveState.APPROVED
    key = f"leave-{leave.pk}-{leave.state}"
    _tell(Kind.LEAVE_DECIDED, leave, [leave.person], key, reason=reason, approved=approved)


def tell_ended(leave: LeaveRequest, by: Any) -> None:
    """It was withdrawn, cut short, or somebody is back: the other side is told."""
    if by == leave.person:
        steps = leave.steps.filter(by__isnull=False).select_related("by")
        told = dict.fromkeys(step.by for step in steps)
    else:
        told = {leave.person: None}
    _tell(Kind.LEAVE_CHANGED, leave, told, _key_of_now(leave), withdrawn=_is_withdrawn(leave))


def tell_recounted(leaves: Iterable[LeaveRequest]) -> None:
    """The timetable changed, and with it what an approved leave covers."""
    for leave in leaves:
        if leave.ends_at >= timezone.now() and leave.state == LeaveState.APPROVED:
            _tell(Kind.LEAVE_CHANGED, leave, [leave.person], _key_of_now(leave), by_timetable=True)


def tell_not_returned(leave: LeaveRequest) -> int:
    """The leave is over and nobody has reported back; once. How many were told."""
    return _tell(Kind.LEAVE_RETURN, leave, [leave.person], f"leave-{leave.pk}-return")


def tell_objected(appeal: Appeal) -> None:
    """Somebody objects to a mark: whoever runs it has to answer."""
    people = deciders_of(appeal.attendance, Office.COORDINATOR)
    _tell_of_mark(Kind.OBJECTED, appeal, people)


def tell_answered(appeal: Appeal) -> None:
    """The answer, and what the mark says now."""
    granted = appeal.state == AppealState.GRANTED
    context = {"granted": granted, "reason": appeal.answer}
    _tell_of_mark(Kind.OBJECTION_ANSWERED, appeal, [appeal.person], **context)


def _tell_of_mark(kind: Kind, appeal: Appeal, people: Iterable[Any], **context: Any) -> None:
    session = appeal.attendance.session
    offering = appeal.attendance.registration.offering
    notes = []
    for person in people:
        with translation.override(person.language):
            words = {
                "asker": appeal.person.name,
                "title": title_of(offering),
                "what": text(session, "title"),
                "status": appeal.attendance.get_status_display(),
            }
            path = reverse("objection", args=[appeal.public_id])
        key = f"objection-{appeal.pk}"
        notes.append(Note(person, key, path, words | context, offering.public_id, offering.contact))
    notify_many(kind, notes)


def tell_hosts(makeup: MakeUp) -> None:
    """Somebody asks for a guest's place: whoever runs the other session decides."""
    people = deciders_at(makeup.session.offering, but=makeup.person)
    _tell_of_guest(Kind.GUEST_ASKED, makeup, people)


def tell_guest(makeup: MakeUp) -> None:
    """Whether there is a place and when, with the reason; again when the session has changed."""
    agreed = makeup.state == MakeUpState.AGREED
    context = {"agreed": agreed, "reason": makeup.reason}
    _tell_of_guest(Kind.GUEST_DECIDED, makeup, [makeup.person], **context)


def _tell_of_guest(kind: Kind, makeup: MakeUp, people: Iterable[Any], **context: Any) -> None:
    session, missed = makeup.session, makeup.makeup_for.session
    notes = []
    for person in people:
        with translation.override(person.language):
            words = {
                "asker": makeup.person.name,
                "title": title_of(session.offering),
                "what": text(session, "title"),
                "missed": text(missed, "title"),
                "place": place_of(session),
            }
            path = reverse("makeup", args=[makeup.public_id])
        offering = session.offering
        words |= {"session": session, **context}
        key = f"guest-{makeup.pk}-{makeup.state}-{session.revision}"
        notes.append(Note(person, key, path, words, offering.public_id, offering.contact))
    notify_many(kind, notes)


def tell_seats(offering: Any, before: Mapping[int, RemoteSite | None]) -> None:
    """Of those in `before` (by key of the registration, see `seated_at`), whoever takes part
    elsewhere now learns where, with the sessions still ahead.
    """
    sessions = Session.objects.filter(offering=offering).held().with_places()
    ahead = list(sessions.filter(ends_at__gt=timezone.now()))
    if offering.state not in RUNNING or not ahead:
        return
    now = seated_at(offering.pk)
    moved = [key for key in before if key in now and _seat(now[key]) != _seat(before[key])]
    notes = []
    for row in Registration.objects.filter(pk__in=moved).select_related("person").order_by("pk"):
        with translation.override(row.person.language):
            words = {
                "what": titled_with_others(ahead[0], len(ahead) - 1),
                "place": place_of(ahead[0], now[row.pk]),
                "old_place": place_of(ahead[0], before[row.pk]),
            }
        key = f"seat-{row.pk}-{timezone.now().timestamp():.6f}"
        notes.append(note_for(row.person, offering, key, session=ahead[0], **words))
    notify_many(Kind.CHANGED, notes)


def _seat(site: RemoteSite | None) -> tuple[Any, ...]:
    """What of a site makes it another place to whoever goes there."""
    return (site.pk, site.name, site.venue_id, site.place) if site else ()


def _key_of_now(leave: LeaveRequest) -> str:
    return f"leave-{leave.pk}-{timezone.now().timestamp():.6f}"


def _is_withdrawn(leave: LeaveRequest) -> bool:
    return leave.state == LeaveState.WITHDRAWN


def _tell(kind: Kind, leave: LeaveRequest, people: Iterable[Any], key: str, **context: Any) -> int:
    sessions = covered_by(leave)
    offering = leave.offering
    notes = []
    for person in people:
        with translation.override(person.language):
            words = {
                "asker": leave.person.name,
                "title": title_of(offering),
                "span": spans.in_words(leave.starts_at, leave.ends_at),
                "count": len(sessions),
                "hours": dates.credit_hours(hours_of(sessions)),
            }
            path = reverse("leave", args=[leave.public_id])
        notes.append(Note(person, key, path, words | context, offering.public_id, offering.contact))
    return len(notify_many(kind, notes))
