"""The door of a session: the secret of its codes, and what its organiser has set."""

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

SECRET_BYTES = 32
MOST_BEFORE = 6
NEAREST, FARTHEST = 30, 5000


def new_secret() -> bytes:
    """256 random bits; they never leave the server."""
    return secrets.token_bytes(SECRET_BYTES)


class Door(models.Model):
    """Made when a session's codes are first shown. `fence` is in metres around the venue."""

    session = models.OneToOneField("events.Session", models.CASCADE, related_name="door")
    secret = models.BinaryField(max_length=SECRET_BYTES, default=new_secret, editable=False)
    takes_codes = models.BooleanField(
        _("participants check in by themselves, with the code on the screen"), default=True
    )
    steps_before = models.PositiveSmallIntegerField(
        _("codes before the current one that still count"),
        default=1,
        validators=[MaxValueValidator(MOST_BEFORE)],
        help_text=_("Each code is on the screen for ten seconds. One is right for most halls."),
    )
    checks_out = models.BooleanField(
        _("people check out when they leave"),
        null=True,
        blank=True,
        help_text=_("Left open, the rules of attendance of the activity decide."),
    )
    fence = models.PositiveIntegerField(
        _("ask for the position within this many metres"),
        null=True,
        blank=True,
        validators=[MinValueValidator(NEAREST), MaxValueValidator(FARTHEST)],
        help_text=_(
            "Advice only: nobody is turned away. The position is judged and forgotten. "
            "Empty: it is not asked for."
        ),
    )

    class Meta:
        verbose_name = _("door of a session")
        verbose_name_plural = _("doors of sessions")
        constraints = [
            models.CheckConstraint(
                condition=Q(steps_before__lte=MOST_BEFORE), name="door_few_codes_count"
            ),
            models.CheckConstraint(
                condition=Q(fence=None) | Q(fence__gte=NEAREST, fence__lte=FARTHEST),
                name="door_fence_in_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session)
