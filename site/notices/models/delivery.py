"""A delivery: one notice on one channel, and how far it has come."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.enums import OPEN, Channel, DeliveryState, Trouble
from notices.models.notice import Notice

# A claim older than this belongs to a worker that died: shorter than the outbox's own lease, so
# that the task finds it free when it comes back; longer than a mail server may keep us waiting.
CLAIM = timedelta(minutes=3)
# A plan is met when its time has come or almost.
SLACK = timedelta(seconds=5)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Deliveries."""

    def open(self) -> "DeliveryQuerySet":
        """Those with something still to be done now or later."""
        return self.filter(state__in=OPEN)

    def claimable(self, now: Any) -> "DeliveryQuerySet":
        """Those whose turn it is: nobody is at them, and their plan, if any, says now."""
        return self.filter(
            Q(state=DeliveryState.QUEUED)
            | Q(state=DeliveryState.FAILED, next_at__lte=now + SLACK)
            | Q(state=DeliveryState.SENDING, claimed_at__lte=now - CLAIM)
        )

    def held(self, now: Any) -> "DeliveryQuerySet":
        """Those that another worker is at right now."""
        return self.filter(state=DeliveryState.SENDING, claimed_at__gt=now - CLAIM)


class Delivery(models.Model):
    """One notice on its way by one channel.

    `next_at` is the plan of a failed one; `trouble` says in words why, `detail` what the server
    said. `carrier` is the collected mail that took it along. `round` counts how often somebody
    had it sent again: it is part of the message's id, which a repetition by a machine keeps.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    state = models.CharField(
        _("state"), max_length=20, choices=DeliveryState, default=DeliveryState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    round = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(_("trouble"), max_length=20, choices=Trouble, blank=True)
    detail = models.CharField(_("what the server said"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("queued at"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(_("next attempt"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    carrier = models.ForeignKey(Notice, models.SET_NULL, null=True, related_name="carried")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        permissions = [("follow_all_delivery", "Can follow every delivery")]
        constraints = [
            models.UniqueConstraint("notice", "channel", name="one_delivery_per_channel")
        ]
        indexes = [
            models.Index(
                fields=["state", "created_at"],
                name="delivery_open",
                condition=~Q(state__in=["sent", "in_digest"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice.get_kind_display()} · {self.get_channel_display()}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN
