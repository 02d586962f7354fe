"""What a session earns by its length and form, and what a person is asked to earn; by year."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.crediting import FIVE_FOLD
from events.enums import SessionForm

EARLIEST, LATEST = 2000, 2100
MOST_TIMES = 20
YEARS = [MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]


class CreditTable(models.Model):
    """A version of the rule table: it holds from its year until another one's year begins."""

    year = models.PositiveSmallIntegerField(_("holds from"), unique=True, validators=YEARS)
    teaching = models.DecimalField(
        _("teaching counts so many times"),
        max_digits=3,
        decimal_places=1,
        default=FIVE_FOLD,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_TIMES)],
        help_text=_("Of what those earn who attend. 0: teaching earns nothing."),
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("table of credit hours")
        verbose_name_plural = _("tables of credit hours")
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CreditStep(models.Model):
    """One line of a table: a session of at least `minutes` earns `hours`.

    A form with lines of its own follows these alone; every other form follows the lines without
    one. The line with the most minutes that the session reaches decides.
    """

    table = models.ForeignKey(CreditTable, models.CASCADE, related_name="steps")
    form = models.CharField(_("form"), max_length=20, choices=SessionForm, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes, at least"))
    hours = models.DecimalField(
        _("credit hours"), max_digits=4, decimal_places=1, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("line of a table of credit hours")
        verbose_name_plural = _("lines of tables of credit hours")
        ordering = ["form", "minutes"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "form", "minutes"], name="one_credit_step_a_length"
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="credit_step_takes_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.hours}"


class HoursTarget(models.Model):
    """Credit hours asked of people of a category, or of everybody, from a year on."""

    year = models.PositiveSmallIntegerField(_("holds from"), validators=YEARS)
    category = models.ForeignKey(
        "people.PersonCategory",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hours_targets",
        verbose_name=_("category of persons"),
    )
    yearly = models.DecimalField(
        _("credit hours a year"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    five_years = models.DecimalField(
        _("credit hours in five years"), max_digits=5, decimal_places=1, null=True, blank=True
    )

    class Meta:
        verbose_name = _("target of credit hours")
        verbose_name_plural = _("targets of credit hours")
        ordering = ["year", "category"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "category"], name="one_target_a_year_and_category"
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(category=None), name="one_general_target_a_year"
            ),
            models.CheckConstraint(
                condition=Q(yearly__gt=0) | Q(five_years__gt=0), name="target_asks_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.category or ''}".strip()
