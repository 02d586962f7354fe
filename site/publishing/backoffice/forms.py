"""Forms that call one action, and pages that ask before they act."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.button import Button

from kernel.outcomes import Effect, Result
from kernel.rules import Rule
from publishing.languages import named
from publishing.refusals import refuse


def tell(request: HttpRequest, result: Result) -> None:
    """Show an outcome's sentence in the colour of its effect."""
    say = {
        Effect.DONE: messages.success,
        Effect.SAME: messages.info,
        Effect.REFUSED: messages.error,
    }
    say[result.outcome.effect](request, result.message)


class OneRecord:
    """Finds a record among those that `row_rule` shows; any other does not exist."""

    row_rule: Rule

    def get_object(self, queryset: Any = None) -> Any:
        """The record of the address, or 404."""
        rows = self.row_rule.visible(self.request.user)  # type: ignore[attr-defined, misc]
        pk = unquote(str(self.kwargs["pk"]))  # type: ignore[attr-defined]
        return get_object_or_404(self.prepare(rows), pk=pk)

    def prepare(self, rows: Any) -> Any:
        """Joins and figures that the page shows."""
        return rows

    def get_page_subtitle(self) -> str:
        """The record, as the reader calls it."""
        return named(self.object)  # type: ignore[attr-defined]


class ActsOnSave(ABC):
    """A create or edit view whose form hands its values to an action.

    The form gets `person=`, the one who acts; a refusal stands above the form, which keeps what was
    typed.
    """

    success_url_name = "inspect"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows for whom it offers choices."""
        return super().get_form_kwargs() | {"person": self.request.user}  # type: ignore[misc, attr-defined]

    @abstractmethod
    def act(self, form: Any) -> Result:
        """Call the action."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Done: its sentence and the record; refused: the form again."""
        self.form = form
        result = self.act(form)
        if not result.ok:
            refuse(form, result)
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]
        tell(self.request, result)  # type: ignore[attr-defined]
        return redirect(self.get_next(result))

    def get_next(self, result: Result) -> str:
        """Where to go when it is done: to the record."""
        namespace = self.index_url_name.partition(":")[0]  # type: ignore[attr-defined]
        pk = result.record.pk if result.record is not None else self.kwargs["pk"]  # type: ignore[attr-defined]
        return reverse(f"{namespace}:inspect", args=[pk])


class RecordCreate(ActsOnSave, generic.CreateView):
    """A form that makes a record by an action."""


class RecordEdit(OneRecord, ActsOnSave, generic.EditView):
    """A form that changes a record by an action."""


class RecordInspect(OneRecord, generic.InspectView):
    """A record to look at: the template shows chosen facts, what can be done, and the history."""

    def get_fields_context(self) -> list[Any]:
        """Not field by field."""
        return []

    @property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        """Everything stands on the page."""
        return []


def show_for(form: Any, rules: Mapping[str, Iterable[str]]) -> None:
    """Let `js/shown_for.js` show a field only while a choice has one of some values.

    `rules`: name of the field -> name of the choice, then its values.
    """
    for name, (choice, *values) in rules.items():
        if name in form.fields:
            shown = {"data-shown-for": choice, "data-shown-values": " ".join(values)}
            form.fields[name].widget.attrs |= shown


class ReasonForm(forms.Form):
    """A reason that those concerned will read."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("Those concerned will read this sentence."),
    )

    def __init__(self, *args: Any, record: Any = None, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.person = record, person


class PlainForm(forms.Form):
    """Nothing but the button."""

    def __init__(self, *args: Any, record: Any = None, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.person = record, person


@dataclass(frozen=True)
class Act:
    """Something that can be done to a record: its word in the address, its button, its action."""

    verb: str
    label: str | Promise
    explains: str | Promise
    action: Any  # called with by=, the record under `takes`, and the form's values
    takes: str
    form: type[forms.Form] = PlainForm
    icon: str = "check"
    is_serious: bool = False
    shown: Callable[[Any], bool] = bool  # in which states the button stands there


def act_buttons(acts: Iterable[Act], record: Any, address: str, button: Any = Button) -> list[Any]:
    """Buttons of the acts that the state of `record` allows; `address` names their page."""
    return [
        button(
            act.label,
            url=reverse(address, args=[record.pk, act.verb]),
            icon_name=act.icon,
            priority=place,
        )
        for place, act in enumerate(acts, start=20)
        if act.shown(record)
    ]


class ActView(PermissionCheckedMixin, OneRecord, WagtailAdminTemplateMixin, FormView):
    """One page for each act: what will happen, to how many, and the button."""

    permission_required = "change"
    template_name = "admin/act.html"
    model: Any = None
    acts: dict[str, Act] = {}
    index_url_name = ""
    inspect_url_name = ""

    @property
    def plural(self) -> Any:
        """What the records are called."""
        return self.object._meta.verbose_name_plural

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Keep the word of the address."""
        super().setup(request, *args, **kwargs)
        self.verb = kwargs["verb"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The record is looked for after the permission."""
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        if self.verb not in self.acts:
            raise Http404
        self.chosen = self.acts[self.verb]
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> Any:
        """The act's form."""
        return self.chosen.form

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows the record and the person."""
        return super().get_form_kwargs() | {"record": self.object, "person": self.request.user}

    def form_valid(self, form: Any) -> Any:
        """Act, and go back to the record."""
        result = self.chosen.action(
            by=self.request.user, **{self.chosen.takes: self.object}, **form.cleaned_data
        )
        if not result.ok:
            refuse(form, result)
            return self.form_invalid(form)
        tell(self.request, result)
        return redirect(self.get_next(result))

    def get_next(self, result: Result) -> str:
        """Where to go when it is done."""
        return self.get_success_url()

    def get_success_url(self) -> str:
        """Back to the record."""
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_page_title(self) -> Any:
        """The act."""
        return self.chosen.label

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """List, record, act."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": self.plural},
            {"url": self.get_success_url(), "label": named(self.object)},
            {"url": "", "label": self.chosen.label},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page says before the button."""
        found = {"act": self.chosen, "back": self.get_success_url(), "notes": self.get_notes()}
        context = super().get_context_data(object=self.object, **found, **kwargs)
        context["media"] = context["form"].media
        return context

    def get_notes(self) -> list[str]:
        """Sentences about what the act will reach."""
        return []
