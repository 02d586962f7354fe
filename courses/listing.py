"""What the index of courses shows: cards with the next cohort of each."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from courses.models import CourseCategory, CoursePage
from events.indexes import (
    Listing,
    below,
    in_time,
    open_keys,
    page_of,
    registration_choices,
    shown_offerings,
    time_choices,
    with_card_pictures,
    with_dates,
)
from events.listing import CAN_REGISTER, remember_boundaries, row_of
from publishing.filters import Filters
from publishing.templatetags.components import text_of


def course_listing(index: Any, request: Any) -> Listing:
    """Courses below an index page, by category and time."""
    now = timezone.now()
    filters = Filters.of(request)
    categories = [(c.slug, text_of(c, "name")) for c in CourseCategory.objects.all()]
    category = filters.add("category", gettext("Category"), [("", gettext("All")), *categories])
    when = filters.add("when", gettext("Time"), [("", gettext("Any")), *time_choices_of_courses()])
    asked = filters.add("registration", gettext("Registration"), registration_choices())
    courses = below(CoursePage, index)
    if category:
        courses = courses.filter(category__slug=category)
    if asked:
        courses = courses.filter(translation_key__in=open_keys(now))
    courses = with_dates(courses, now)
    courses = in_time(courses, when, now) if when else courses.order_by("path")
    courses = with_card_pictures(courses.select_related("category", "locale"))
    page = page_of(courses, request)
    count = page.paginator.count
    result = ngettext("%(count)d course", "%(count)d courses", count) % {"count": count}
    return Listing(filters, page, course_cards(list(page.object_list), request), result)


def time_choices_of_courses() -> list[tuple[str, str]]:
    """The spans of the event index; a course without a cohort to come is still shown by default."""
    return [("upcoming" if value == "" else value, label) for value, label in time_choices()]


def course_cards(
    pages: list[Any], request: Any, offerings: dict[int, Any] | None = None
) -> list[dict[str, Any]]:
    """Cards of course pages of `with_dates`, each with its next cohort, else its last.

    `offerings`: those that the pages show, by id, where they are known already.
    """
    offerings = shown_offerings(pages) if offerings is None else offerings
    remember_boundaries(request, offerings.values())
    cards = []
    for page in pages:
        url = page.get_url(request)
        offering = offerings.get(page.shown_id)
        row = row_of(offering, text_of(offering, "label"), url) if offering else None
        cards.append(
            {
                "page": page,
                "title": page.title,
                "url": url,
                "category": text_of(page.category, "name"),
                "summary": page.summary,
                "next": row,
                "can_register": row is not None and row.state in CAN_REGISTER,
            }
        )
    return cards
