"""What the feed of one reader shows: a person's places and duties, what a unit takes part in."""

from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from calendars.rows import CANCELLED, DeadlineRow, SessionRow, changed_at, session_rows
from calendars.seats import at_their_sites
from calendars.selection import in_window, midnight, recently_cancelled_or_held
from calendars.texts import Part
from calendars.words import page_title_in_sql, said_in_sql
from essays.duties import owed
from essays.foundations import foundations_of
from events.enums import OfferingState
from events.models import Offering, Session
from publishing.languages import text
from registration.enums import RegistrationState
from registration.models import Registration

SHOWN = (RegistrationState.CONFIRMED, RegistrationState.OFFERED, RegistrationState.WAITLISTED)
"""States of a registration that put its sessions into the person's own calendar."""
NUMBERED = (
    RegistrationState.CONFIRMED,
    RegistrationState.WITHDRAWN,
    RegistrationState.REMOVED,
)
"""States that come and go with the number of a unit's people."""


def own_sessions(
    person: Any, since: date | None = None, *, with_waiting: bool = True
) -> tuple[Any, dict[str, Any]]:
    """Sessions of what a person has a place in or waits for, drafts excepted; their own columns.

    `since`: the first day of a longer window.
    """
    states = SHOWN if with_waiting else SHOWN[:1]
    own = Session.objects.filter(
        offering__registrations__person=person, offering__registrations__state__in=states
    ).exclude(offering__state=OfferingState.DRAFT)
    shown = in_window(recently_cancelled_or_held(own), since)
    # What is cancelled reads the same whether one had a place or waited for one.
    standing = Case(
        When(CANCELLED, then=Value("")),
        default=F("offering__registrations__state"),
        output_field=CharField(),
    )
    # Getting a place, or another seat, is news of the session to whoever compares instants.
    placed_at = F("offering__registrations__changed_at")
    seated_at = Coalesce(F("offering__registrations__site_choice__chosen_at"), placed_at)
    moved_at = Case(
        When(CANCELLED, then=changed_at()),
        default=Greatest(changed_at(), placed_at, seated_at),
    )
    has_place = Q(offering__registrations__state=RegistrationState.CONFIRMED) & ~CANCELLED
    join_url = Case(When(has_place, then=F("join_url")), default=Value(""))
    return shown, {"standing": standing, "join_url": join_url, "changed_at": moved_at}


def invited_rows(registration: Any, language: str) -> dict[int, SessionRow]:
    """All sessions of what a person registered for, by key, as an invitation tells them."""
    sessions = Session.objects.filter(offering=registration.offering_id)
    joins = F("join_url") if registration.is_confirmed else Value("")
    keys = dict(sessions.values_list("uid", "pk"))
    rows = at_their_sites(session_rows(sessions, language, join_url=joins), [registration])
    return {keys[row.uid]: row for row in rows}


def own_places(person: Any) -> Any:
    """What a person has a place in or waits for."""
    rows = Registration.objects.filter(person=person, state__in=SHOWN)
    return rows.select_related("offering")


def unit_sessions(path: str, since: date | None = None) -> tuple[Any, dict[str, Any]]:
    """Sessions that people of the unit at `path` or below it take part in, and how many."""
    rows = Registration.objects.filter(offering=OuterRef("offering"), unit__path__startswith=path)
    asked = rows.order_by().values("offering")
    places = asked.filter(state=RegistrationState.CONFIRMED)
    count = Subquery(places.annotate(n=Count("pk")).values("n"))
    # Whoever only waits is not told.
    moved_at = asked.filter(state__in=NUMBERED).annotate(at=Max("changed_at")).values("at")
    sessions = Session.objects.filter(Exists(places)).exclude(offering__state=OfferingState.DRAFT)
    shown = in_window(recently_cancelled_or_held(sessions), since)
    newest = Greatest(changed_at(), Subquery(moved_at))
    return shown, {"people": Coalesce(count, Value(0)), "changed_at": newest}


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
            duty.task.revision - 1 + duty.deadline.times_given,
            _changed_at(duty),
            duty.due_at,
            text(duty.task, "title", language),
            *titles.get(duty.offering.pk if duty.offering else 0, ("", "", "")),
        )
        for duty in duties
    ]


def _changed_at(duty: Any) -> Any:
    """When the task, the time for it or the reader's registration changed last."""
    registered_at = duty.registration and duty.registration.changed_at
    known = (duty.task.changed_at, duty.deadline.given_at, registered_at)
    return max(moment for moment in known if moment is not None)


def nomination_rows(unit: Any, language: str) -> list[DeadlineRow]:
    """Until when a unit may nominate where it has places of its own, window open or to come."""
    asked, columns = nomination_part(unit.pk, language)
    return [DeadlineRow._make(row) for row in asked.values_list(*columns)]


def nomination_part(unit: int, language: str) -> Part:
    """The same as offerings and columns, of the unit with that key."""
    asked = Offering.objects.filter(
        state=OfferingState.PUBLISHED, admits_nominated=True, pools__unit=unit
    )
    asked = asked.filter(closes_at__gte=midnight(timezone.localdate()))
    columns = {
        "kind": Value("nomination"),
        "id": F("public_id"),
        "sequence": F("revision") - 1,
        "changed_at": F("changed_at"),
        "due_at": F("closes_at"),
        "title": page_title_in_sql("page", language),
        "page_title": Value(""),
        "label": said_in_sql("label", language),
        "offering": F("public_id"),
    }
    return asked.order_by("closes_at", "pk"), [columns[name] for name in DeadlineRow._fields]


def duty_parts(person: Any, now: Any, language: str) -> list[Part]:
    """What `deadline_rows` are made from, to be compared by the database."""
    page_title = page_title_in_sql("offering__page", language)
    of_offerings = [page_title, said_in_sql("offering__label", language), F("offering__public_id")]
    return foundations_of(person, now, said_in_sql("title", language), of_offerings)
