"""What templates of courses ask the records for."""

from typing import Any

from django import template

from courses import facts, listing
from courses.finishing import required_of
from courses.models import Cohort
from events.indexes import Listing

register = template.Library()


@register.simple_tag(takes_context=True)
def course_listing(context: dict[str, Any]) -> Listing:
    """`{% course_listing as listing %}` on a course index."""
    return listing.course_listing(context["page"], context.get("request"))


@register.simple_tag
def cohort_of(offering: Any) -> Cohort | None:
    """`{% cohort_of programme.shown as cohort %}`: the cohort of an offering, or None."""
    return facts.cohort_of(offering)


@register.simple_tag
def required_to_finish(cohort: Cohort | None) -> list[str]:
    """What a cohort asks for, a sentence each."""
    return required_of(cohort)


@register.simple_tag
def cohort_facts(page: Any, cohort: Cohort | None) -> list[facts.Fact]:
    """Lines of the rail: which category, who helps, who teaches, who looks after the cohort."""
    of_cohort = facts.facts_of_cohort(cohort, required=False)
    return [
        *facts.level_of(page.category),
        *facts.support_of(cohort and cohort.offering),
        *of_cohort,
    ]
