"""What is asked about persons, units and memberships, by name."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q
from django.utils import timezone
from treebeard.mp_tree import MP_NodeQuerySet

if TYPE_CHECKING:
    from people.models import Unit


def below(paths: list[str], prefix: str) -> Q:
    """Condition: the unit at `prefix` is one of `paths` or stands below one of them."""
    if not paths:
        return Q(pk__in=[])
    return reduce(or_, (Q(**{f"{prefix}path__startswith": path}) for path in paths))


class UserQuerySet(models.QuerySet[Any]):
    """Persons."""

    def matching(self, text: str) -> "UserQuerySet":
        """Persons whose name, pinyin or initials contain `text`."""
        return self.filter(name_key__contains=text.strip().lower())

    def in_units(self, units: "models.QuerySet[Unit]") -> "UserQuerySet":
        """Persons with a membership in force in one of `units`."""
        today = timezone.localdate()
        return self.filter(
            Q(memberships__until_on__isnull=True) | Q(memberships__until_on__gte=today),
            memberships__unit__in=units,
            memberships__since_on__lte=today,
        ).distinct()

    def not_activated(self) -> "UserQuerySet":
        """Accounts that others made and nobody has signed in to: they have no password either."""
        return self.filter(
            is_active=True, last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX
        )


class UnitQuerySet(MP_NodeQuerySet):
    """Units."""

    def active(self) -> "UnitQuerySet":
        """Units that still exist."""
        return self.filter(is_active=True)

    def within(self, *units: "Unit") -> "UnitQuerySet":
        """`units` and all that stand below them."""
        return self.filter(below([unit.path for unit in units], ""))


class MembershipQuerySet(models.QuerySet[Any]):
    """Memberships."""

    def current(self) -> "MembershipQuerySet":
        """Memberships in force today."""
        today = timezone.localdate()
        return self.filter(since_on__lte=today).filter(
            Q(until_on__isnull=True) | Q(until_on__gte=today)
        )


class ActivationCodeQuerySet(models.QuerySet[Any]):
    """Activation codes."""

    def unended(self) -> "ActivationCodeQuerySet":
        """Neither used nor revoked; some may have run out."""
        return self.filter(used_at=None, revoked_at=None)


class PersonalTokenQuerySet(models.QuerySet[Any]):
    """Personal tokens."""

    def of(self, person: Any) -> "PersonalTokenQuerySet":
        """One person's, the latest first."""
        return self.filter(person=person).order_by("-made_at", "-pk")

    def in_use(self) -> "PersonalTokenQuerySet":
        """Those that open something today."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())
