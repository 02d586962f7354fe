"""The reasons for returns in the back office: a list that organisers keep."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from essays.actions import keep_reason
from essays.admin_forms import ReasonForm
from essays.models import ReturnReason
from essays.rules import keep_reasons
from kernel.outcomes import Result
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet


class ReasonListing(RecordListing):
    """Reasons in the order in which reviewers see them."""

    model = ReturnReason
    row_rule = keep_reasons
    search_fields = ["name", "name_en"]
    default_ordering = ("position", "pk")
    title_label = _("Reason")
    page_title = _("Reasons for returns")
    add_item_label = _("New reason")

    def get_cells(self) -> list[Any]:
        """Its English form, its place, whether it is offered."""
        return [
            Cell("name_en", _("English"), lambda row: row.name_en),
            Cell("position", _("Place in the list"), lambda row: row.position, sort_key="position"),
            Cell("is_used", _("Offered"), lambda row: _("yes") if row.is_used else _("no")),
        ]


class ReasonCreate(RecordCreate):
    """A new reason."""

    model = ReturnReason
    form_class = ReasonForm
    page_title = _("New reason")

    def act(self, form: Any) -> Result:
        """Keep it."""
        return keep_reason(by=self.request.user, values=form.values())

    def get_next(self, result: Result) -> str:
        """To the list."""
        return reverse(self.index_url_name)


class ReasonEdit(RecordEdit):
    """Change a reason, or offer it no more."""

    model = ReturnReason
    row_rule = keep_reasons
    form_class = ReasonForm

    def act(self, form: Any) -> Result:
        """Change it."""
        row = ReturnReason.objects.get(pk=self.object.pk)  # the form has written on the other one
        return keep_reason(by=self.request.user, reason=row, values=form.values())

    def get_next(self, result: Result) -> str:
        """To the list."""
        return reverse(self.index_url_name)


class ReasonViewSet(RecordViewSet):
    """`/admin/return-reasons/`."""

    model = ReturnReason
    name = "return-reasons"
    icon = "list-ul"
    menu_label = _("Reasons for returns")
    menu_hook = "register_reflect_menu_item"
    menu_order = 6
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = ReasonListing
    add_view_class = ReasonCreate
    edit_view_class = ReasonEdit
