"""Days that differ from the week: public holidays and make-up working days."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Workday(models.Model):
    """A holiday on a weekday, or a working day at a weekend (调休)."""

    on = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("holiday or make-up day")
        verbose_name_plural = _("holidays and make-up days")
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"
