"""Acts on many rows of a listing: exactly those that its filters and search show."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.widgets import AdminAutoHeightTextInput

from kernel.outcomes import Result
from kernel.rules import Rule
from publishing.backoffice.listing import RecordListing

# How many rows the confirmation names; it always says how many there are.
NAMED = 30


class BulkForm(forms.Form):
    """How many rows the person saw, so that nobody decides about rows they did not see."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BulkReasonForm(BulkForm):
    """The same with a reason."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("Everybody concerned will read this sentence."),
    )


class RowsBulkAction(BulkAction):
    """A bulk act over a `RecordListing`; refusals are told by name."""

    template_name = "admin/bulk.html"
    form_class = BulkForm
    listing: type[RecordListing]
    results_url_name = ""
    row_rule: Rule
    permission = ""
    is_serious = False
    button: Any = ""
    explains: Any = ""

    def __init__(self, request: HttpRequest, model: Any) -> None:
        super().__init__(request, model)
        self.refused: list[Result] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody without the permission; the rows are judged one by one."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """Keys of what the listing shows: Wagtail's own answer would be every row there is."""
        view = self.listing(index_results_url_name=self.results_url_name)
        view.setup(self.request)
        if view.filters is not None and not view.filters.is_valid():
            return self.model.objects.none().values_list("pk", flat=True)
        return view.get_queryset().order_by().values_list("pk", flat=True)

    def get_queryset(self, model: Any, object_ids: Any) -> Any:  # type: ignore[override]
        """The rows among those that the rule lets the person decide about."""
        rows = self.row_rule.visible(self.request.user).filter(pk__in=object_ids)  # type: ignore[misc]
        return self.prepare(rows)

    def prepare(self, rows: Any) -> Any:
        """Joins, and the order in which the rows are acted upon."""
        return rows

    def check_perm(self, obj: Any) -> bool:
        """Whether this row may be decided about."""
        person = self.request.user
        return person.has_perm(self.permission) and self.row_rule.allows(person, obj)

    def get_initial(self) -> dict[str, Any]:
        """What is on the screen now."""
        return {"expected": len(self.get_actionable_objects()[0])}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The first names and the counts."""
        context = super().get_context_data(**kwargs)
        rows = [entry["item"] for entry in context["items"]]
        return context | {
            "rows": rows[:NAMED],
            "count": len(rows),
            "more": max(len(rows) - NAMED, 0),
            "notes": self.get_notes(rows) if rows else [],
            "bulk": self,
        }

    def get_notes(self, rows: list[Any]) -> list[str]:
        """Counts that tell what the act will meet."""
        return []

    def form_valid(self, form: Any) -> Any:
        """Act, unless other rows would be met than those on the screen."""
        expected = form.cleaned_data.get("expected")
        count = len(self.get_actionable_objects()[0])
        if expected is not None and expected != count:
            form.add_error(
                None,
                _("The list has changed meanwhile: it now has %(count)s rows. Please look again.")
                % {"count": count},
            )
            form.data = form.data.copy()
            form.data["expected"] = count
            return self.form_invalid(form)
        return super().form_valid(form)

    @abstractmethod
    def act_on(self, rows: Sequence[Any], values: dict[str, Any]) -> tuple[int, list[Result]]:
        """Act on the rows with what the form says: how many were done, and what was refused."""

    def get_execution_context(self) -> dict[str, Any]:
        """The class method below needs the act itself."""
        return {"bulk": self}

    @classmethod
    def execute_action(cls, objects: Any, bulk: Any = None, **kwargs: Any) -> tuple[int, int]:
        """Act, and remember what was refused."""
        values = {k: v for k, v in bulk.cleaned_form.cleaned_data.items() if k != "expected"}
        done, bulk.refused = bulk.act_on(list(objects), values)
        return done, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        """How many were done; the refused are told one by one."""
        for result in self.refused[:NAMED]:
            messages.warning(self.request, result.message)
        if not num_parent_objects:
            return None
        return ngettext(
            "%(action)s: done for %(count)s row.",
            "%(action)s: done for %(count)s rows.",
            num_parent_objects,
        ) % {"action": self.button, "count": num_parent_objects}


class EachRow(RowsBulkAction):
    """One action for each row."""

    @abstractmethod
    def act(self, row: Any, values: dict[str, Any]) -> Result:
        """Call the action for one row."""

    def act_on(self, rows: Sequence[Any], values: dict[str, Any]) -> tuple[int, list[Result]]:
        """One after the other."""
        results = [self.act(row, values) for row in rows]
        refused = [result for result in results if not result.ok]
        return len(results) - len(refused), refused
