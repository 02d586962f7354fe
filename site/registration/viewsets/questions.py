"""What an offering asks, in the back office: list, add, change, order, take out."""

from typing import Any

import django_filters
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets.button import Button, HeaderButton

from events.models import Offering
from events.rules import manage_offering
from events.titles import entitled, with_titles
from events.viewsets.listing import offerings
from kernel.outcomes import Result
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.forms import Act, ActView, RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import named, text
from registration import actions
from registration.admin_forms import BlockForm, QuestionForm
from registration.models import Question
from registration.question_kinds import QuestionKind
from registration.rules import ask_questions, follow_questions


def _asked(question: Question) -> bool:
    return question.retired_at is None


RETIRE = Act(
    "retire",
    _("Ask no more"),
    _("Nobody is asked this any more. Answers that were given are kept."),
    actions.retire_question,
    "question",
    icon="bin",
    is_serious=True,
    shown=_asked,
)
BLOCK = Act(
    "block",
    _("Add ready-made questions"),
    _("They are put behind the others; each can be changed and taken out like your own."),
    actions.add_question_block,
    "offering",
    form=BlockForm,
    icon="plus-inverse",
)


class QuestionFilters(WagtailFilterSet):
    """Of which offering, of which kind."""

    offering = NamedFilter(label=_("Offering"), queryset=offerings)
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=QuestionKind.choices)

    class Meta:
        model = Question
        fields: list[str] = []


class QuestionListing(RecordListing):
    """The questions of offerings in the order in which they are asked."""

    model = Question
    row_rule = follow_questions
    filterset_class = QuestionFilters
    search_fields = ["label", "label_en", "offering__label", "offering__page__title"]
    default_ordering = ("offering__opens_at", "offering_id", "sort_order", "pk")
    title_label = _("Question")
    page_title = _("Questions asked")

    def prepare(self, rows: Any) -> Any:
        """Everything a row shows."""
        rows = with_titles(rows.select_related("offering__page", "shown_if"), "offering__page")
        return rows.annotate(answered=Count("answers"))

    def title_of(self, row: Question) -> str:
        """What is asked."""
        return text(row, "label")

    def get_cells(self) -> list[Any]:
        """Kind, condition, answers, offering, state."""
        return [
            Cell("kind", _("Kind"), lambda row: row.get_kind_display()),
            Cell("shown_if", _("Asked only after"), lambda row: text(row.shown_if, "label")),
            Cell("answered", _("Answers"), lambda row: row.answered, sort_key="answered"),
            Cell("offering", _("Offering"), lambda row: entitled(row, row.offering)),
            StateCell("state", _("State"), _state, primary=lambda row: row.required),
        ]

    @cached_property
    def header_buttons(self) -> list[Any]:
        """With an offering chosen, its questions can be added to."""
        offering = self.request.GET.get("offering", "")
        if not (offering.isdecimal() and self.user_has_permission("add")):
            return []
        add = f"{reverse('questions:add')}?offering={offering}"
        block = reverse("questions:block", args=[offering, BLOCK.verb])
        return [
            HeaderButton(_("Add a question"), url=add, icon_name="plus"),
            HeaderButton(BLOCK.label, url=block, icon_name=BLOCK.icon),
        ]


def _state(row: Question) -> Any:
    if row.retired_at is not None:
        return _("no longer asked")
    return _("must be answered") if row.required else _("may be answered")


class OfQuestions:
    """Where the forms of questions lead back to: the list of their offering."""

    offering: Offering

    def get_next(self, result: Result) -> str:
        """The offering's questions."""
        return list_of(self.offering)


def list_of(offering: Offering) -> str:
    """The list of an offering's questions."""
    return f"{reverse('questions:index')}?offering={offering.pk}"


class QuestionCreate(OfQuestions, RecordCreate):
    """One more question: `?offering=` says of which."""

    model = Question
    form_class = QuestionForm
    page_title = _("New question")

    @cached_property
    def offering(self) -> Offering:  # type: ignore[override]
        """The offering of the address, if the person manages it; otherwise 404."""
        rows = manage_offering.visible(self.request.user).select_related("page")  # type: ignore[misc]
        number = self.request.GET.get("offering", "")
        return get_object_or_404(rows, pk=number if number.isdecimal() else 0)

    def get_page_subtitle(self) -> str:
        """The offering."""
        return named(self.offering)

    def get_add_url(self) -> str:
        """The form goes back to the same offering."""
        return f"{super().get_add_url()}?offering={self.offering.pk}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers earlier answers as conditions."""
        return super().get_form_kwargs() | {"offering": self.offering}

    def act(self, form: Any) -> Result:
        """Ask it."""
        return actions.add_question(
            by=self.request.user,
            offering=self.offering,
            values=form.values(),
            labels=form.cleaned_data["lines"],
        )


class QuestionEdit(OfQuestions, RecordEdit):
    """Change a question, move it, or ask it no more."""

    model = Question
    row_rule = ask_questions
    form_class = QuestionForm

    @property
    def offering(self) -> Offering:  # type: ignore[override]
        """The question's."""
        return self.object.offering

    def prepare(self, rows: Any) -> Any:
        """Its offering is named above."""
        return rows.select_related("offering__page", "shown_if")

    def act(self, form: Any) -> Result:
        """Keep the change."""
        return actions.edit_question(
            by=self.request.user,
            question=self.object,
            values=form.values(),
            labels=form.cleaned_data["lines"],
        )

    @property
    def header_more_buttons(self) -> list[Any]:  # type: ignore[override]
        """Order, and the end."""
        pk = self.object.pk
        if not _asked(self.object):
            return []
        return [
            Button(_("Ask earlier"), url=reverse("questions:act", args=[pk, "earlier"]),
                   icon_name="arrow-up", priority=10),
            Button(_("Ask later"), url=reverse("questions:act", args=[pk, "later"]),
                   icon_name="arrow-down", priority=20),
            Button(RETIRE.label, url=reverse("questions:act", args=[pk, RETIRE.verb]),
                   icon_name=RETIRE.icon, priority=30),
        ]  # fmt: skip


MOVE = {
    "earlier": Act(
        "earlier", _("Ask earlier"), _("It changes places with the question before it."),
        actions.move_question, "question", icon="arrow-up",
    ),
    "later": Act(
        "later", _("Ask later"), _("It changes places with the question after it."),
        lambda **found: actions.move_question(**found, later=True), "question", icon="arrow-down",
    ),
}  # fmt: skip


class QuestionAct(ActView):
    """Taking a question out, or moving it."""

    model = Question
    row_rule = ask_questions
    acts = {RETIRE.verb: RETIRE, **MOVE}

    def prepare(self, rows: Any) -> Any:
        """Its offering is where one goes back to."""
        return rows.select_related("offering__page")

    def get_success_url(self) -> str:
        """The offering's questions."""
        return list_of(self.object.offering)


class OfferingBlock(ActView):
    """Putting ready-made questions into an offering."""

    model = Offering
    row_rule = manage_offering
    acts = {BLOCK.verb: BLOCK}

    def prepare(self, rows: Any) -> Any:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")

    def get_success_url(self) -> str:
        """The offering's questions."""
        return list_of(self.object)


class QuestionViewSet(RecordViewSet):
    """`/admin/questions/`."""

    model = Question
    name = "questions"
    icon = "help"
    menu_label = _("Questions asked")
    menu_hook = "register_register_menu_item"
    menu_order = 5
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = QuestionListing
    add_view_class = QuestionCreate
    edit_view_class = QuestionEdit

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A question is added to its offering, not to this list."""
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        """With moving, taking out and ready-made questions."""
        act = self.construct_view(QuestionAct)
        block = self.construct_view(OfferingBlock, model=Offering)
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/<slug:verb>/", act, name="act"),
            path("offering/<int:pk>/<slug:verb>/", block, name="block"),
        ]
