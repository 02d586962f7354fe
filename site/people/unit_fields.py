"""Units chosen out of the tree."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Unit
from publishing.languages import named


class _Indented:
    def label_from_instance(self, unit: Unit) -> str:
        """As it stands in the tree: two ideographic spaces a level."""
        return "　" * (unit.depth - 1) + named(unit)


class UnitField(_Indented, forms.ModelChoiceField):
    """A unit."""


class UnitsField(_Indented, forms.ModelMultipleChoiceField):
    """Several units, or none; `size` of them are seen at once."""

    def __init__(self, *, size: int = 8, **kwargs: Any) -> None:
        told = {
            "queryset": Unit.objects.none(),
            "required": False,
            "help_text": _("Hold Ctrl (on a Mac: Command) to choose several."),
            "widget": forms.SelectMultiple(attrs={"size": size}),
        }
        super().__init__(**(told | kwargs))
