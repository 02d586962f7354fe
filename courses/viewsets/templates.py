"""Templates of cohorts in the back office: looked at by all who work there, kept by their unit."""

from itertools import groupby
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from courses.forms import TemplateForm
from courses.models import CohortTemplate
from events.rules import manage_offering
from events.viewsets.lookups import LookupListing, LookupViewSet, everybody_of
from kernel.rules import Rule
from people.enums import Role
from people.rules import WORKERS, reaches, units_of
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import OneRecord, RecordInspect


def _kept(person: Any) -> Any:
    """Those of units within reach; an operator keeps the templates of nobody's, too."""
    mine = Q(unit__in=units_of(person, *WORKERS))
    if reaches(person, None, Role.OPERATOR):
        mine |= Q(unit=None)
    return CohortTemplate.objects.filter(mine)


see_templates = everybody_of(CohortTemplate)
keep_templates = Rule(
    "courses.keep_templates",
    _("You can change only templates of your own unit or one below it."),
    visible=_kept,
    who_can_help=_("Ask an organiser of the template's unit."),
)


class TemplateListing(LookupListing):
    """Templates by name."""

    model = CohortTemplate
    row_rule = see_templates
    search_fields = ["name", "explains", "slots__title"]
    default_ordering = "name"
    title_sort = "name"
    title_label = _("Name")

    def prepare(self, rows: Any) -> Any:
        """How many days and slots."""
        rows = rows.select_related("unit")
        return rows.annotate(slot_count=Count("slots", distinct=True), days=Max("slots__day"))

    def get_title_url(self, row: CohortTemplate) -> str | None:
        """To look at it."""
        return self.get_inspect_url(row)

    def get_cells(self) -> list[Any]:
        """How long, what for, whose."""
        return [
            Cell("days", _("Days"), lambda row: row.days, sort_key="days"),
            Cell("slot_count", _("Sessions"), lambda row: row.slot_count),
            Cell("explains", _("What it is for"), lambda row: row.explains),
            Cell("unit", _("Unit"), lambda row: row.unit),
        ]


class TemplateInspect(RecordInspect):
    """A template, day by day, and the way to a cohort from it."""

    model = CohortTemplate
    row_rule = see_templates
    template_name = "admin/courses/template.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """List, template: not by way of the form, which is not for everybody."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Templates of cohorts")},
            {"url": "", "label": str(self.object)},
        ]

    @property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """The next step, and changing it where one may."""
        person: Any = self.request.user
        pk = self.object.pk
        buttons = []
        if person.has_perm("courses.add_cohort") and manage_offering.allows(person):
            url = f"{reverse('cohorts:from_template')}?template={pk}"
            buttons.append(HeaderButton(_("New cohort from it"), url=url, icon_name="plus"))
        if keep_templates.allows(person, self.object):
            edit, delete = self.get_edit_url(), self.get_delete_url()
            if edit:
                buttons.append(HeaderButton(_("Edit"), url=edit, icon_name="edit"))
            if delete:
                buttons.append(HeaderButton(_("Delete"), url=delete, icon_name="bin"))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its days, each with its halves."""
        slots = list(self.object.slots.select_related("topic"))
        days = [
            (number, [(dates.half_day_name(key), list(part)) for key, part in _halves(of_day)])
            for number, of_day in groupby(slots, lambda slot: slot.day)
        ]
        return super().get_context_data(**kwargs) | {"days": days}


def _halves(slots: Any) -> Any:
    return groupby(slots, lambda slot: dates.half_day_key(slot.starts))


class TemplateEdit(OneRecord, generic.EditView):
    """A template of a unit within reach."""

    model = CohortTemplate
    row_rule = keep_templates


class TemplateDelete(OneRecord, generic.DeleteView):
    """A template of a unit within reach; cohorts made from it stay."""

    model = CohortTemplate
    row_rule = keep_templates


class TemplateViewSet(LookupViewSet):
    """`/admin/cohort-templates/`."""

    model = CohortTemplate
    name = "cohort-templates"
    icon = "copy"
    menu_label = _("Templates of cohorts")
    menu_hook = "register_register_menu_item"
    menu_order = 4
    inspect_view_enabled = True
    index_view_class = TemplateListing
    inspect_view_class = TemplateInspect
    edit_view_class = TemplateEdit
    delete_view_class = TemplateDelete
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("explains"), FieldPanel("unit")],
                _("Template of cohorts"),
                help_text=_("Name and purpose are read by whoever chooses a template."),
            ),
            InlinePanel(
                "slots",
                [
                    FieldRowPanel([FieldPanel("day"), FieldPanel("starts"), FieldPanel("ends")]),
                    FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
                    FieldRowPanel([FieldPanel("form"), FieldPanel("credit_hours")]),
                    FieldPanel("topic"),
                ],
                heading=_("Slots"),
                label=_("slot"),
                min_num=1,
                help_text=_(
                    "One for each session, by day and time. A cohort that is made from the "
                    "template gets them as its timetable."
                ),
            ),
        ],
        base_form_class=TemplateForm,
    )
