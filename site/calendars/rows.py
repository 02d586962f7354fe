"""What a feed is made of: rows of plain values, fetched in one query each.

A row holds exactly what an entry is worked out from, in the feed's language.
"""

import functools
import json
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, NullIf
from django.db.models.lookups import Regex

from calendars.pictures import addresses_of
from calendars.texts import Part, in_order, lines_of, text_of
from calendars.words import page_title_in_sql, said_in_sql
from events.enums import OfferingState
from events.models import SessionSpeaker
from media.models import CustomImage
from people.mailboxes import unless_a_persons
from publishing.templatetags.page_meta import absolute
from publishing.templatetags.pictures import drawing_named


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
    speakers: tuple[str, ...]
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


class DeadlineRow(NamedTuple):
    """One thing to be handed in: an essay that the reader owes, or a unit's nominations."""

    kind: str
    id: str
    sequence: int
    changed_at: datetime
    due_at: datetime
    title: str
    page_title: str
    label: str
    offering: str


_OF_PICTURES = ("file", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
_A_LETTER = "[0-9A-Za-z\u4e00-\u9fff]"
# What a feed for everybody says in the columns that depend on the reader.
_NOBODYS = {"standing": Value(""), "people": Value(0), "join_url": Value("")}
_GONE = Q(offering__state=OfferingState.CANCELLED, cancelled_at=None)
CANCELLED = Q(cancelled_at__isnull=False) | Q(offering__state=OfferingState.CANCELLED)


def _holds(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def changed_at() -> Case:
    """When a session was changed last, its offering's cancellation included."""
    return Case(
        When(_GONE, then=Greatest("changed_at", "offering__changed_at")), default=F("changed_at")
    )


@functools.cache
def _columns(language: str) -> dict[str, Any]:
    """By language, once: putting them together costs as much as asking for them."""
    # An offering that is cancelled as a whole is one more revision of each of its sessions.
    return _texts(language) | {
        "uid": F("uid"),
        "sequence": Case(When(_GONE, then=F("revision")), default=F("revision") - 1),
        "changed_at": changed_at(),
        "starts_at": F("starts_at"),
        "ends_at": F("ends_at"),
        "moved_from": F("moved_from"),
        "cancelled": _holds(CANCELLED),
        "contact": unless_a_persons("offering__contact"),
        "form": F("form"),
        "hours": F("credit_hours"),
        "place_note": F("place_note"),
        "latitude": F("venue__latitude"),
        "longitude": F("venue__longitude"),
        "coordinate_system": F("venue__coordinate_system"),
        "offering": F("offering__public_id"),
        "session": F("public_id"),
        "is_course": _holds(Q(offering__page__coursepage__isnull=False)),
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
        "speakers": _speakers(language),
        "venue": words("venue__name"),
        "point": words("teaching_point__name"),
        "address": words("venue__address"),
    }


def _speakers(language: str) -> Any:
    """All who speak, a line each: their place and name as JSON."""
    lineup = SessionSpeaker.objects.filter(session=OuterRef("pk"))
    return lines_of(lineup, [F("place"), said_in_sql("speaker__name", language)])


def _named(lines: Any) -> tuple[str, ...]:
    """Their names, the first one first."""
    rows = [json.loads(line) for line in in_order(lines)]
    return tuple(name for _place, name in sorted(rows, key=lambda row: int(row[0])))


def session_rows(sessions: Any, language: str, **own: Any) -> list[SessionRow]:
    """Rows of a queryset of sessions in a fixed order; one query, and one for editors' pictures.

    `own` are the columns that one reader alone has: `standing`, `people`, `join_url`.
    """
    columns = _columns(language) | _NOBODYS | own
    ordered = [columns[name] for name in SessionRow._fields if name != "image"]
    place = SessionRow._fields.index("image")
    found = list(sessions.order_by("starts_at", "pk").values_list(*ordered, *_drawn()))
    pictures = addresses_of({row[-2] for row in found} - {None})
    rows = (
        SessionRow._make((*row[:place], _image(row, pictures), *row[place:-2])) for row in found
    )
    return [row._replace(speakers=_named(row.speakers)) for row in rows]


def session_part(sessions: Any, language: str, **own: Any) -> Part:
    """What `session_rows` are made from, to be compared by the database."""
    columns = _columns(language) | _NOBODYS | own
    # Where a host is surely named, the unit is not told: see `entry.of_session`.
    named = Regex(columns["host"], _A_LETTER)
    columns["unit"] = Case(When(named, then=Value("")), default=columns["unit"])
    return sessions, [*columns.values(), *_drawn(), _cut()]


def _cut() -> Subquery:
    """What the address of a picture's drawing depends on, as one text: joins would be two more."""
    pages = [OuterRef(f"offering__page__{page}__picture") for page in ("eventpage", "coursepage")]
    image = CustomImage.objects.filter(pk=Coalesce(*pages)).order_by()
    return Subquery(image.values_list(text_of(_OF_PICTURES)))


def _drawn() -> list[Any]:
    """The editors' picture of a page, and what is drawn in its place."""
    page = "offering__page"
    return [
        Coalesce(f"{page}__eventpage__picture", f"{page}__coursepage__picture"),
        Coalesce(
            NullIf(F(f"{page}__eventpage__motif"), Value("")),
            NullIf(F(f"{page}__coursepage__motif"), Value("")),
            F(f"{page}__eventpage__kind__motif"),
        ),
    ]


def _image(row: Any, pictures: dict[int, str]) -> str:
    return pictures.get(row[-2]) or absolute(drawing_named(row[-1]))
