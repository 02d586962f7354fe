"""The words of the kinds: what holds, how it reads, who changed it."""

from typing import Any

import django_filters
from django.conf import settings
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.button import Button

from kernel.outcomes import Result
from notices import actions
from notices.admin_forms import WordingForm, placeholder_facts
from notices.enums import MANDATORY, Kind
from notices.mails import letter, parts_of
from notices.models import Wording
from notices.placeholders import fill
from notices.rules import change_words
from notices.samples import sample_of
from notices.words import one_line, shipped, tidy
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import Act, ActView, RecordEdit, RecordInspect, act_buttons
from publishing.backoffice.listing import RecordListing, RecordViewSet

ACTS = [
    Act(
        "reset",
        _("Put the site's own words back"),
        _("The words that the site came with hold again. Those of today stay in the history."),
        actions.reset,
        "wording",
        icon="rotate",
        is_serious=True,
        shown=lambda row: row.is_own,
    )
]


class WordingFilters(WagtailFilterSet):
    """Which language."""

    language = django_filters.ChoiceFilter(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Wording
        fields: list[str] = []


def sample_words(wording: Wording, subject: str, body: str) -> dict[str, str]:
    """How words read with the invented values of their kind."""
    values = sample_of(wording.kind, wording.language)
    return {"subject": one_line(fill(subject, values)), "body": tidy(fill(body, values))}


def held(wording: Wording) -> tuple[str, str]:
    """The words that hold now, with their placeholders."""
    own = (wording.subject, wording.body)
    return own if wording.is_own else shipped(wording.kind, wording.language)


class WordingListing(RecordListing):
    """Every kind in every language, and whose words hold."""

    model = Wording
    row_rule = change_words
    filterset_class = WordingFilters
    default_ordering = ("language", "pk")
    title_label = _("Kind")
    page_title = _("Words of notices")

    def prepare(self, rows: Any) -> Any:
        """Kinds that the site still has."""
        return rows.filter(kind__in=Kind.values)

    def title_of(self, row: Wording) -> str:
        """The kind."""
        return str(Kind(row.kind).label)

    def get_cells(self) -> list[Any]:
        """Language, whose words, since when."""
        return [
            Cell("language", _("Language"), lambda row: row.get_language_display()),
            BooleanColumn("is_own", label=_("Own words")),
            Cell("changed_at", _("Changed"), lambda row: row.changed_at, dates.instant),
        ]


class WordingInspect(RecordInspect):
    """The words that hold, a sample, the history."""

    model = Wording
    row_rule = change_words
    template_name = "admin/notices/wording.html"
    page_title = _("Words of a notice")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words, sample, acts, history."""
        row = self.object
        subject, body = held(row)
        may = self.user_has_permission("change")
        acts = [
            Button(_("Change the words"), url=self.edit_url, icon_name="edit"),
            *act_buttons(ACTS, row, "wordings:act"),
        ]
        return super().get_context_data(**kwargs) | {
            "acts": acts if may else [],
            "words": {"subject": subject, "body": body},
            "sample": sample_words(row, subject, body),
            "sample_url": reverse("wordings:sample", args=[row.pk]),
            "placeholders": placeholder_facts(row.kind),
            "is_mandatory": row.kind in MANDATORY,
            "versions": row.versions.select_related("by"),
        }

    @property
    def edit_url(self) -> str:
        """Where the words are changed."""
        return reverse("wordings:edit", args=[self.object.pk])


class WordingSample(RecordInspect):
    """The mail of a kind with invented values, as it would look."""

    model = Wording
    row_rule = change_words

    def render_to_response(self, context: Any, **kwargs: Any) -> HttpResponse:
        """The letter alone."""
        row = self.object
        words = sample_words(row, *held(row))
        with translation.override(row.language):
            name = sample_of(row.kind, row.language)["name"]
            return HttpResponse(
                letter(
                    subject=words["subject"],
                    language=row.language,
                    greeting=name,
                    parts=parts_of(words["body"]),
                    url=settings.SITE_URL,
                    is_notice=True,
                )
            )


class WordingEdit(RecordEdit):
    """Change the words, or look how they would read."""

    model = Wording
    row_rule = change_words
    form_class = WordingForm
    template_name = "admin/notices/wording_form.html"
    sample: dict[str, str] | None = None

    def form_valid(self, form: Any) -> HttpResponse:
        """`do=sample` shows and keeps nothing."""
        if self.request.POST.get("do") == "sample":
            data = form.cleaned_data
            self.sample = sample_words(self.object, data["subject"], data["body"])
            self.form = form
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def act(self, form: Any) -> Result:
        """Keep them."""
        return actions.reword(by=self.request.user, wording=self.object, **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What may stand in them, and the sample that was asked for."""
        found: dict[str, Any] = {
            "placeholders": placeholder_facts(self.object.kind),
            "sample": self.sample,
        }
        if self.sample:  # Wagtail then warns whoever leaves
            found["has_unsaved_changes"] = True
        return super().get_context_data(**kwargs) | found


class WordingAct(ActView):
    """Putting the site's own words back."""

    model = Wording
    row_rule = change_words
    acts = {act.verb: act for act in ACTS}


class WordingViewSet(RecordViewSet):
    """`/admin/wordings/`."""

    model = Wording
    name = "wordings"
    icon = "openquote"
    menu_label = _("Words of notices")
    menu_hook = "register_publish_menu_item"
    menu_order = 70
    addresses = ("index", "index_results", "edit", "inspect")
    index_view_class = WordingListing
    edit_view_class = WordingEdit
    inspect_view_class = WordingInspect

    def get_urlpatterns(self) -> list[Any]:
        """With the sample and an address for each act."""
        return [
            *super().get_urlpatterns(),
            path("sample/<int:pk>/", self.sample_view, name="sample"),
            path("<int:pk>/<slug:verb>/", self.construct_view(WordingAct), name="act"),
        ]

    @property
    def sample_view(self) -> Any:
        """The letter with invented values."""
        return self.construct_view(WordingSample, **self.get_inspect_view_kwargs())
