"""What rests on the ledger of places: the rule of an offering, its order, milestones, proposals.

The ledger itself is `events.SeatPool` and its postings; nothing here holds a number of places.
"""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from registration.quota_enums import PassesTo, ProposalState


class QuotaRule(models.Model):
    """How the places granted to units of one offering are used, moved and lost."""

    offering = models.OneToOneField(
        "events.Offering", models.PROTECT, related_name="quota_rule", verbose_name=_("offering")
    )
    usable_until = models.DateField(
        _("places can be used until"),
        null=True,
        blank=True,
        help_text=_("The last day. What a unit has not used by its end lapses in the night."),
    )
    passes_to = models.CharField(
        _("unused and returned places go to"),
        max_length=10,
        choices=PassesTo,
        default=PassesTo.OPEN,
    )
    is_returnable = models.BooleanField(_("liaisons may return places"), default=True)
    is_exchangeable = models.BooleanField(
        _("liaisons may exchange places"),
        default=False,
        help_text=_("One proposes, the other accepts; no organiser is needed."),
    )
    repeat_months = models.PositiveSmallIntegerField(
        _("warn of the same topic within (months)"),
        default=12,
        help_text=_("0: never. A warning is shown when a person is nominated; it forbids nothing."),
    )
    lapsed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("rule for places of units")
        verbose_name_plural = _("rules for places of units")

    def __str__(self) -> str:
        return str(self.offering)

    @property
    def is_due(self) -> bool:
        """Whether unused places should have lapsed by now and have not."""
        until = self.usable_until
        return until is not None and self.lapsed_at is None and until < timezone.localdate()


class QuotaTurn(models.Model):
    """One unit's place in the order in which freed places are passed on."""

    rule = models.ForeignKey(QuotaRule, models.CASCADE, related_name="turns")
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    place = models.PositiveSmallIntegerField(_("place in the order"))

    class Meta:
        verbose_name = _("turn of a unit")
        verbose_name_plural = _("turns of units")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "unit"], name="one_turn_per_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.unit}"


class Milestone(models.Model):
    """How many of its places a unit should have used by a day, all in all since the beginning.

    A unit that was granted fewer is asked for no more than it has.
    """

    rule = models.ForeignKey(QuotaRule, models.CASCADE, related_name="milestones")
    due_on = models.DateField(_("day"))
    number = models.PositiveIntegerField(
        _("places used, all in all"), validators=[MinValueValidator(1)]
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "due_on"], name="one_milestone_per_day"),
            models.CheckConstraint(condition=Q(number__gte=1), name="milestone_asks_for_places"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%Y-%m-%d}: {self.number}"


class TransferProposal(models.Model):
    """Places that one unit's liaison offers to another unit (调剂); they move when it accepts."""

    public_id = PublicIdField()
    offering = models.ForeignKey(
        "events.Offering", models.PROTECT, related_name="transfer_proposals"
    )
    source = models.ForeignKey(
        "people.Unit", models.PROTECT, related_name="+", verbose_name=_("giving unit")
    )
    target = models.ForeignKey(
        "people.Unit", models.PROTECT, related_name="+", verbose_name=_("receiving unit")
    )
    number = models.PositiveIntegerField(_("places"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ProposalState, default=ProposalState.OPEN
    )
    proposed_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    answered_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("proposed transfer")
        verbose_name_plural = _("proposed transfers")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="proposal_moves_places"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="proposal_between_two"),
            models.CheckConstraint(
                condition=Q(state__in=ProposalState.values), name="known_proposal_state"
            ),
            models.UniqueConstraint(
                fields=["offering", "source", "target"],
                condition=Q(state=ProposalState.OPEN),
                name="one_open_proposal_between_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}: {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether it awaits an answer."""
        return self.state == ProposalState.OPEN
