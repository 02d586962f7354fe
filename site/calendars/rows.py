"""What a feed is made of: rows of plain values, fetched in one query each.

A row holds exactly what is written, in the feed's language. So a hash over the rows changes when
the feed does and only then, and costs no rendering.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from calendars.selection import in_window, recently_cancelled_or_held
from calendars.words import page_title_in_sql, said_in_sql
from essays.models import Essay, EssayTask
from essays.participants import ASKING, participants
from events.enums import OfferingState
from events.models import Session
from registration.enums import RegistrationState

SHOWN = (RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.WAITLISTED)
"""States of a registration that put its sessions into the person's own calendar."""


class SessionRow(NamedTuple):
    """One session as a feed tells it; `standing` is the reader's own state in a personal feed."""

    uid: UUID
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    moved_from: datetime | None
    cancelled: bool
    standing: str
    title: str
    page_title: str
    label: str
    kind: str | None
    host: str
    unit: str
    contact: str
    form: str
    speaker: str | None
    hours: Decimal
    venue: str | None
    point: str | None
    address: str | None
    place_note: str
    latitude: Decimal | None
    longitude: Decimal | None
    coordinate_system: str | None
    offering: str
    session: str


class DeadlineRow(NamedTuple):
    """One essay that the reader owes."""

    task: str
    changed_at: datetime
    due_at: datetime
    title: str
    page_title: str
    label: str
    offering: str


_GONE = Q(offering__state=OfferingState.CANCELLED, cancelled_at=None)
_CANCELLED = Q(cancelled_at__isnull=False) | Q(offering__state=OfferingState.CANCELLED)


def _columns(language: str, standing: Any) -> dict[str, Any]:
    def words(field: str) -> Any:
        return said_in_sql(field, language)

    # An offering that is cancelled as a whole is one more revision of each of its sessions.
    return {
        "uid": F("uid"),
        "sequence": Case(When(_GONE, then=F("revision")), default=F("revision") - 1),
        "changed_at": Case(
            When(_GONE, then=Greatest("changed_at", "offering__changed_at")),
            default=F("changed_at"),
        ),
        "starts_at": F("starts_at"),
        "ends_at": F("ends_at"),
        "moved_from": F("moved_from"),
        "cancelled": ExpressionWrapper(_CANCELLED, output_field=BooleanField()),
        "standing": standing,
        "title": words("title"),
        "page_title": page_title_in_sql("offering__page", language),
        "label": words("offering__label"),
        "kind": Coalesce(
            words("offering__page__eventpage__kind__name"),
            words("offering__page__coursepage__category__name"),
        ),
        "host": words("offering__host"),
        "unit": words("offering__lead_unit__name"),
        "contact": F("offering__contact"),
        "form": F("form"),
        "speaker": words("speaker__name"),
        "hours": F("credit_hours"),
        "venue": words("venue__name"),
        "point": words("teaching_point__name"),
        "address": words("venue__address"),
        "place_note": F("place_note"),
        "latitude": F("venue__latitude"),
        "longitude": F("venue__longitude"),
        "coordinate_system": F("venue__coordinate_system"),
        "offering": F("offering__public_id"),
        "session": F("public_id"),
    }


def session_rows(sessions: Any, language: str, standing: Any = None) -> list[SessionRow]:
    """Rows of a queryset of sessions, in a fixed order."""
    columns = _columns(language, standing if standing is not None else Value(""))
    ordered = [columns[name] for name in SessionRow._fields]
    found = sessions.order_by("starts_at", "uid").values_list(*ordered)
    return [SessionRow._make(row) for row in found]


def own_session_rows(person: Any, language: str) -> list[SessionRow]:
    """Sessions of what a person has a place in or waits for, drafts excepted."""
    own = Session.objects.filter(
        offering__registrations__person=person, offering__registrations__state__in=SHOWN
    ).exclude(offering__state=OfferingState.DRAFT)
    shown = in_window(recently_cancelled_or_held(own))
    # What is cancelled reads the same whether one had a place or waited for one.
    standing = Case(
        When(_CANCELLED, then=Value("")),
        default=F("offering__registrations__state"),
        output_field=CharField(),
    )
    return session_rows(shown, language, standing)


def deadline_rows(person: Any, language: str) -> list[DeadlineRow]:
    """Essays that a person still owes, as a participant."""
    handed_in = Essay.objects.of(person).handed_in().filter(task=OuterRef("pk"))
    owed = EssayTask.objects.filter(
        ~Exists(handed_in),
        offering__registrations__in=participants().filter(person=person),
        offering__state__in=ASKING,
    )
    columns = {
        "task": F("public_id"),
        "changed_at": F("offering__registrations__changed_at"),
        "due_at": F("due_at"),
        "title": said_in_sql("title", language),
        "page_title": page_title_in_sql("offering__page", language),
        "label": said_in_sql("offering__label", language),
        "offering": F("offering__public_id"),
    }
    ordered = [columns[name] for name in DeadlineRow._fields]
    return [DeadlineRow._make(row) for row in owed.order_by("due_at", "pk").values_list(*ordered)]
