"""Registration: one row per person and offering."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from registration.enums import RegistrationState, Via
from registration.models.constraints import CONSTRAINTS
from registration.queries import RegistrationQuerySet


class Registration(models.Model):
    """One row per person and offering for ever; registering again revives it.

    Holding a seat (`offered`, `confirmed`, `nominated` with a pool) is counted by a database
    trigger on the pool, under CHECK (taken <= capacity). `rank` orders the nominations of one unit,
    1 first; `reconfirm_by` stands while a confirmed person has not answered to a change.
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
    via = models.CharField(_("way in"), max_length=20, choices=Via, default=Via.SELF)
    is_late = models.BooleanField(_("registered late"), default=False)
    nominated_unit = models.ForeignKey(
        "people.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("nominating unit"),
    )
    nominated_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("nominated by"),
    )
    rank = models.PositiveSmallIntegerField(_("the unit's ranking"), null=True, blank=True)
    companions = models.PositiveSmallIntegerField(_("companions"), default=0)
    companion_names = models.CharField(_("names of companions"), max_length=300, blank=True)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    reconfirm_by = models.DateTimeField(_("to be confirmed again by"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = CONSTRAINTS
        indexes = [
            models.Index(
                fields=["offering", "state", "queued_at", "id"], name="registration_queue"
            ),
            models.Index(
                fields=["offered_until"],
                name="registration_offers",
                condition=Q(offered_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.offering}"

    @property
    def is_confirmed(self) -> bool:
        """Whether the person has a place for certain."""
        return self.state == RegistrationState.CONFIRMED
