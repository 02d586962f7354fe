"""Registration: one row per person and offering, and every move it made."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from registration.enums import HOLDING, RegistrationState
from registration.queries import RegistrationQuerySet


class Registration(models.Model):
    """One row per person and offering for ever; registering again revives it.

    Holding a seat (`offered`, `confirmed`, `nominated` with a pool) is counted by a database
    trigger on the pool, under CHECK (taken <= capacity).
    """

    public_id = PublicIdField()
    offering = models.ForeignKey(
        "events.Offering", models.PROTECT, related_name="registrations", verbose_name=_("offering")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="registrations",
        verbose_name=_("participant"),
    )
    unit = models.ForeignKey(
        "people.Unit",
        models.PROTECT,
        null=True,
        related_name="registrations",
        verbose_name=_("unit"),
    )
    pool = models.ForeignKey(
        "events.SeatPool", models.PROTECT, null=True, related_name="registrations"
    )
    state = models.CharField(_("state"), max_length=20, choices=RegistrationState)
    companions = models.PositiveSmallIntegerField(_("companions"), default=0)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "person"], name="one_registration_per_person"
            ),
            models.CheckConstraint(
                condition=Q(pool__isnull=False) | ~Q(state__in=HOLDING),
                name="a_held_seat_has_a_pool",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="known_registration_state"
            ),
        ]
        indexes = [
            models.Index(fields=["offering", "state", "queued_at", "id"], name="registration_queue")
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.offering}"

    @property
    def is_confirmed(self) -> bool:
        """Whether the person has a place for certain."""
        return self.state == RegistrationState.CONFIRMED


class RegistrationChange(models.Model):
    """One move of the state machine: what, when, who, why."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="changes")
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, choices=RegistrationState)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of a registration")
        verbose_name_plural = _("changes of registrations")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
