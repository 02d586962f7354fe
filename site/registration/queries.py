"""What is asked about registrations, by name."""

from typing import Any

from django.db import models
from django.db.models import Q

from registration.enums import ALIVE, HOLDING, RegistrationState


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
        return self.filter(state=RegistrationState.WAITLISTED).order_by("queued_at", "pk")

    def in_units(self, units: Any) -> "RegistrationQuerySet":
        """Of people registered for one of `units`."""
        return self.filter(unit__in=units)
