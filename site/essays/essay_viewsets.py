"""Essays in the back office: how far each is, deciding about many, taking the texts away."""

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Subquery
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.widgets.button import Button

from essays.enums import EssayState
from essays.filing import DOCX, FORMATS, PDF, bundle, filed
from essays.models import Essay, EssayRevision
from essays.publishing_rules import download_essays
from essays.rules import LEAD_UNIT, follow_essays, follow_tasks, nameless_to
from essays.status_views import StatusView
from events.viewsets.listing import UnitFilter, reached_units
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.listing import RecordListing, RecordViewSet


class EssayFilters(WagtailFilterSet):
    """For which task, how far, of whose people."""

    task = NamedFilter(
        label=_("Essay task"), queryset=lambda request: follow_tasks.visible(request.user)
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=EssayState.choices)
    unit = UnitFilter(label=_("Unit"), field_name="unit", queryset=reached_units)
    lead_unit = UnitFilter(
        label=_("Lead unit"), field_name=LEAD_UNIT.removesuffix("__"), queryset=reached_units
    )

    class Meta:
        model = Essay
        fields: list[str] = []

    def filter_queryset(self, queryset: Any) -> Any:
        """Of one unit's people only those that may be known: the filter would tell the others."""
        rows = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("unit"):
            return rows
        return rows.exclude(pk__in=nameless_to(self.request.user).values("pk"))


class EssayListing(RecordListing):
    """How far essays are: whose, of which task; never a word of them.

    Who reviews an essay does not learn from here whose it is until it is decided for good. Texts
    are taken away as a ZIP in the background, as long spreadsheets are.
    """

    model = Essay
    row_rule = follow_essays
    filterset_class = EssayFilters
    search_fields = ["public_id", "task__title"]
    default_ordering = ("-submitted_at", "-pk")
    title_label = _("Author")
    page_title = _("Essays")
    bulk_type = "essay"
    FORMATS = (*RecordListing.FORMATS, *FORMATS)

    def prepare(self, rows: Any) -> Any:
        """Author, unit, task, the newest revision; whether the reader may know whose it is."""
        newest = EssayRevision.objects.filter(essay=OuterRef("pk")).order_by("-number")
        dark = nameless_to(self.request.user)
        rows = rows.select_related("author", "task__review_plan", "unit")
        return rows.annotate(
            number=Subquery(newest.values("number")[:1]),
            length=Subquery(newest.values("characters")[:1]),
            statement=Subquery(newest.values("statement")[:1]),
            hidden=Exists(dark.filter(pk=OuterRef("pk"))),
        )

    def title_of(self, row: Any) -> str:
        """The author, or a number."""
        return row.public_id if row.hidden else row.author.name

    def get_title_url(self, row: Any) -> str | None:
        """Nothing to open: words are read by reviewers."""
        return None

    def get_cells(self) -> list[Any]:
        """Unit, task, state, when, how long; in the spreadsheet also what the author confirmed."""
        confirmed = Cell("statement", _("The author confirmed"), lambda row: row.statement)
        return [
            Cell("unit", _("Unit"), _unit),
            Cell("task", _("Essay task"), lambda row: row.task),
            StateCell(
                "state",
                _("State"),
                lambda row: row.get_state_display(),
                primary=lambda row: row.state == EssayState.ACCEPTED,
                sort_key="state",
            ),
            Cell("submitted_at", _("Submitted"), lambda row: row.submitted_at, dates.instant,
                 sort_key="submitted_at"),
            Cell("revision", _("Revision"), lambda row: row.number),
            Cell("length", _("Characters"), lambda row: row.length),
            *([confirmed] if getattr(self, "is_export", False) else []),
        ]  # fmt: skip

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """The status by unit, and the texts of what the filters show."""
        query = self.request.GET.copy()
        found = [*super().header_more_buttons]
        found.append(Button(_("Rates"), url="status/", icon_name="table", priority=30))
        for suffix, label in ((DOCX, _("Texts as DOCX")), (PDF, _("Texts as PDF"))):
            query["export"] = suffix
            url = f"?{query.urlencode()}"
            found.append(Button(label, url=url, icon_name="download", priority=40))
        return found

    @property
    def _wants_texts(self) -> bool:
        return self.request.GET.get("export") in FORMATS

    def get_queryset(self) -> Any:
        """As the list shows; of texts only what was handed in to tasks of one's own."""
        rows = super().get_queryset()
        if not self._wants_texts:
            return rows
        mine = download_essays.visible(self.request.user).values("pk")
        return rows.filter(pk__in=mine)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list; texts are asked for first and made in the background."""
        if not self._wants_texts:
            return super().get(request, *args, **kwargs)
        if not hasattr(request, "in_background"):
            return self.ask_first(self.get_queryset().count())
        return self._texts(str(request.GET["export"]))

    def export_words(self, rows: int) -> dict[str, str]:
        """Of texts: how many, and under which names."""
        if not self._wants_texts:
            return super().export_words(rows)
        return {
            "label": gettext("Have the ZIP made"),
            "explains": ngettext(
                "%(count)s text that was handed in, in one ZIP. Until a text is decided for good, "
                "its file has a number instead of a name.",
                "%(count)s texts that were handed in, in one ZIP. Until a text is decided for "
                "good, its file has a number instead of a name.",
                rows,
            )
            % {"count": rows},
        }

    def _texts(self, suffix: str) -> FileResponse:
        essays = list(self.get_queryset())
        newest = EssayRevision.objects.newest().filter(essay__in=[one.pk for one in essays])
        newest = newest.select_related("blackout")
        texts = {row.essay_id: row for row in newest}
        files = [filed(one, texts[one.pk]) for one in essays if one.pk in texts]
        name = f"{self.get_filename()}.zip"
        return FileResponse(bundle(files, suffix), as_attachment=True, filename=name)

    def get_filename(self) -> str:
        """With the day."""
        return f"{_('Essays')}-{timezone.localdate().isoformat()}"


def _unit(row: Any) -> Any:
    return "" if row.hidden else row.unit


class EssayViewSet(RecordViewSet):
    """`/admin/essays/`."""

    model = Essay
    name = "essays"
    icon = "doc-full"
    menu_label = _("Essays")
    menu_hook = "register_reflect_menu_item"
    menu_order = 2
    addresses = ("index", "index_results")
    index_view_class = EssayListing

    def get_urlpatterns(self) -> list[Any]:
        """With the rates."""
        status = self.construct_view(StatusView)
        return [*super().get_urlpatterns(), path("status/", status, name="status")]
