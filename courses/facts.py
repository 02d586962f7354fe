"""What a cohort adds to the rail of facts, on its course's page and on its own."""

from typing import Any

from django.utils.translation import gettext as _

from courses.finishing import required_of
from courses.models import Cohort, CourseCategory
from people.enums import Role
from publishing.templatetags.components import joined, text_of

Fact = dict[str, Any]


def cohort_of(offering: Any) -> Cohort | None:
    """The cohort of an offering with everything said of it; None for an event. One query."""
    if offering is None:
        return None
    cohorts = Cohort.objects.select_related("coordinator", "provider")
    cohort = cohorts.filter(offering=offering).first()
    if cohort is not None:
        cohort.offering = offering
    return cohort


def facts_of_cohort(cohort: Cohort | None, *, required: bool = True) -> list[Fact]:
    """Provider, coordinator and, unless it stands elsewhere, what is required; what is known."""
    if cohort is None:
        return []
    coordinator = cohort.coordinator.name if cohort.coordinator else ""
    facts = [
        _fact(_("Taught by"), text_of(cohort.provider, "name") if cohort.provider else ""),
        _fact(str(Role.COORDINATOR.label), coordinator),
        _fact(_("Required to finish"), joined(required_of(cohort), "；") if required else ""),
    ]
    return [fact for fact in facts if fact["value"]]


def level_words(category: CourseCategory) -> str:
    """The level at which a category is taught; empty where its own name says it (国情研修)."""
    level = str(category.get_level_display()) if category.level else ""
    named = f"{category.name} {category.name_en}".casefold()
    return "" if level.casefold() in named else level


def category_words(category: CourseCategory) -> Any:
    """A category and its level."""
    return joined([text_of(category, "name"), level_words(category)], " · ")


def level_of(category: CourseCategory) -> list[Fact]:
    """Both as a line of the rail, where the category alone, above the title, says less."""
    return [_fact(_("Category"), category_words(category))] if level_words(category) else []


def support_of(offering: Any) -> list[Fact]:
    """The units that help the lead unit; one query."""
    if offering is None:
        return []
    names = [text_of(unit, "name") for unit in offering.supporting_units.all()]
    return [_fact(_("Together with"), joined(names))] if names else []


def _fact(term: str, value: Any) -> Fact:
    return {"term": term, "value": value, "note": "", "strong": False}
