"""Buses: what brings a group to a venue and back."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField


class Bus(models.Model):
    """A bus that can be in one place at a time, known by its plate."""

    public_id = PublicIdField()
    plate = models.CharField(_("number plate"), max_length=20, unique=True)
    company = models.CharField(_("bus company"), max_length=80, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("seats"),
        validators=[MinValueValidator(1)],
        help_text=_("Without those of driver and guide."),
    )

    class Meta:
        verbose_name = _("bus")
        verbose_name_plural = _("buses")
        ordering = ["plate"]
        constraints = [
            models.CheckConstraint(condition=models.Q(seats__gt=0), name="bus_has_seats")
        ]

    def __str__(self) -> str:
        return self.plate
