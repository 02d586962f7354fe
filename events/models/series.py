"""What recurs: a rhythm from a first day on, and how far it has been written out."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import HolidayPolicy, Rhythm

MOST_EVERY = 26


class Recurrence(models.Model):
    """The rhythm in which offerings of a page are held.

    Its days are offerings of their own: what is changed or called off on one stays with that one.
    """

    rhythm = models.CharField(_("rhythm"), max_length=20, choices=Rhythm)
    every = models.PositiveSmallIntegerField(
        _("every so many weeks or months"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_EVERY)],
    )
    on_holidays = models.CharField(_("on days off"), max_length=10, choices=HolidayPolicy)
    first_on = models.DateField(_("first day"))
    through_on = models.DateField(_("written out until"))

    class Meta:
        verbose_name = _("rhythm")
        verbose_name_plural = _("rhythms")
        constraints = [
            models.CheckConstraint(condition=Q(every__gte=1), name="recurrence_goes_on"),
            models.CheckConstraint(
                condition=Q(through_on__gte=F("first_on")), name="recurrence_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rhythm_display()} {self.first_on}"
