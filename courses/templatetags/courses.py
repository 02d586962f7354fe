"""What templates of courses ask the records for."""

from typing import Any

from django import template

from courses import listing
from courses.models import Cohort
from events.indexes import Listing
from events.listing import plain_hours

register = template.Library()


@register.simple_tag(takes_context=True)
def course_listing(context: dict[str, Any]) -> Listing:
    """`{% course_listing as listing %}` on a course index."""
    return listing.course_listing(context["page"], context.get("request"))


@register.simple_tag
def hours_required(offering: Any) -> Any:
    """Credit hours that a cohort asks for; nothing where it asks for none."""
    if offering is None:
        return None
    cohort = Cohort.objects.filter(offering=offering).first()
    return plain_hours(cohort.hours_required) if cohort else None
