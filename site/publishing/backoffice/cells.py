"""Columns of a listing: one value for the eye, the same value for the spreadsheet."""

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn

from publishing.languages import named


class Cell(Column):
    """A column of the value that `of(row)` gives, shown as `shown(value)` puts it.

    The spreadsheet gets the value itself: an instant stays an instant, a number a number. Records
    are shown by the name that they have in the reader's language.
    """

    def __init__(
        self,
        name: str,
        label: Any,
        of: Callable[[Any], Any],
        shown: Callable[[Any], str] = named,
        **kwargs: Any,
    ) -> None:
        super().__init__(name, label=label, accessor=self.text, **kwargs)
        self.of, self.shown = of, shown

    def text(self, row: Any) -> str:
        """What stands in the cell; a dash where there is nothing."""
        value = self.of(row)
        return "–" if value in (None, "") else self.shown(value)

    def render_cell_html(self, instance: Any, parent_context: Any) -> str:
        """Without a template: a page has hundreds of cells, and that took a third of its time."""
        of_class = format_html(' class="{}"', self.classname) if self.classname else ""
        return format_html("<td{}>{}</td>", of_class, self.get_value(instance))

    def exported(self, row: Any) -> Any:
        """What the spreadsheet gets."""
        return self.of(row)


class StateCell(StatusTagColumn):
    """A word of state as a tag; `primary(row)` makes it stand out."""

    def __init__(
        self, name: str, label: Any, of: Callable[[Any], Any], primary: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(name, label=label, accessor=of, primary=primary, **kwargs)
        self.of = of

    def render_cell_html(self, instance: Any, parent_context: Any) -> str:
        """Wagtail's own tag without its two templates."""
        primary = " w-status--primary" if self.get_primary(instance) else ""
        value = self.get_value(instance) or ""
        return format_html('<td><span class="w-status{}">{}</span></td>', primary, value)

    def exported(self, row: Any) -> str:
        """The word."""
        return str(self.of(row) or "")


class TickCell(BulkActionsCheckboxColumn):
    """Wagtail's box for choosing a row, without a template for each."""

    def render_cell_html(self, instance: Any, parent_context: Any) -> str:
        """The box; its row's title says what it is about."""
        return format_html(
            '<td class="bulk-action-checkbox-cell"><input type="checkbox" aria-label="{}"'
            ' class="bulk-action-checkbox" data-bulk-action-checkbox data-object-id="{}"'
            ' aria-describedby="{}"></td>',
            gettext("Select"),
            instance.pk,
            self.get_aria_describedby(instance),
        )
