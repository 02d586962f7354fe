"""Invitations: the named list of an offering."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registration.queries import InvitationQuerySet


class Invitation(models.Model):
    """One line of a named list: a person, or the e-mail address or personnel number they will have.

    Whoever is named registers without a decision, whatever the audience rules say. A line is taken
    back by `revoked_at`, never deleted.
    """

    offering = models.ForeignKey(
        "events.Offering", models.PROTECT, related_name="invitations", verbose_name=_("offering")
    )
    person: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("person"),
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    number = models.CharField(_("personnel number"), max_length=40, blank=True)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("invited"), default=timezone.now)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(person__isnull=False, email="", number="")
                    | (Q(person__isnull=True, number="") & ~Q(email=""))
                    | (Q(person__isnull=True, email="") & ~Q(number=""))
                ),
                name="an_invitation_names_one",
            ),
            models.UniqueConstraint(
                fields=["offering", "person"],
                condition=Q(person__isnull=False),
                name="one_invitation_per_person",
            ),
            models.UniqueConstraint(
                "offering", Lower("email"), condition=~Q(email=""), name="one_invitation_per_email"
            ),
            models.UniqueConstraint(
                fields=["offering", "number"],
                condition=~Q(number=""),
                name="one_invitation_per_number",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.email or self.number)
