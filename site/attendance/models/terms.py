"""What an offering counts as late, as leaving early and as worth a word; and closings."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_MINUTES, MOST_IN_A_ROW = 240, 50


class Terms(models.Model):
    """Rules of attendance of one offering; without a row its defaults hold, which stand here."""

    offering = models.OneToOneField(
        "events.Offering", models.CASCADE, related_name="attendance_terms"
    )
    late_after = models.PositiveSmallIntegerField(
        _("late after this many minutes"),
        default=15,
        validators=[MaxValueValidator(MOST_MINUTES)],
        help_text=_("Counted from the beginning of the session."),
    )
    early_before = models.PositiveSmallIntegerField(
        _("left early with more than this many minutes to go"),
        default=15,
        validators=[MaxValueValidator(MOST_MINUTES)],
        help_text=_("Counted back from the end of the session, where people check out."),
    )
    checks_out = models.BooleanField(
        _("people check out when they leave"),
        default=False,
        help_text=_("At the desk, with the pass, or with the code on the screen."),
    )
    lowest_rate = models.PositiveSmallIntegerField(
        _("say so below this attendance rate, in percent"),
        default=80,
        validators=[MaxValueValidator(100)],
        help_text=_("0: never."),
    )
    absences_in_row = models.PositiveSmallIntegerField(
        _("say so after this many absences in a row"),
        default=2,
        validators=[MaxValueValidator(MOST_IN_A_ROW)],
        help_text=_("0: never."),
    )

    class Meta:
        verbose_name = _("rules of attendance")
        verbose_name_plural = _("rules of attendance")
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest_rate__lte=100), name="lowest_rate_is_a_percentage"
            )
        ]

    def __str__(self) -> str:
        return str(self.offering)


class Closing(models.Model):
    """One run of closing a session that changed something, or the first; in persons."""

    session = models.ForeignKey("events.Session", models.PROTECT, related_name="closings")
    at = models.DateTimeField(default=timezone.now)
    absent = models.PositiveIntegerField(_("marked absent"))
    taken_back = models.PositiveIntegerField(_("absences taken back"))

    class Meta:
        verbose_name = _("closing of a session")
        verbose_name_plural = _("closings of sessions")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.session} {self.at:%Y-%m-%d %H:%M}"
