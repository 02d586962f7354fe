"""Fields of the task's form that hold several values: a length, a number by a day, some days."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

MOST_CHARACTERS = 100_000
MOST_DAYS = 60


class PartsWidget(forms.MultiWidget):
    """Several values in a line, each under its name."""

    template_name = "admin/essays/parts.html"
    names: tuple[Any, ...] = ()

    def get_context(self, *args: Any) -> dict[str, Any]:
        """The parts with their names."""
        context: dict[str, Any] = super().get_context(*args)
        context["parts"] = list(zip(self.names, context["widget"]["subwidgets"], strict=True))
        return context


class LengthWidget(PartsWidget):
    """Three numbers."""

    names = (_("at least, characters"), _("at most, characters"), _("at most, lines"))

    def __init__(self) -> None:
        super().__init__([forms.NumberInput(attrs={"min": 0}) for _name in self.names])

    def decompress(self, value: Any) -> list[Any]:
        """The three numbers of a stored length."""
        return list(value) if value else [None, None, None]


class LengthField(forms.MultiValueField):
    """A genre's length as (least, most, lines or None); None: the genre is not taken."""

    widget = LengthWidget

    def __init__(self, **kwargs: Any) -> None:
        numbers = [
            forms.IntegerField(min_value=0, max_value=MOST_CHARACTERS, required=False)
            for _n in range(3)
        ]
        super().__init__(fields=numbers, require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: list[Any]) -> tuple[int, int, int | None] | None:
        """Nothing when all three are empty; a genre needs its longest length."""
        least, most, lines = data_list or [None, None, None]
        if least is None and most is None and lines is None:
            return None
        if not most or (least or 0) > most:
            raise ValidationError(_("Give the longest length, and a shortest one below it."))
        return least or 0, most, lines or None


class MilestoneWidget(PartsWidget):
    """A day and a number."""

    names = (_("by the day"), _("essays of each unit"))

    def __init__(self) -> None:
        super().__init__([AdminDateInput(), forms.NumberInput(attrs={"min": 0})])

    def decompress(self, value: Any) -> list[Any]:
        """The two of a stored one."""
        return list(value) if value else [None, None]


class MilestoneField(forms.MultiValueField):
    """A number by a day as (day, number), or None."""

    widget = MilestoneWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = [
            forms.DateField(required=False),
            forms.IntegerField(min_value=1, max_value=1000, required=False),
        ]
        super().__init__(fields=fields, require_all_fields=False, required=False, **kwargs)

    def compress(self, data_list: list[Any]) -> tuple[Any, int] | None:
        """Both or neither."""
        day, number = data_list or [None, None]
        if not day and number is None:
            return None
        if not day or number is None:
            raise ValidationError(_("Give both the day and the number."))
        return day, number


class DaysField(forms.CharField):
    """Numbers of days in one line, as a list from the largest to the smallest."""

    def prepare_value(self, value: Any) -> str:
        """The list as it is typed."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value or ""

    def clean(self, value: Any) -> list[int]:
        """The numbers, each once."""
        words = [word for word in re.split(r"[\s,，、;；]+", value or "") if word]
        if not all(re.fullmatch(r"[0-9]{1,3}", word) and int(word) <= MOST_DAYS for word in words):
            raise ValidationError(
                _("Write numbers of days up to %(most)s, with commas between them."),
                params={"most": MOST_DAYS},
            )
        return sorted({int(word) for word in words}, reverse=True)
