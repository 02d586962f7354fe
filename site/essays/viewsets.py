"""Essay tasks in the back office. Essays themselves are read by reviewers at /review/."""

from typing import Any

import django_filters
from django.db.models import Count, Q
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from essays.actions import create_task, edit_task
from essays.enums import WAITING, EssayState
from essays.models import EssayTask
from essays.rules import follow_tasks, keep_tasks
from essays.task_enums import TaskKind
from essays.task_forms import TaskEditForm, TaskForm
from essays.task_viewsets import TaskAct, TaskInspect, TaskOwing, asked_of
from events.titles import entitled, with_titles
from events.viewsets.listing import UnitFilter, reached_units
from kernel.outcomes import Result
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet


class TaskFilters(WagtailFilterSet):
    """When they are due, and whose they are."""

    due = django_filters.DateFromToRangeFilter(
        label=_("Due"), field_name="due_at", widget=DateRangePickerWidget
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=TaskKind)
    lead_unit = UnitFilter(label=_("Lead unit"), field_name="lead_unit", queryset=reached_units)

    class Meta:
        model = EssayTask
        fields: list[str] = []


def essays_in(*states: str, **where: Any) -> Count:
    """How many essays of a task are in these states, and as `where` says besides."""
    return Count("essays", filter=Q(essays__state__in=states, **where), distinct=True)


def _asked_of(task: EssayTask) -> str:
    if task.offering is not None:
        entitled(task, task.offering)
    return asked_of(task)


class TaskListing(RecordListing):
    """Tasks by deadline, with how many essays are in."""

    model = EssayTask
    row_rule = follow_tasks
    filterset_class = TaskFilters
    search_fields = [
        *("title", "title_en", "offering__page__title", "offering__label", "course__title"),
        "lead_unit__name",
    ]
    default_ordering = ("-due_at", "-pk")
    title_label = _("Essay task")
    page_title = _("Essay tasks")
    add_item_label = _("New essay task")

    def prepare(self, rows: Any) -> Any:
        """Figures of a row; nobody's words."""
        rows = rows.select_related("offering__page", "course")
        rows = with_titles(with_titles(rows, "offering__page"), "course", "course")
        return rows.annotate(
            waiting=essays_in(*WAITING, essays__emptied_at=None),
            returned=essays_in(EssayState.RETURNED),
            accepted=essays_in(EssayState.ACCEPTED),
        )

    def get_cells(self) -> list[Any]:
        """Of whom, how long, until when, how many."""
        return [
            Cell("asked_of", _("Asked of"), _asked_of),
            Cell("kind", _("Kind"), lambda row: row.get_kind_display()),
            Cell(
                "length", _("Characters"), lambda row: f"{row.min_characters}–{row.max_characters}"
            ),
            Cell("due_at", _("Due"), lambda row: row.due_at, dates.instant, sort_key="due_at"),
            Cell("waiting", _("Awaiting review"), lambda row: row.waiting, sort_key="waiting"),
            Cell("returned", _("Returned"), lambda row: row.returned),
            Cell("accepted", _("Accepted"), lambda row: row.accepted),
        ]


class TaskCreate(RecordCreate):
    """A new task."""

    model = EssayTask
    form_class = TaskForm
    page_title = _("New essay task")

    def get_initial(self) -> dict[str, Any]:
        """The offering from which one came."""
        return {"offering": self.request.GET.get("offering")}

    def act(self, form: Any) -> Result:
        """Set it."""
        return create_task(by=self.request.user, values=form.values())


class TaskEdit(RecordEdit):
    """Change a task."""

    model = EssayTask
    row_rule = keep_tasks
    form_class = TaskEditForm

    def act(self, form: Any) -> Result:
        """Change it."""
        return edit_task(by=self.request.user, task=self.object, values=form.values())


class TaskViewSet(RecordViewSet):
    """`/admin/essay-tasks/`."""

    model = EssayTask
    name = "essay-tasks"
    icon = "edit"
    menu_label = _("Essay tasks")
    menu_hook = "register_reflect_menu_item"
    menu_order = 1
    index_view_class = TaskListing
    add_view_class = TaskCreate
    edit_view_class = TaskEdit
    inspect_view_class = TaskInspect

    def get_urlpatterns(self) -> list[Any]:
        """With the workbook and an address for each act."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/owing.xlsx", self.construct_view(TaskOwing), name="owing"),
            path("<int:pk>/<slug:verb>/", self.construct_view(TaskAct), name="act"),
        ]
