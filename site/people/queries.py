"""What is asked about persons, units and memberships, by name."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from string import digits
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, When
from django.utils import timezone
from treebeard.mp_tree import MP_NodeQuerySet

from people.enums import Role

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

    def searched(self, text: str) -> "UserQuerySet":
        """Persons who match every word of `text`: by name, pinyin, initials, number, unit.

        A word of digits finds a mobile number as well.
        """
        found = self
        for word in unicodedata.normalize("NFKC", text).lower().split():
            found = found.filter(_about(word))
        return found

    def in_units(self, units: "models.QuerySet[Unit]") -> "UserQuerySet":
        """Persons with a membership in force in one of `units`."""
        return self.filter(pk__in=_memberships().filter(unit__in=units).values("user"))

    def with_units(self) -> "UserQuerySet":
        """With the memberships in force today and their units: two more queries for any number."""
        held = _memberships().select_related("unit").order_by("pk")
        return self.prefetch_related(Prefetch("memberships", held, to_attr="current_memberships"))

    def without_unit(self) -> "UserQuerySet":
        """Persons who belong nowhere today."""
        return self.exclude(pk__in=_memberships().values("user"))

    def not_activated(self) -> "UserQuerySet":
        """Accounts that others made and nobody has signed in to: they have no password either."""
        return self.filter(
            is_active=True, last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX
        )

    def in_official_order(self, memberships: "MembershipQuerySet") -> "UserQuerySet":
        """As rosters print people, each once, by the foremost of their `memberships`."""
        own = memberships.filter(user=OuterRef("pk")).in_official_order()
        place, rank = own.values("unit__path")[:1], own.values("rank")[:1]
        rows = self.annotate(roster_path=Subquery(place), roster_rank=Subquery(rank))
        unranked = Case(When(roster_rank=0, then=1), default=0)
        return rows.order_by("roster_path", unranked, "roster_rank", "stroke_key", "pk")

    def standing(self) -> "UserQuerySet":
        """Without those that were merged into others."""
        return self.filter(merged_into=None)


def _memberships() -> Any:
    return apps.get_model("people", "Membership").objects.current()


def _about(word: str) -> Q:
    found = Q(name_key__contains=word)
    # Without regard to case would cost the database more than all the rest: small or capital.
    if any(char in digits for char in word):
        found |= Q(number__contains=word) | Q(number__contains=word.upper())
    if word.isdigit() and len(word) >= 4:
        found |= Q(phone__contains=word)
    units = apps.get_model("people", "Unit").objects.named(word)
    # Looked up first: as a rule no unit is called so, and the database is spared a join.
    if keys := list(units.order_by().values_list("pk", flat=True)):
        found |= Q(pk__in=_memberships().filter(unit__in=keys).values("user"))
    return found


class UnitQuerySet(MP_NodeQuerySet):
    """Units."""

    def active(self) -> "UnitQuerySet":
        """Units that still exist."""
        return self.filter(is_active=True)

    def named(self, text: str) -> "UnitQuerySet":
        """Units with every word of `text` in a name, an alias or the code."""
        fields = ("name", "name_en", "short_name", "aliases", "code")
        rows = self
        for word in text.replace("\0", "").split()[:5]:
            rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in fields)))
        return rows

    def by_word(self, word: str) -> "list[Unit]":
        """Units with this code, name or short name; the code wins, as it is unique."""
        found = self.filter(Q(code=word) | Q(name=word) | Q(short_name=word))
        units = list(found.order_by("path"))
        return [unit for unit in units if unit.code == word] or units

    def chosen(self, units: Iterable["Unit"], groups: Iterable[Any]) -> "UnitQuerySet":
        """Those among `units` or named by one of `groups` today, each once, in official order."""
        keys = [unit.pk for unit in units]
        named = apps.get_model("people", "UnitGroup").units.through.objects
        grouped = named.filter(unitgroup__in=[group.pk for group in groups]).values("unit")
        return self.filter(Q(pk__in=keys) | Q(pk__in=grouped)).order_by("path")

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

    def not_ended(self) -> "MembershipQuerySet":
        """Memberships in force today or from a later day on."""
        return self.exclude(until_on__lt=timezone.localdate())

    def in_official_order(self) -> "MembershipQuerySet":
        """As rosters print people: order of units, rank (unknown last), strokes of the surname."""
        unranked = Case(When(rank=0, then=1), default=0)
        return self.order_by("unit__path", unranked, "rank", "user__stroke_key", "user__pk", "pk")

    def liaisons_from(self, unit: "Unit", day: date) -> "MembershipQuerySet":
        """Who is the liaison of `unit` on `day` or on a later one."""
        rows = self.filter(unit=unit, role=Role.LIAISON)
        return rows.filter(Q(until_on__isnull=True) | Q(until_on__gte=day))


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


class UnitGroupQuerySet(models.QuerySet[Any]):
    """Groups of units."""

    def usable_in(self, units: UnitQuerySet) -> "UnitGroupQuerySet":
        """Groups kept by a unit that stands above one of `units` or is among them.

        Whoever works in a district addresses the city's groups, too.
        """
        steps = {
            path[:end]
            for path in units.order_by().values_list("path", flat=True)
            for end in range(len(path), 0, -units.model.steplen)
        }
        return self.filter(owner__path__in=steps)


class JoinRequestQuerySet(models.QuerySet[Any]):
    """Requests to join a unit."""

    def pending(self) -> "JoinRequestQuerySet":
        """Those that nobody decided yet, the longest waiting first."""
        return self.filter(state="pending").order_by("asked_at", "pk")


class UnitInvitationQuerySet(models.QuerySet[Any]):
    """Invitations."""

    def open(self) -> "UnitInvitationQuerySet":
        """Those that still let somebody in."""
        rows = self.filter(revoked_at=None, expires_at__gt=timezone.now())
        return rows.filter(used__lt=F("limit"))
