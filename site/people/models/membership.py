"""Memberships: what a person is in a unit, from when until when."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from people.enums import Role
from people.models.person import User
from people.models.unit import Unit
from people.queries import MembershipQuerySet


class Membership(models.Model):
    """A person's role in a unit between two dates; history is kept by ending, not deleting.

    On PostgreSQL the liaisons of a unit never overlap: `no_two_liaisons_at_once`, in the migration.
    """

    public_id = PublicIdField()
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    post = models.CharField(
        _("post"), max_length=80, blank=True, help_text=_("The position held, for rosters.")
    )
    rank = models.PositiveSmallIntegerField(
        _("place in the order of ranks"),
        default=0,
        help_text=_("1 is the highest; 0 where none is known, which stands last."),
    )
    since_on = models.DateField(_("since"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(role=Role.LIAISON, until_on__isnull=True),
                name="one_current_liaison_per_unit",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(until_on__isnull=True),
                name="one_open_membership_per_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.unit} · {self.get_role_display()}"
