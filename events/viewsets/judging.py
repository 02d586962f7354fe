"""Conflicts in lists: of the rows that are shown or exported, and what is to be shown at all."""

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from events.conflicts import Conflict, conflicts_of_offerings
from events.rules import follow_offering
from publishing.backoffice.listing import RecordListing

# Rows of a page: each has a menu, many figures and a judgement, and the page is there in a moment.
JUDGED = 30
NOTHING = mark_safe("<td></td>")
Judge = Callable[[Any], dict[Any, list[Conflict]]]


class JudgedListing(RecordListing):
    """A listing with a column of what stands against the sessions ahead of each row.

    Judged are the rows of the page, or of the spreadsheet, and no others: see `conflicts.ahead`.
    """

    judge: Judge = staticmethod(conflicts_of_offerings)
    judged: Iterable[Any] = ()

    @cached_property
    def conflicts(self) -> dict[Any, list[Conflict]]:
        """What was found for the rows, by their keys; asked when all of them are read."""
        return self.judge([self.key_of(row) for row in self.judged])

    def key_of(self, row: Any) -> int:
        """By what a row is judged: its offering."""
        return int(row.pk)

    def offering_of(self, row: Any) -> int:
        """Where its conflicts are read."""
        return self.key_of(row)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """Judge the page that is read."""
        found = super().paginate_queryset(queryset, page_size)
        self.judged = found[2]
        return found

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        """Judge all that is written."""
        self.judged = queryset
        super().write_xlsx(queryset, output)

    def conflicts_cell(self) -> "ConflictsCell":
        """The column, to be put among the others."""
        return ConflictsCell(self)


class ConflictsCell(Column):
    """How many there are and of which kinds, leading to where they are read; else nothing."""

    def __init__(self, listing: JudgedListing) -> None:
        super().__init__("conflicts", label=_("Conflicts"), accessor=self.exported)
        self.listing = listing

    def of(self, row: Any) -> list[Conflict]:
        """What was found for a row."""
        return self.listing.conflicts.get(self.listing.key_of(row), [])

    def exported(self, row: Any) -> int:
        """The spreadsheet gets the number."""
        return len(self.of(row))

    def render_cell_html(self, instance: Any, parent_context: Any) -> str:
        """`2: Room, Capacity`."""
        found = self.of(instance)
        if not found:
            return NOTHING
        kinds = dict.fromkeys(conflict.kind for conflict in found)
        return format_html(
            '<td><a href="{}#timetable-section" class="{}">{}</a></td>',
            reverse("offerings:inspect", args=[self.listing.offering_of(instance)]),
            "conflicts conflicts--block" if any(c.blocks for c in found) else "conflicts",
            gettext("%(count)s: %(kinds)s")
            % {
                "count": len(found),
                "kinds": pgettext("between names", ", ").join(str(kind.label) for kind in kinds),
            },
        )


WITH, WITHOUT = "with", "without"


class ConflictFilter(django_filters.ChoiceFilter):
    """Whether something stands against what is ahead; judged anew each time, so never wrong."""

    def __init__(self, *, judge: Judge = conflicts_of_offerings, rule: Any = follow_offering,
                 **kwargs: Any) -> None:  # fmt: skip
        choices = [(WITH, _("With conflicts")), (WITHOUT, _("Without conflicts"))]
        super().__init__(
            label=_("Conflicts"),
            choices=choices,
            widget=forms.RadioSelect,
            empty_label=_("All"),
            **kwargs,
        )
        self.judge, self.rule = judge, rule

    def filter(self, qs: Any, value: str) -> Any:
        """Those with any, or all others."""
        if value not in {WITH, WITHOUT}:
            return qs
        visible = self.rule.visible(self.parent.request.user)
        found = self.judge(visible.order_by().values("pk"))
        those = {f"{self.field_name}__in": list(found)}
        return qs.filter(**those) if value == WITH else qs.exclude(**those)
