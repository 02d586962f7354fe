"""Cohorts: the numbered runs of a course (第3期)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Cohort(models.Model):
    """What a course adds to its offering: number, coordinator, what is required to finish."""

    offering = models.OneToOneField("events.Offering", models.PROTECT, related_name="cohort")
    number = models.PositiveSmallIntegerField(_("number"))
    coordinator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="coordinated_cohorts",
        verbose_name=_("class coordinator"),
    )
    hours_required = models.DecimalField(
        _("credit hours required"),
        max_digits=5,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0)],
    )

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")

    def __str__(self) -> str:
        return str(self.offering)
