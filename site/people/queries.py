"""What is asked about persons, units and memberships, by name."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

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
