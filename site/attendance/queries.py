"""What is asked about attendance, by name."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from attendance import windows
from attendance.absence_enums import MakeUpState
from attendance.crediting import hours_of, sum_of
from attendance.enums import ATTENDED, KNOWN_AHEAD, SEEN, AttendanceStatus, Method
from events.enums import OfferingState
from events.models import Session
from events.queries import SessionQuerySet
from registration.enums import RegistrationState


def counts(prefix: str = "") -> Q:
    """Condition: the session at `prefix` earns hours, whoever attends it or teaches it; said here
    alone.

    One that was cancelled never does. Of an offering that was cancelled those count that somebody
    attended before: what was held was held, and nobody can be marked afterwards.
    """
    attended = apps.get_model("attendance", "Attendance").objects.filter(
        session=OuterRef(f"{prefix}pk"), status__in=ATTENDED
    )
    stands = Q(**{f"{prefix}offering_cancelled": False})
    return Q(**{f"{prefix}cancelled_at": None}) & (stands | Q(Exists(attended)))


def earns(prefix: str = "") -> Q:
    """Condition: the attendance at `prefix` earns its session's credit hours; said here alone.

    The session counts, and whoever teaches it earns that, not what the listeners do. What was made
    up as a guest earns nothing where that very session counts for the person's own place there.
    """
    teaches = apps.get_model("events", "SessionSpeaker").objects.filter(
        session=OuterRef(f"{prefix}session"),
        speaker__person=OuterRef(f"{prefix}registration__person"),
    )
    seen = Q(**{f"{prefix}status__in": SEEN})
    own = apps.get_model("attendance", "Attendance").objects.filter(
        status__in=SEEN,
        session__guests__makeup_for=OuterRef(f"{prefix}pk"),
        session__guests__state=MakeUpState.ATTENDED,
        registration__person=OuterRef(f"{prefix}registration__person"),
    )
    made_up = Q(**{f"{prefix}status": AttendanceStatus.MADE_UP}) & Q(~Exists(own))
    return counts(f"{prefix}session__") & Q(~Exists(teaches)) & (seen | made_up)


class AttendanceQuerySet(models.QuerySet[Any]):
    """Attendance."""

    def attended(self) -> "AttendanceQuerySet":
        """Was there, at least for a part."""
        return self.filter(status__in=ATTENDED)

    def of(self, person: Any) -> "AttendanceQuerySet":
        """A person's own."""
        return self.filter(registration__person=person)

    def earning(self) -> "AttendanceQuerySet":
        """Earns the session's credit hours."""
        return self.filter(earns())

    def with_hours(self) -> "AttendanceQuerySet":
        """Adds `hours`, what the session earns. One more query, for the rule tables."""
        return self.annotate(hours=hours_of("session__"))

    def hours_by_offering(self) -> dict[int, Decimal]:
        """Credit hours earned by key of the offering, two queries; none earned means no entry.

        Derived from marks, never typed.
        """
        rows = (
            self.earning()
            .order_by()
            .values_list("registration__offering")
            .annotate(hours=sum_of("session__"))
        )
        return dict(rows)


class DeskTokenQuerySet(models.QuerySet[Any]):
    """Tokens of desks."""

    def of(self, person: Any) -> "DeskTokenQuerySet":
        """One person's, the latest first."""
        return self.filter(holder=person).order_by("-made_at", "-pk")

    def in_use(self) -> "DeskTokenQuerySet":
        """Neither expired nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class DeskMarkQuerySet(models.QuerySet[Any]):
    """Marks that desks brought."""

    def standing(self) -> "DeskMarkQuerySet":
        """Marks of a person that no desk took back."""
        undone = apps.get_model("attendance", "DeskMark").objects.filter(undoes=OuterRef("mark_id"))
        return self.filter(~Exists(undone), undoes=None, counts=True)


def is_called_off(session: Session) -> bool:
    """Whether the session, or the whole offering, was cancelled."""
    return session.is_cancelled or session.offering.state == OfferingState.CANCELLED


def session_expecting(person_id: int, at: datetime, *, but: Session) -> Session | None:
    """Another session that expects the person about `at`: it has opened and is not over."""
    return (
        Session.objects.held()
        .between(at, at + windows.OPENS_BEFORE)
        .filter(
            offering__registrations__person_id=person_id,
            offering__registrations__state=RegistrationState.CONFIRMED,
        )
        .exclude(pk=but.pk)
        .exclude(offering__state__in=[OfferingState.DRAFT, OfferingState.CANCELLED])
        .select_related("venue", "teaching_point")
        .order_by("starts_at", "pk")
        .first()
    )


def with_terms(sessions: SessionQuerySet) -> SessionQuerySet:
    """With their doors, the rules of their offerings and whether these have remote sites, so that a
    mark asks for nothing more.
    """
    return with_sites(sessions).select_related("offering__attendance_terms", "door")


def with_sites(sessions: SessionQuerySet) -> SessionQuerySet:
    """With whether their offerings have remote sites: for most, nothing more is to be asked."""
    sites = apps.get_model("attendance", "RemoteSite").objects.filter(offering=OuterRef("offering"))
    return sessions.annotate(has_sites=Exists(sites))


def sessions_to_close(since: datetime, until: datetime) -> SessionQuerySet:
    """Held sessions that ended in [since, until) and were never closed or have changed since.

    Where nothing was recorded nobody has missed anything: until somebody closes such a session,
    it is left alone.
    """
    closings = apps.get_model("attendance", "Closing").objects.filter(session=OuterRef("pk"))
    last = Subquery(closings.order_by("-at").values("at")[:1])
    marks = apps.get_model("attendance", "Attendance").objects.filter(session=OuterRef("pk"))
    recorded = marks.exclude(status__in=KNOWN_AHEAD).exclude(method=Method.LEAVE)
    marked = marks.filter(marked_at__gt=OuterRef("closed_at"))
    registered = apps.get_model("registration", "Registration").objects.filter(
        offering=OuterRef("offering"), changed_at__gt=OuterRef("closed_at")
    )
    return (
        Session.objects.held()
        .filter(ends_at__gte=since, ends_at__lt=until)
        .exclude(offering__state__in=[OfferingState.DRAFT, OfferingState.CANCELLED])
        .annotate(closed_at=last)
        .filter((Q(closed_at=None) & Exists(recorded)) | Exists(marked) | Exists(registered))
        .select_related("offering")
        .order_by("ends_at", "pk")
    )
