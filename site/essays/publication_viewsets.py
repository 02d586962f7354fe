"""Essays to publish in the back office: what their authors agree to, wordings, pages."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Case, CharField, Exists, F, OuterRef, Value, When
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.button import Button

from essays import actions
from essays.models import TITLE_LENGTH, Consent, EssayCollectionPage, Publication
from essays.publishing_rules import edit_publications, tasks_prepared_by
from essays.uses import EditState, Use
from essays.wording import differences
from kernel.outcomes import Result
from publishing.backoffice.cells import Cell
from publishing.backoffice.choices import NamedChoice, NamedFilter
from publishing.backoffice.forms import Act, ActView, PlainForm, RecordInspect, act_buttons
from publishing.backoffice.listing import RecordListing, RecordViewSet


def with_everything(rows: Any) -> Any:
    """Publications with all that a row or a page shows of them."""
    joined = rows.select_related("revision", "essay__author", "essay__task", "essay__unit")
    return joined.prefetch_related("consents", "edits", "pages")


class DraftForm(PlainForm):
    """Where the page is to stand."""

    collection = NamedChoice(
        label=pgettext_lazy("essay", "Collection"),
        queryset=EssayCollectionPage.objects.none(),
        help_text=_("The draft is put there and goes through moderation."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = EssayCollectionPage.objects.filter(alias_of=None).order_by("title", "pk")
        self.fields["collection"].queryset = rows  # type: ignore[attr-defined]


class ProposalForm(PlainForm):
    """The wording that editors propose."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        help_text=_("Title and text hold once the author agrees to them."),
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=100_000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 18}),
        help_text=_("The author is shown what differs."),
    )
    note = forms.CharField(
        label=_("Word to the author"),
        max_length=1000,
        required=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 2}),
        help_text=_("Why you propose it: the author reads it beside the wording."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record.is_agreed:
            self.fields["title"].initial = self.record.title
            self.fields["text"].initial = self.record.text


ACTS = [
    Act(
        "page",
        _("Make the page"),
        _("A draft with the wording as it stands. Publishing it is the moderators' decision."),
        actions.draft_page,
        "publication",
        form=DraftForm,
        icon="doc-empty",
        shown=lambda one: one.allows(Use.WEB),
    ),
    Act(
        "propose",
        _("Propose a wording"),
        _("The author sees what differs and approves or refuses it. Until then nothing changes."),
        actions.propose_edit,
        "publication",
        form=ProposalForm,
        icon="edit",
        shown=lambda one: one.open_edit is None and one.is_agreed,
    ),
    Act(
        "take-back",
        _("Take the proposal back"),
        _("The author no longer sees it."),
        actions.take_back_edit,
        "publication",
        icon="cross",
        shown=lambda one: one.open_edit is not None,
    ),
]


class PublicationFilters(WagtailFilterSet):
    """Of which task, and to what their authors agree."""

    task = NamedFilter(
        label=_("Essay task"),
        field_name="essay__task",
        queryset=lambda request: tasks_prepared_by(request.user),
    )
    use = django_filters.ChoiceFilter(
        label=_("The author agrees to"), choices=Use.choices, method="agreed"
    )

    class Meta:
        model = Publication
        fields: list[str] = []

    def agreed(self, rows: Any, name: str, value: str) -> Any:
        """Those whose consent to this use stands."""
        return rows.filter(consents__use=value, consents__ended_at=None)


def use_cell(use: Use) -> Cell:
    """How the author lets it stand in one use; a dash where not at all."""

    def said(row: Publication) -> Any:
        return (row.byline(use) or _("without a name")) if row.allows(use) else ""

    return Cell(str(use), use.label, said)


def page_of(row: Publication) -> Any:
    """Whether there is a page, and whether it is public."""
    pages = list(row.pages.all())
    if any(page.live for page in pages):
        return _("published")
    return _("draft") if pages else ""


class PublicationListing(RecordListing):
    """Essays whose authors decided, the latest first. Nobody is named who does not wish it.

    Of an essay to which no consent stands any more neither the list nor its search tells a title.
    """

    model = Publication
    row_rule = edit_publications
    filterset_class = PublicationFilters
    search_fields = ["open_title", "essay__task__title"]
    default_ordering = ("-made_at", "-pk")
    title_label = _("Essay")
    page_title = _("Essays to publish")

    def prepare(self, rows: Any) -> Any:
        """All in as many queries, however many rows."""
        standing = Exists(Consent.objects.filter(publication=OuterRef("pk"), ended_at=None))
        title = When(standing, then=F("revision__title"))
        known = Case(title, default=Value(""), output_field=CharField())
        return with_everything(rows).annotate(open_title=known)

    def get_cells(self) -> list[Any]:
        """Task, uses, page, proposal."""
        return [
            Cell("task", _("Essay task"), lambda row: row.essay.task),
            *map(use_cell, Use),
            Cell("page", _("Page"), page_of),
            Cell("edit", pgettext_lazy("essay", "Wording"), _latest),
        ]


def _latest(row: Publication) -> Any:
    edits = list(row.edits.all())
    return edits[-1].get_state_display() if edits else ""


class PublicationInspect(RecordInspect):
    """One essay: what is agreed, the wording, what was proposed and answered, its pages.

    Words only while the author agrees to some use.
    """

    model = Publication
    row_rule = edit_publications
    template_name = "admin/essays/publication.html"
    page_title = _("Essay to publish")

    def prepare(self, rows: Any) -> Any:
        """Everything the page shows."""
        return with_everything(rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Acts, uses, proposals with what differs."""
        held = self.object
        acts = act_buttons(ACTS, held, "essay-publications:act")
        edits = [
            {"edit": edit, "paragraphs": differences(held.revision.text, edit.text)}
            for edit in reversed(held.edits.all())
            if held.is_agreed
        ]
        return super().get_context_data(**kwargs) | {
            "acts": [*acts, *self.page_links()] if self.user_has_permission("change") else [],
            "uses": [(use.label, held.consent_for(use), held.byline(use)) for use in Use],
            "edits": edits,
            "open": EditState.OPEN,
        }

    def page_links(self) -> list[Button]:
        """To the pages that were made."""
        return [
            Button(
                _("Open the page"),
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                icon_name="doc-empty",
            )
            for page in self.object.pages.all()
        ]


class PublicationAct(ActView):
    """Making the page, proposing a wording, taking it back."""

    model = Publication
    row_rule = edit_publications
    acts = {act.verb: act for act in ACTS}

    def prepare(self, rows: Any) -> Any:
        """Everything the forms begin with."""
        return with_everything(rows)

    def get_next(self, result: Result) -> str:
        """To the page that was made; else back to the essay."""
        page = result.details.get("page")
        if page is None:
            return super().get_next(result)
        return reverse("wagtailadmin_pages:edit", args=[page.pk])


class PublicationViewSet(RecordViewSet):
    """`/admin/essay-publications/`."""

    model = Publication
    name = "essay-publications"
    icon = "openquote"
    menu_label = _("Essays to publish")
    menu_hook = "register_publish_menu_item"
    menu_order = 30
    addresses = ("index", "index_results", "inspect")
    index_view_class = PublicationListing
    inspect_view_class = PublicationInspect

    def get_urlpatterns(self) -> list[Any]:
        """With the acts."""
        act = self.construct_view(PublicationAct)
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:verb>/", act, name="act")]
