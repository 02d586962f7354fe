"""The room's part of the Wagtail admin."""

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from courses.bulk_actions import FinishCohorts, PublishCohorts
from courses.facts import cohort_of
from courses.finishing import required_of
from courses.models import CourseCategory, CoursePage
from courses.papers import paper_facts
from courses.shares import DEFINITION, shares_of
from courses.viewsets import CohortViewSet, TemplateViewSet
from events.additions import Addition, add
from events.listing import plain_hours
from events.models import Offering
from events.rules import manage_offering

for bulk_action in (PublishCohorts, FinishCohorts):
    hooks.register("register_bulk_action", bulk_action)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Register in the menu."""
    return [CohortViewSet(), TemplateViewSet()]


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
    """Number, coordinator, provider and requirements of a cohort."""
    cohort = cohort_of(offering)
    if cohort is None:
        return []
    return [
        (_("Number"), cohort.number),
        (_("Class coordinator"), cohort.coordinator or "–"),
        (_("Provider of teaching"), cohort.provider or "–"),
        (_("Required to finish"), "；".join(required_of(cohort)) or "–"),
        (_("Credit hours by theme"), _themes(offering)),
    ]


def _themes(offering: Offering) -> str:
    """Each theme with its hours and share, and what they count."""
    words = [
        f"{share.theme or gettext('without a theme')} {plain_hours(round(share.hours, 1))}"
        f" ({share.rate:.0%})"
        for share in shares_of([offering.pk])
    ]
    return format_html("{}<br><small>{}</small>", "；".join(words), DEFINITION) if words else "–"


def buttons(person: Any, offering: Offering) -> list[Button]:
    """To what the course adds, for a cohort alone; the list joins its key."""
    key: int | None = offering.cohort_pk  # type: ignore[attr-defined]
    if key is None:
        return []
    number, timetable, sheet = (
        reverse(f"cohorts:{name}", args=[key]) for name in ("edit", "timetable", "filing_pdf")
    )
    found = [Button(_("Class-filing sheet"), url=sheet, icon_name="doc-full", priority=64)]
    if person.has_perm("courses.change_cohort") and manage_offering.allows(person, offering):
        save = reverse("cohorts:act", args=[key, "save-template"])
        planning = pgettext_lazy("of a cohort", "Timetable")
        found += [
            Button(planning, url=timetable, icon_name="calendar", priority=3),
            Button(_("Number and coordinator"), url=number, icon_name="group", priority=40),
            Button(_("Save as template"), url=save, icon_name="copy", priority=41),
        ]
    return found


add(
    Addition(
        "courses",
        annotate=lambda rows: rows.annotate(cohort_pk=F("cohort__pk")),
        buttons=buttons,
        facts=facts,
        paper_facts=paper_facts,
        page_types=(CoursePage,),
        new=(_("New cohort"), "cohorts:add"),
    )
)
