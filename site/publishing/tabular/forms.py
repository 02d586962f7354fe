"""Forms of an import: the file, and which heading is which column."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from publishing.downloads import XLSX
from publishing.tabular.columns import Column
from publishing.tabular.models import SheetImport


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("XLSX file"),
        widget=forms.FileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        max_length=200,
        help_text=_("Without a password and without macros."),
    )


class MatchForm(forms.Form):
    """For each of our columns one of the file's headings, or none."""

    def __init__(
        self, *args: Any, sheet_import: SheetImport, columns: Sequence[Column], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(index), f"{get_column_letter(index + 1)} · {name}")
            for index, name in enumerate(sheet_import.headings)
            if name
        ]
        for column in columns:
            self.fields[column.name] = forms.ChoiceField(
                label=str(column.header),
                required=column.required,
                help_text=str(column.explains),
                choices=[("", _("(not in this file)")), *choices],
                initial=str(sheet_import.mapping.get(column.name, "")),
                error_messages={"required": _("Choose the heading of this column.")},
            )

    def mapping(self) -> dict[str, int]:
        """Indexes of headings by column."""
        return {name: int(index) for name, index in self.cleaned_data.items() if index != ""}
