"""The room's part of the Wagtail admin."""

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from courses.models import Cohort, CourseCategory, CoursePage
from courses.viewsets import CohortViewSet
from events.additions import Addition, add
from events.models import Offering
from events.rules import manage_offering


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Register in the menu."""
    return [CohortViewSet()]


class CategoriesMenuItem(MenuItem):
    """Shown to those who may keep categories."""

    def is_shown(self, request: Any) -> bool:
        """By the snippet's permission."""
        policy = CourseCategory.snippet_viewset.permission_policy
        return policy.user_has_any_permission(request.user, ["add", "change", "view"])


@hooks.register("register_publish_menu_item")
def register_categories() -> MenuItem:
    """Categories of courses."""
    url = reverse(CourseCategory.snippet_viewset.get_url_name("list"))
    return CategoriesMenuItem(
        _("Course categories"), url, name="course-categories", icon_name="tag", order=50
    )


def facts(offering: Offering) -> list[tuple[Any, Any]]:
    """Number, coordinator and hours of a cohort."""
    cohort = Cohort.objects.filter(offering=offering).select_related("coordinator").first()
    if cohort is None:
        return []
    return [
        (_("Number"), cohort.number),
        (_("Class coordinator"), cohort.coordinator or "–"),
        (_("Credit hours required"), cohort.hours_required),
    ]


def buttons(person: Any, offering: Offering) -> list[Button]:
    """To what the course adds, for a cohort alone; the list joins its key."""
    may = person.has_perm("courses.change_cohort") and manage_offering.allows(person, offering)
    if not may or offering.cohort_pk is None:  # type: ignore[attr-defined]
        return []
    key = offering.cohort_pk  # type: ignore[attr-defined]
    number, timetable = (reverse(f"cohorts:{name}", args=[key]) for name in ("edit", "timetable"))
    planning = pgettext_lazy("of a cohort", "Timetable")
    return [
        Button(planning, url=timetable, icon_name="calendar", priority=3),
        Button(_("Number and coordinator"), url=number, icon_name="group", priority=40),
    ]


add(
    Addition(
        "courses",
        annotate=lambda rows: rows.annotate(cohort_pk=F("cohort__pk")),
        buttons=buttons,
        facts=facts,
        page_types=(CoursePage,),
        new=(_("New cohort"), "cohorts:add"),
    )
)
