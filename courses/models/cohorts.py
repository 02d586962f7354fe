"""Cohorts: the numbered runs of a course (第3期)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
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
    provider = models.ForeignKey(
        "events.Provider",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cohorts",
        verbose_name=_("provider of teaching"),
    )
    hours_required = models.DecimalField(
        _("credit hours required"),
        max_digits=5,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0)],
    )
    attendance_required = models.PositiveSmallIntegerField(
        _("attendance rate required, in percent"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("Hours attended of the hours due. 0: no rate is required."),
    )
    essay_required = models.BooleanField(_("an essay is required to finish"), default=False)

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        constraints = [
            models.CheckConstraint(
                condition=Q(attendance_required__lte=100), name="cohort_asks_for_a_rate_of_hundred"
            )
        ]

    def __str__(self) -> str:
        return str(self.offering)

    @property
    def title_en(self) -> str:
        """In English; what `named` says."""
        return self.offering.title_en
