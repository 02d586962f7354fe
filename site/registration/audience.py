"""For whom an offering is: its rules asked about a person, and said in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import OfferingState
from events.models import Offering
from kernel.outcomes import Result
from people.enums import UnitKind
from publishing import dates
from publishing.languages import one_by_one, text
from registration import above
from registration.enums import AudienceKind, RegistrationOutcome
from registration.models import AudienceRule, Registration


def rules_of(offering: Any) -> list[AudienceRule]:
    """The rules of an offering in their order, with everything they name."""
    rows = AudienceRule.objects.filter(offering=offering).select_related("offering__page")
    found = list(rows.prefetch_related("units", "categories", "pages"))
    of_units = [rule for rule in found if rule.kind == AudienceKind.UNITS]
    prefetch_related_objects(of_units, "groups__units")
    return found


def not_for(offering: Any, person: Any) -> Result | None:
    """The first rule that keeps `person` out, as the refusal that explains it."""
    for rule in rules_of(offering):
        refusal = CONDITIONS[AudienceKind(rule.kind)].refuses(rule, person)
        if refusal is not None:
            return refusal
    return None


def in_words(offering: Any) -> list[str]:
    """Each rule as a phrase, for the offering's page."""
    return [phrase_of(rule) for rule in rules_of(offering)]


def phrase_of(rule: AudienceRule) -> str:
    """One rule as a phrase, in the active language."""
    return CONDITIONS[AudienceKind(rule.kind)].phrase(rule)


def _kinds(rule: AudienceRule) -> str:
    return one_by_one([str(UnitKind(kind).label) for kind in rule.unit_kinds if kind in UnitKind])


def _units(rule: AudienceRule) -> str:
    named = [*rule.groups.all(), *rule.units.all()]
    return one_by_one([text(one, "name") for one in named])


def _categories(rule: AudienceRule) -> str:
    return one_by_one([text(category, "name") for category in rule.categories.all()])


def _pages(rule: AudienceRule) -> str:
    return one_by_one([page.title for page in _pages_meant(rule)])


def _pages_meant(rule: AudienceRule) -> list[Any]:
    return list(rule.pages.all()) or [rule.offering.page]


def _wrong_kind(rule: AudienceRule, person: Any) -> Result | None:
    if any(membership.unit.kind in rule.unit_kinds for membership in person.current_memberships):
        return None
    return Result(RegistrationOutcome.WRONG_UNIT_KIND, rule.offering, {"whom": _kinds(rule)})


def _wrong_unit(rule: AudienceRule, person: Any) -> Result | None:
    units = [
        *rule.units.all(),
        *(unit for group in rule.groups.all() for unit in group.units.all()),
    ]
    paths = tuple(unit.path for unit in units)
    if any(membership.unit.path.startswith(paths) for membership in person.current_memberships):
        return None
    return Result(RegistrationOutcome.WRONG_UNIT, rule.offering, {"whom": _units(rule)})


def _wrong_category(rule: AudienceRule, person: Any) -> Result | None:
    wanted = [category.pk for category in rule.categories.all()]
    if person.categories.filter(pk__in=wanted).exists():
        return None
    return Result(RegistrationOutcome.WRONG_CATEGORY, rule.offering, {"whom": _categories(rule)})


def _took_part(rule: AudienceRule, person: Any) -> Any:
    """Other offerings of the programmes meant in which the person has a place for certain."""
    held = Registration.objects.of(person).confirmed().values("offering")
    others = Offering.objects.filter(pk__in=held, page__in=_pages_meant(rule))
    others = others.exclude(pk=rule.offering_id).exclude(state=OfferingState.CANCELLED)
    return others.with_figures()


def _too_soon(rule: AudienceRule, person: Any) -> Result | None:
    months = relativedelta(months=rule.months or 0)
    since = timezone.now() - months
    latest: datetime | None = (
        _took_part(rule, person)
        .filter(ends_at__gt=since)
        .order_by("-ends_at")
        .values_list("ends_at", flat=True)
        .first()
    )
    if latest is None:
        return None
    free = dates.day(timezone.localtime(latest + months))
    details = {"whom": _pages(rule), "months": rule.months, "from": free}
    return Result(RegistrationOutcome.TOOK_PART_LATELY, rule.offering, details)


def _not_done(rule: AudienceRule, person: Any) -> Result | None:
    over = _took_part(rule, person).filter(ends_at__lt=timezone.now())
    # A place alone is not enough: whoever never came has not done it.
    if above.finished(person, list(over.values_list("pk", flat=True))):
        return None
    return Result(RegistrationOutcome.NEVER_TOOK_PART, rule.offering, {"whom": _pages(rule)})


@dataclass(frozen=True)
class Condition:
    """One kind of rule: whom it refuses, and how it reads."""

    refuses: Callable[[AudienceRule, Any], Result | None]
    phrase: Callable[[AudienceRule], str]


CONDITIONS = {
    AudienceKind.UNIT_KINDS: Condition(
        _wrong_kind, lambda rule: _("people of these types of units: %s") % _kinds(rule)
    ),
    AudienceKind.UNITS: Condition(_wrong_unit, lambda rule: _("people of %s") % _units(rule)),
    AudienceKind.CATEGORIES: Condition(_wrong_category, _categories),
    AudienceKind.NOT_WITHIN: Condition(
        _too_soon,
        lambda rule: (
            _("no part in “%(whom)s” within the last %(months)s months")
            % {"whom": _pages(rule), "months": rule.months}
        ),
    ),
    AudienceKind.HAS_DONE: Condition(
        _not_done, lambda rule: _("has taken part in %s") % _pages(rule)
    ),
}
