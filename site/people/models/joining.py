"""Ways into a unit: asking for it, and invitations that its liaison gives out."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.ids import PublicIdField
from people.models.person import User
from people.models.unit import Unit
from people.queries import JoinRequestQuerySet, UnitInvitationQuerySet


class JoinRequest(models.Model):
    """Somebody wants to belong to a unit, or its former liaison passes them on; one decision.

    `leaving` is the unit whose membership ends on the day the new one begins.
    """

    class State(models.TextChoices):
        """How it ended, if it did."""

        PENDING = "pending", _("awaits the liaison")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("request to join", "withdrawn")

    public_id = PublicIdField()
    person = models.ForeignKey(User, models.PROTECT, related_name="join_requests")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="join_requests")
    leaving = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    message = models.CharField(_("message"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.PENDING)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"],
                condition=Q(state="pending"),
                name="one_pending_request_per_unit",
            ),
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | (~Q(state="pending") & Q(decided_at__isnull=False)),
                name="a_decision_has_its_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.unit}"

    def newest(self) -> "JoinRequest":
        """The one that took its place because the person asked anew; else itself."""
        if self.state != self.State.WITHDRAWN:
            return self
        same = JoinRequest.objects.filter(person=self.person_id, unit=self.unit_id)
        return (
            same.pending().select_related("person", "unit", "leaving", "asked_by").first() or self
        )


class Invitation(models.Model):
    """A link into a unit: for one address or number once, or for so many people, until a day.

    Only a digest of the link's secret is kept; who made the link saw it once.
    """

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invitations")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("mobile number"), max_length=20, blank=True)
    limit = models.PositiveSmallIntegerField(
        _("for how many people"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
    )
    used = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = UnitInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used__lte=F("limit")), name="invitation_used_within_limit"
            ),
            models.CheckConstraint(
                condition=Q(email="", phone="") | Q(limit=1), name="one_address_joins_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.contact}".strip()

    @property
    def contact(self) -> str:
        """The one address or number it is for; empty for an open one."""
        return self.email or self.phone

    @property
    def is_open(self) -> bool:
        """Whether it still lets somebody in."""
        return (
            self.revoked_at is None and self.used < self.limit and self.expires_at > timezone.now()
        )
