"""Similar essays, official texts and comparisons of everything in the back office.

Here stands whose essays agree, for those who run the offering; the words stay with reviewers. Of an
essay that belongs to an offering one does not run, neither author nor unit is shown.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.actions import change_official, compare_all, keep_official
from essays.admin_forms import OfficialForm, RunForm
from essays.comparing import with_progress
from essays.models import EssayRevision, OfficialText, SimilarEssay, SimilarityRun
from essays.rules import (
    compare_essays,
    follow_essays,
    follow_similarity,
    in_the_dark,
    keep_official_texts,
)
from kernel.outcomes import Result
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet


class SimilarListing(RecordListing):
    """Pairs of essays with passages in common, the newest first; never the most similar first."""

    model = SimilarEssay
    row_rule = follow_similarity
    search_fields = ["check_of__revision__title", "check_of__revision__essay__task__title"]
    default_ordering = ("-check_of__done_at", "-pk")
    title_label = _("Essay")
    page_title = _("Similar essays")

    def prepare(self, rows: Any) -> Any:
        """Both essays with author and unit, and whether the other one is the reader's to know."""
        reader = self.request.user
        # Who reviews an essay learns no author.
        known = follow_essays.visible(reader).exclude(pk__in=in_the_dark(reader).values("pk"))
        paths = [
            f"{side}__essay__{path}"
            for side in ("check_of__revision", "other")
            for path in ("author", "task", "unit")
        ]
        rows = rows.select_related(*paths)
        return rows.annotate(known=Exists(known.filter(pk=OuterRef("other__essay"))))

    def title_of(self, row: SimilarEssay) -> str:
        """The title that its author gave it."""
        return row.check_of.revision.title

    def get_cells(self) -> list[Any]:
        """Whose, of which task, like whose, how much in words, and what the author says."""
        return [
            Cell("task", _("Essay task"), lambda row: row.check_of.revision.essay.task),
            Cell("author", _("Author"), lambda row: _whose(row.check_of.revision)),
            Cell("advice", _("Advice"), lambda row: row.advice.label),
            Cell("other", _("The earlier essay"), _whose_other),
            Cell(
                "other_day",
                _("Handed in"),
                lambda row: row.other.submitted_at,
                dates.instant,
                sort_key="other__submitted_at",
            ),
            Cell("remark", _("The author's remark"), lambda row: row.check_of.remark),
        ]


def _whose(revision: EssayRevision) -> str:
    """Author and unit."""
    unit = revision.essay.unit
    return f"{revision.essay.author} · {unit}" if unit else str(revision.essay.author)


def _whose_other(row: Any) -> str:
    return _whose(row.other) if row.known else str(_("an essay of another organiser"))


class SimilarViewSet(RecordViewSet):
    """`/admin/similar-essays/`."""

    model = SimilarEssay
    name = "similar-essays"
    icon = "copy"
    menu_label = _("Similar essays")
    menu_hook = "register_reflect_menu_item"
    menu_order = 3
    addresses = ("index", "index_results")
    index_view_class = SimilarListing


class OfficialListing(RecordListing):
    """Texts that may be quoted."""

    model = OfficialText
    row_rule = keep_official_texts
    search_fields = ["title", "source"]
    default_ordering = ("title", "pk")
    title_label = _("Official text")
    page_title = _("Official texts")
    add_item_label = _("New official text")

    def prepare(self, rows: Any) -> Any:
        """Without the words, which are long."""
        return rows.defer("text")

    def get_cells(self) -> list[Any]:
        """Where from, whether it counts, since when."""
        return [
            Cell("source", _("Source"), lambda row: row.source),
            Cell("is_used", _("Subtracted"), lambda row: _("yes") if row.is_used else _("no")),
            Cell(
                "changed_at",
                _("Changed"),
                lambda row: row.changed_at,
                dates.instant,
                sort_key="changed_at",
            ),
        ]


class OfficialCreate(RecordCreate):
    """A new official text."""

    model = OfficialText
    form_class = OfficialForm
    page_title = _("New official text")

    def act(self, form: Any) -> Result:
        """Keep it."""
        return keep_official(by=self.request.user, values=form.values())

    def get_next(self, result: Result) -> str:
        """To the list."""
        return reverse(self.index_url_name)


class OfficialEdit(RecordEdit):
    """Change an official text, or leave it out."""

    model = OfficialText
    row_rule = keep_official_texts
    form_class = OfficialForm

    def act(self, form: Any) -> Result:
        """Change it."""
        return change_official(by=self.request.user, official=self.object, values=form.values())

    def get_next(self, result: Result) -> str:
        """To the list."""
        return reverse(self.index_url_name)


class OfficialViewSet(RecordViewSet):
    """`/admin/official-texts/`."""

    model = OfficialText
    name = "official-texts"
    icon = "openquote"
    menu_label = _("Official texts")
    menu_hook = "register_reflect_menu_item"
    menu_order = 4
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = OfficialListing
    add_view_class = OfficialCreate
    edit_view_class = OfficialEdit


class RunListing(RecordListing):
    """When everything was compared again, and how far it is."""

    model = SimilarityRun
    row_rule = compare_essays
    default_ordering = ("-started_at",)
    title_label = _("Started")
    page_title = _("Comparisons of all essays")
    add_item_label = _("Compare all essays again")

    def prepare(self, rows: Any) -> Any:
        """Whether each goes on."""
        return with_progress(rows)

    def title_of(self, row: SimilarityRun) -> str:
        """When it began."""
        return dates.instant(row.started_at)

    def get_cells(self) -> list[Any]:
        """How many of how many, and whether it is over."""
        return [
            Cell("progress", _("Compared"), lambda row: f"{row.done} / {row.total}"),
            Cell("finished_at", _("Finished"), _end, _told),
        ]


def _end(run: Any) -> datetime | str:
    """When it was finished; of one that was given up, what to do; of one that goes on nothing."""
    if run.finished_at or run.goes_on:
        return run.finished_at or ""
    return gettext("broken off: please compare all essays again")


def _told(end: datetime | str) -> str:
    return end if isinstance(end, str) else dates.instant(end)


class RunCreate(RecordCreate):
    """Compare all essays again."""

    model = SimilarityRun
    form_class = RunForm
    page_title = _("Compare all essays again")

    def act(self, form: Any) -> Result:
        """Have them compared."""
        return compare_all(by=self.request.user)

    def get_next(self, result: Result) -> str:
        """To the list, which shows how far it is."""
        return reverse(self.index_url_name)


class RunViewSet(RecordViewSet):
    """`/admin/essay-comparisons/`."""

    model = SimilarityRun
    name = "essay-comparisons"
    icon = "rotate"
    menu_label = _("Compare all essays again")
    menu_hook = "register_reflect_menu_item"
    menu_order = 5
    addresses = ("index", "index_results", "add")
    index_view_class = RunListing
    add_view_class = RunCreate
