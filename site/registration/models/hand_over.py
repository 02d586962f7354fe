"""A place that its holder would like a colleague to have."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from registration.hand_over_enums import HandOverState
from registration.models.registration import Registration
from registration.queries import HandOverQuerySet


class HandOver(models.Model):
    """One question to a colleague: take my place? It moves when they accept, and not before.

    `wanted` is what the holder typed; `person` the colleague it means, null where nobody of the
    unit is meant: the holder reads the same either way, so that nobody can try out who belongs to
    a unit. What was typed goes when the question is over.
    """

    public_id = PublicIdField()
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="hand_overs", verbose_name=_("registration")
    )
    person: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    wanted = models.CharField(_("name or personnel number"), max_length=80, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    state = models.CharField(
        _("state"), max_length=20, choices=HandOverState, default=HandOverState.OPEN
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    until = models.DateTimeField(_("to be answered by"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over to a colleague")
        verbose_name_plural = _("hand-overs to colleagues")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=HandOverState.values), name="known_hand_over_state"
            ),
            models.CheckConstraint(
                condition=Q(state=HandOverState.OPEN, ended_at=None)
                | (~Q(state=HandOverState.OPEN) & Q(ended_at__isnull=False, wanted="")),
                name="an_ended_hand_over_names_nobody",
            ),
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state=HandOverState.OPEN),
                name="one_open_hand_over",
            ),
        ]
        indexes = [
            models.Index(
                fields=["until"], name="hand_over_until", condition=Q(state=HandOverState.OPEN)
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration} · {self.get_state_display()}"
