"""Activation codes: how a person whom somebody else put on the list takes the account over."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from people.models.person import User
from people.queries import ActivationCodeQuerySet


class ActivationCode(models.Model):
    """One code for one person: kept as a hash, works once, until a date, and for few wrong names.

    Rows stay as the history of who issued what; a new code for the same person ends the open one.
    """

    public_id = PublicIdField()
    person = models.ForeignKey(User, models.PROTECT, related_name="activation_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("issued by")
    )
    expires_at = models.DateTimeField(_("works until"))
    wrong_names = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ActivationCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("activation code")
        verbose_name_plural = _("activation codes")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_open_activation_code",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.issued_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it still works."""
        ended = self.used_at is not None or self.revoked_at is not None
        return not ended and self.expires_at > timezone.now()
