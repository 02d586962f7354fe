"""What one can choose of a paper before it is printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.papers.naming import Named
from attendance.papers.seating import CENTRE, LEFT
from publishing import dates

MOST_ROWS, MOST_COLUMNS, MOST_GROUPS = 60, 30, 40


class PaperForm(forms.Form):
    """Nothing to choose."""

    def __init__(self, *args: Any, named: Named, sessions: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named, self.sessions = named, sessions


class DayForm(PaperForm):
    """Which day's half-days."""

    day = forms.ChoiceField(label=_("Day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = dict.fromkeys(dates.local_date(one.starts_at) for one in self.sessions)
        self.days = {day.isoformat(): day for day in days}
        every = [("", _("All days"))] if len(days) != 1 else []
        choices = [*every, *((key, dates.day(day)) for key, day in self.days.items())]
        self.fields["day"].choices = choices  # type: ignore[attr-defined]
        today = dates.today()
        ahead = next((day for day in sorted(days) if day >= today), None)
        self.fields["day"].initial = ahead.isoformat() if ahead else ""

    def clean_day(self) -> Any:
        """The day itself; None for all."""
        return self.days.get(self.cleaned_data["day"])


class CardForm(PaperForm):
    """With the pass or without."""

    with_pass = forms.BooleanField(
        label=_("with the check-in pass as a QR code"), required=False, initial=True
    )


class ContactForm(PaperForm):
    """With numbers or without."""

    with_numbers = forms.BooleanField(
        label=_("with mobile numbers"),
        required=False,
        help_text=_(
            "Only for those who look after the group: a list that everybody gets has none."
        ),
    )


class GroupForm(PaperForm):
    """By what people are put together."""

    HOW = (("unit", _("By unit")), ("bus", _("By bus")), ("number", _("In so many groups")))
    how = forms.ChoiceField(label=pgettext_lazy("of people", "Groups"), choices=HOW, initial="unit")
    number = forms.IntegerField(
        label=_("How many groups"), min_value=2, max_value=MOST_GROUPS, initial=4
    )


class SeatForm(PaperForm):
    """How large the hall is, and from where it is filled."""

    ORDERS = ((CENTRE, _("from the centre outwards")), (LEFT, _("from left to right")))
    rows = forms.IntegerField(
        label=pgettext_lazy("of a hall", "Rows"), min_value=1, max_value=MOST_ROWS
    )
    columns = forms.IntegerField(
        label=_("Seats in a row"), min_value=1, max_value=MOST_COLUMNS, initial=10
    )
    order = forms.ChoiceField(
        label=pgettext_lazy("of seats", "Order"), choices=ORDERS, initial=CENTRE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rows"].initial = max(1, -(-len(self.named.lines) // 10))

    def clean(self) -> dict[str, Any]:
        """A seat for everybody."""
        data = super().clean() or {}
        seats, people = data.get("rows", 0) * data.get("columns", 0), len(self.named.lines)
        if seats and seats < people:
            words = _("There are %(people)s people and %(seats)s seats: add rows or seats.")
            raise forms.ValidationError(
                words, code="seats", params={"people": people, "seats": seats}
            )
        return data
