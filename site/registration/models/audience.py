"""Audience rules: for whom an offering is."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from registration.enums import AudienceKind


class AudienceRule(models.Model):
    """One condition on who may register; all rules of an offering hold together.

    Within one rule any of what it names will do. `units` mean themselves and all below them, and
    so do the units that `groups` name on the day when somebody is asked;
    without `pages`, a rule about earlier programmes means the offering's own page.
    """

    offering = models.ForeignKey(
        "events.Offering", models.PROTECT, related_name="audience_rules", verbose_name=_("offering")
    )
    kind = models.CharField(_("condition"), max_length=20, choices=AudienceKind)
    unit_kinds = models.JSONField(_("types of units"), default=list, blank=True)
    units = models.ManyToManyField(
        "people.Unit", related_name="+", blank=True, verbose_name=_("units")
    )
    groups = models.ManyToManyField(
        "people.UnitGroup", related_name="+", blank=True, verbose_name=_("groups of units")
    )
    categories = models.ManyToManyField(
        "people.PersonCategory", related_name="+", blank=True, verbose_name=_("categories")
    )
    pages: Any = models.ManyToManyField(
        "wagtailcore.Page", related_name="+", blank=True, verbose_name=_("programmes")
    )
    months = models.PositiveSmallIntegerField(
        _("months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )

    class Meta:
        verbose_name = _("audience rule")
        verbose_name_plural = _("audience rules")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=AudienceKind.values), name="known_audience_kind"
            ),
            models.CheckConstraint(
                condition=~Q(kind=AudienceKind.NOT_WITHIN) | Q(months__gt=0),
                name="not_within_has_months",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
