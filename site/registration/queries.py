"""What is asked about registrations, by name."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from registration.enums import ALIVE, HOLDING, RegistrationState
from registration.hand_over_enums import HandOverState

WAITLISTED = RegistrationState.WAITLISTED


class RegistrationQuerySet(models.QuerySet[Any]):
    """Registrations."""

    def of(self, person: Any) -> "RegistrationQuerySet":
        """A person's own."""
        return self.filter(person=person)

    def alive(self) -> "RegistrationQuerySet":
        """Neither ended by the person nor by the organiser."""
        return self.filter(state__in=ALIVE)

    def confirmed(self) -> "RegistrationQuerySet":
        """With a place for certain: who is expected."""
        return self.filter(state=RegistrationState.CONFIRMED)

    def holding(self) -> "RegistrationQuerySet":
        """Counted against the places."""
        return self.filter(
            Q(state__in=HOLDING) | Q(state=RegistrationState.NOMINATED, pool__isnull=False)
        )

    def waiting(self) -> "RegistrationQuerySet":
        """The waiting list, in its order."""
        return self.filter(state=WAITLISTED).order_by("queued_at", "pk")

    def waiting_for(self, pool: Any) -> "RegistrationQuerySet":
        """Those on the waiting list who may draw from `pool`: for a unit's, it and all below."""
        waiting = self.filter(offering=pool.offering_id).waiting()
        return waiting.filter(unit__path__startswith=pool.unit.path) if pool.unit_id else waiting

    def unanswered(self, at: Any) -> "RegistrationQuerySet":
        """Offered a place that was to be accepted before an instant."""
        return self.filter(state=RegistrationState.OFFERED, offered_until__lte=at)

    def with_position(self) -> "RegistrationQuerySet":
        """Adds `position`: the place on the waiting list from 1 on; nothing for others."""
        before = (
            self.model.objects.filter(offering=OuterRef("offering"), state=WAITLISTED)
            .filter(
                Q(queued_at__lt=OuterRef("queued_at"))
                | Q(queued_at=OuterRef("queued_at"), pk__lt=OuterRef("pk"))
            )
            .order_by()
            .values("offering")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(
            position=models.Case(
                models.When(state=WAITLISTED, then=Coalesce(Subquery(before), 0) + Value(1))
            )
        )

    def position_of(self, registration: Any) -> int | None:
        """Where a registration stands on the waiting list, from 1 on; None when it waits not."""
        return self.with_position().values_list("position", flat=True).get(pk=registration.pk)

    def in_units(self, units: Any) -> "RegistrationQuerySet":
        """Of people registered for one of `units`."""
        return self.filter(unit__in=units)


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations."""

    def standing(self) -> "InvitationQuerySet":
        """Not taken back."""
        return self.filter(revoked_at=None)

    def naming(self, person: Any) -> "InvitationQuerySet":
        """Lines that mean a person: by account, verified address or personnel number."""
        named = Q(person=person)
        if person.email:
            named |= Q(email__iexact=person.email)
        if person.number:
            named |= Q(number=person.number)
        return self.filter(named)


class HandOverQuerySet(models.QuerySet[Any]):
    """Places that their holders would like colleagues to have."""

    def unended(self) -> "HandOverQuerySet":
        """Not answered, taken back or lapsed."""
        return self.filter(state=HandOverState.OPEN)

    def standing(self, at: datetime | None = None) -> "HandOverQuerySet":
        """Those that can be answered still, now or at an instant to come."""
        return self.unended().filter(until__gt=at or timezone.now())

    def overdue(self) -> "HandOverQuerySet":
        """Those whose time is over without an answer."""
        return self.unended().filter(until__lte=timezone.now())

    def asking(self, person: Any) -> "HandOverQuerySet":
        """Those that ask `person`."""
        return self.filter(person=person)

    def end(self, state: str) -> int:
        """Nothing is asked any more; what was typed goes. Return how many were open."""
        return self.unended().update(state=state, wanted="", ended_at=timezone.now())


class QuestionQuerySet(models.QuerySet[Any]):
    """Questions, in the order in which they are asked."""

    def asked(self) -> "QuestionQuerySet":
        """Those that are still asked."""
        return self.filter(retired_at=None)
