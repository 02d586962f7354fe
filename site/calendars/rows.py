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
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.utils import timezone

from calendars.pictures import addresses_of
from calendars.selection import from_window, midnight, recently_cancelled_or_held
from calendars.words import line, page_title_in_sql, said_in_sql
from essays.duties import owed
from events.enums import OfferingState
from events.models import Offering, Session
from people.mailboxes import unless_a_persons
from publishing.templatetags.page_meta import absolute
from publishing.templatetags.pictures import drawing_named
from registration.enums import RegistrationState
from registration.models import Registration

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
    is_course: bool
    image: str
    people: int
    """How many of a liaison's unit have a place; 0 in every other feed."""
    join_url: str
    """Where one takes part online: for who has a place, empty in every feed but theirs."""

    def told(self) -> "SessionRow":
        """Without what a feed leaves out: the unit, where a host is named."""
        return self._replace(unit="") if line(self.host) else self


class DeadlineRow(NamedTuple):
    """One thing to be handed in: an essay that the reader owes, or a unit's nominations."""

    kind: str
    id: str
    changed_at: datetime
    due_at: datetime
    title: str
    page_title: str
    label: str
    offering: str


# What a feed for everybody says in the columns that depend on the reader.
_NOBODYS = {"standing": Value(""), "people": Value(0), "join_url": Value("")}
_GONE = Q(offering__state=OfferingState.CANCELLED, cancelled_at=None)
_CANCELLED = Q(cancelled_at__isnull=False) | Q(offering__state=OfferingState.CANCELLED)


def _columns(language: str) -> dict[str, Any]:
    # An offering that is cancelled as a whole is one more revision of each of its sessions.
    return _texts(language) | {
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
        "contact": unless_a_persons("offering__contact"),
        "form": F("form"),
        "hours": F("credit_hours"),
        "place_note": F("place_note"),
        "latitude": F("venue__latitude"),
        "longitude": F("venue__longitude"),
        "coordinate_system": F("venue__coordinate_system"),
        "offering": F("offering__public_id"),
        "session": F("public_id"),
        "is_course": Q(offering__page__coursepage__isnull=False),
    }


def _texts(language: str) -> dict[str, Any]:
    """What has an English twin."""

    def words(field: str) -> Any:
        return said_in_sql(field, language)

    return {
        "title": words("title"),
        "page_title": page_title_in_sql("offering__page", language),
        "label": words("offering__label"),
        "kind": Coalesce(
            words("offering__page__eventpage__kind__name"),
            words("offering__page__coursepage__category__name"),
        ),
        "host": words("offering__host"),
        "unit": words("offering__lead_unit__name"),
        "speaker": words("speaker__name"),
        "venue": words("venue__name"),
        "point": words("teaching_point__name"),
        "address": words("venue__address"),
    }


def session_rows(sessions: Any, language: str, **own: Any) -> list[SessionRow]:
    """Rows of a queryset of sessions in a fixed order; one query, and one for editors' pictures.

    `own` are the columns that one reader alone has: `standing`, `people`, `join_url`.
    """
    columns = _columns(language) | _NOBODYS | own
    page = "offering__page"
    drawn = [
        Coalesce(f"{page}__eventpage__picture", f"{page}__coursepage__picture"),
        Coalesce(
            NullIf(F(f"{page}__eventpage__motif"), Value("")),
            NullIf(F(f"{page}__coursepage__motif"), Value("")),
            F(f"{page}__eventpage__kind__motif"),
        ),
    ]
    ordered = [columns[name] for name in SessionRow._fields if name != "image"]
    place = SessionRow._fields.index("image")
    found = list(sessions.order_by("starts_at", "uid").values_list(*ordered, *drawn))
    pictures = addresses_of({row[-2] for row in found} - {None})
    return [
        SessionRow._make((*row[:place], _image(row, pictures), *row[place:-2])) for row in found
    ]


def _image(row: Any, pictures: dict[int, str]) -> str:
    return pictures.get(row[-2]) or absolute(drawing_named(row[-1]))


def own_session_rows(person: Any, language: str, *, with_waiting: bool = True) -> list[SessionRow]:
    """Sessions of what a person has a place in or waits for, drafts excepted, also far ahead."""
    states = SHOWN if with_waiting else SHOWN[:1]
    own = Session.objects.filter(
        offering__registrations__person=person, offering__registrations__state__in=states
    ).exclude(offering__state=OfferingState.DRAFT)
    shown = from_window(recently_cancelled_or_held(own))
    # What is cancelled reads the same whether one had a place or waited for one.
    standing = Case(
        When(_CANCELLED, then=Value("")),
        default=F("offering__registrations__state"),
        output_field=CharField(),
    )
    has_place = Q(offering__registrations__state=RegistrationState.CONFIRMED) & ~_CANCELLED
    join_url = Case(When(has_place, then=F("join_url")), default=Value(""))
    return session_rows(shown, language, standing=standing, join_url=join_url)


def invited_rows(registration: Any, language: str) -> dict[int, SessionRow]:
    """All sessions of what a person registered for, by key, as an invitation tells them."""
    sessions = Session.objects.filter(offering=registration.offering_id)
    joins = F("join_url") if registration.is_confirmed else Value("")
    keys = dict(sessions.values_list("uid", "pk"))
    return {keys[row.uid]: row for row in session_rows(sessions, language, join_url=joins)}


def unit_session_rows(unit: Any, language: str) -> list[SessionRow]:
    """Sessions that people of a unit or one below it take part in, with how many they are."""
    places = Registration.objects.filter(
        offering=OuterRef("offering"),
        state=RegistrationState.CONFIRMED,
        unit__path__startswith=unit.path,
    )
    count = Subquery(places.order_by().values("offering").annotate(n=Count("pk")).values("n"))
    sessions = Session.objects.filter(Exists(places)).exclude(offering__state=OfferingState.DRAFT)
    shown = from_window(recently_cancelled_or_held(sessions))
    return session_rows(shown, language, people=Coalesce(count, Value(0)))


def deadline_rows(person: Any, language: str) -> list[DeadlineRow]:
    """Essays that a person still owes, with what more time was given."""
    duties = owed(person)
    titles = {
        pk: (title, label, public_id)
        for pk, title, label, public_id in Offering.objects.filter(
            pk__in=[duty.offering.pk for duty in duties if duty.offering]
        ).values_list(
            "pk", page_title_in_sql("page", language), said_in_sql("label", language), "public_id"
        )
    }
    return [
        DeadlineRow(
            "essay",
            duty.task.public_id,
            duty.registration.changed_at if duty.registration else duty.task.made_at,
            duty.due_at,
            (language.startswith("en") and duty.task.title_en) or duty.task.title,
            *titles.get(duty.offering.pk if duty.offering else 0, ("", "", "")),
        )
        for duty in duties
    ]


def nomination_rows(unit: Any, language: str) -> list[DeadlineRow]:
    """Until when a unit may nominate where it has places of its own, window open or to come."""
    asked = Offering.objects.filter(
        state=OfferingState.PUBLISHED, admits_nominated=True, pools__unit=unit
    )
    asked = asked.filter(closes_at__gte=midnight(timezone.localdate()))
    columns = {
        "kind": Value("nomination"),
        "id": F("public_id"),
        "changed_at": F("changed_at"),
        "due_at": F("closes_at"),
        "title": page_title_in_sql("page", language),
        "page_title": Value(""),
        "label": said_in_sql("label", language),
        "offering": F("public_id"),
    }
    return _deadlines(asked.order_by("closes_at", "pk"), columns)


def _deadlines(found: Any, columns: dict[str, Any]) -> list[DeadlineRow]:
    ordered = [columns[name] for name in DeadlineRow._fields]
    return [DeadlineRow._make(row) for row in found.values_list(*ordered)]
