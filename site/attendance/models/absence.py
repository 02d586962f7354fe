"""Leave: what an offering lays down about absence, the requests, and each decision on them."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.absence_enums import Decision, LeaveKind, LeaveState, Office
from attendance.absence_queries import LeaveQuerySet
from kernel.files import private_storage
from kernel.ids import PublicIdField

LONGEST_REASON = 500
MOST_PARTS, MOST_DAYS = 100, 60


def _over(label: Any, default: Decimal | None) -> Any:
    """From which length on an office is asked, in days; empty: never."""
    return models.DecimalField(
        label,
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        default=default,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_DAYS)],
    )


class AbsenceTerms(models.Model):
    """What one offering lays down about absence; an offering without a row has the defaults.

    The ladder is that of party schools: half a day the class head, a day the teaching office too,
    more the department. The limit of one seventh is the one of the rules on managing trainees
    (2013, kept by the regulation of 2023); a person decides beyond it, with a reason.
    """

    offering = models.OneToOneField("events.Offering", models.CASCADE, related_name="absence_terms")
    limit_parts = models.PositiveSmallIntegerField(
        _("leave may come to one n-th of the planned hours: n"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PARTS)],
        help_text=_("7 is the rule. Beyond it leave can be approved with a reason only."),
    )
    liaison_over = _over(_("the liaison of the person's unit, for leave over"), Decimal(1))
    coordinator_over = _over(_("the class coordinator, for leave over"), Decimal(0))
    organiser_over = _over(_("an organiser of the lead unit, for leave over"), Decimal("0.5"))
    operator_over = _over(_("an operator, for leave over"), Decimal(1))
    senior_rank = models.PositiveSmallIntegerField(
        _("all of them for persons up to this place in the order of ranks"),
        default=0,
        help_text=_("1 is the highest place; 0: the rank plays no part."),
    )

    appeal_days = models.PositiveSmallIntegerField(
        _("days in which a mark can be objected to"),
        default=7,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("Counted from the mark. 0: marks of this offering stand."),
    )
    makeup_consent = models.BooleanField(
        _("guests who make up a session are let in by an organiser only"), default=True
    )

    class Meta:
        verbose_name = _("terms of leave")
        verbose_name_plural = _("terms of leave")
        constraints = [
            models.CheckConstraint(
                condition=Q(limit_parts__gte=1, limit_parts__lte=MOST_PARTS),
                name="absence_limit_in_reason",
            ),
            models.CheckConstraint(
                # An empty value is neither true nor false, and a constraint lets it pass.
                condition=Q(coordinator_over__isnull=False, coordinator_over=0)
                | Q(organiser_over__isnull=False, organiser_over=0)
                | Q(operator_over__isnull=False, operator_over=0),
                name="absence_somebody_decides",
                violation_error_message=_(
                    "Somebody has to decide about the shortest leave: write 0 at the coordinator, "
                    "the organiser or the operator."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.offering)

    def over(self, office: str) -> Decimal | None:
        """From which length on an office is asked, in days; None: never."""
        return getattr(self, f"{office}_over")


def terms_of(offering: Any) -> AbsenceTerms:
    """The terms of an offering; unsaved defaults where none were laid down. One query."""
    return AbsenceTerms.objects.filter(offering=offering).first() or AbsenceTerms(offering=offering)


class LeaveRequest(models.Model):
    """Somebody asks to be away from the sessions that begin in a span of time.

    Which sessions these are, and how many hours, is read from the timetable and kept nowhere.
    `asked_until` is the end that was asked for; `ends_at` moves ahead when the leave is cut short.
    """

    public_id = PublicIdField()
    registration = models.ForeignKey(
        "registration.Registration", models.PROTECT, related_name="leaves"
    )
    kind = models.CharField(_("kind of leave"), max_length=20, choices=LeaveKind)
    starts_at = models.DateTimeField(pgettext_lazy("leave", "from"))
    ends_at = models.DateTimeField(pgettext_lazy("leave", "until"))
    asked_until = models.DateTimeField(_("asked for until"))
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    evidence = models.FileField(
        _("evidence"), storage=private_storage, upload_to="leave/%Y/%m/", blank=True
    )
    evidence_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=LeaveState, default=LeaveState.PENDING
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    returned_on = models.DateField(_("reported back"), null=True)
    returned_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = LeaveQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("from a session", "leave")
        verbose_name_plural = pgettext_lazy("from a session", "leave")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at"), ends_at__lte=F("asked_until")),
                name="leave_begins_before_its_end",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(state=LeaveState.APPROVED),
                name="leave_returned_from_when_approved",
            ),
        ]
        indexes = [models.Index(fields=["state", "ends_at"], name="leave_by_state")]

    def __str__(self) -> str:
        return f"{self.registration.person} · {self.get_kind_display()}"

    @property
    def person(self) -> Any:
        """Who is away."""
        return self.registration.person

    @property
    def offering(self) -> Any:
        """What they are away from."""
        return self.registration.offering

    @property
    def is_recorded(self) -> bool:
        """Whether somebody else wrote it down, as when it was told by telephone."""
        return self.asked_by_id is not None and self.asked_by_id != self.registration.person_id

    @property
    def is_not_returned(self) -> bool:
        """Whether it is over and nobody has reported back."""
        over = self.state == LeaveState.APPROVED and self.ends_at <= timezone.now()
        return over and self.returned_on is None


class LeaveStep(models.Model):
    """One rung of the ladder: one office, one decision."""

    leave = models.ForeignKey(LeaveRequest, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    office = models.CharField(_("who decides"), max_length=20, choices=Office)
    decision = models.CharField(_("decision"), max_length=20, choices=Decision, blank=True)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("decided"), null=True)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("decision about leave")
        verbose_name_plural = _("decisions about leave")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["leave", "position"], name="one_leave_step_a_rung"),
            models.CheckConstraint(
                condition=Q(decision="", at=None) | (~Q(decision="") & Q(at__isnull=False)),
                name="leave_step_decided_at",
            ),
            models.CheckConstraint(
                condition=~Q(decision=Decision.REFUSED) | ~Q(reason=""),
                name="leave_refused_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} {self.get_decision_display()}"
