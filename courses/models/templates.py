"""Templates of cohorts: a timetable without dates, from which the next cohort is made."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from events.enums import SessionForm
from events.models import Topic

MOST_DAYS = 60


class CohortTemplate(ClusterableModel):
    """Short course, boot camp, or whatever an organiser saved: working days with their slots."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    explains = models.CharField(_("what it is for"), max_length=240, blank=True)
    unit = models.ForeignKey(
        "people.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cohort_templates",
        verbose_name=_("unit"),
        help_text=_("Its organisers, and those of the units above it, may change the template."),
    )

    class Meta:
        verbose_name = _("template of cohorts")
        verbose_name_plural = _("templates of cohorts")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class TemplateSlot(Orderable):
    """One slot: on which working day of the cohort, when, on what, in which form."""

    template = ParentalKey(CohortTemplate, on_delete=models.CASCADE, related_name="slots")
    day = models.PositiveSmallIntegerField(
        _("day of the cohort"),
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)],
        help_text=_("1 is the first day. Weekends and holidays are passed over."),
    )
    starts = models.TimeField(_("starts"), default=time(9))
    ends = models.TimeField(_("ends"), default=time(11, 30))
    topic = models.ForeignKey(
        Topic,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="template_slots",
        verbose_name=_("topic of the catalogue"),
    )
    title = models.CharField(_("topic"), max_length=160)
    title_en = models.CharField(_("topic in English"), max_length=240, blank=True)
    form = models.CharField(
        _("form"), max_length=20, choices=SessionForm, default=SessionForm.LECTURE
    )
    credit_hours = models.DecimalField(
        _("credit hours"),
        max_digits=4,
        decimal_places=1,
        default=3,
        validators=[MinValueValidator(0)],
    )

    class Meta(Orderable.Meta):
        verbose_name = _("slot of a template")
        verbose_name_plural = _("slots of a template")
        ordering = ["day", "starts", "sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends")),
                name="template_slot_starts_before_end",
                violation_error_message=_("A session must start before it ends."),
            )
        ]

    def __str__(self) -> str:
        return self.title
