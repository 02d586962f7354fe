"""Forms with which organisers grant and move places, set their rule, and decide nominations."""

import itertools
from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from people.group_fields import GroupsField, offer_groups, units_chosen
from people.models import Unit
from people.unit_fields import UnitField, UnitsField
from publishing.backoffice.forms import PlainForm
from registration.actions.quota.posting import rule_of
from registration.models import QuotaRule

MOST = 100_000
LEDGER = _("It stands in the ledger of places.")


class MovesPlaces(PlainForm):
    """How many places, and why."""

    number = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=MOST,
        help_text=_("Never more than the unit has not used."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=LEDGER)


class TransferForm(MovesPlaces):
    """From which unit to which."""

    source = UnitField(label=_("From unit"), queryset=Unit.objects.none())
    target = UnitField(label=_("To unit"), queryset=Unit.objects.none())
    field_order = ("source", "target", "number", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.active().order_by("path")
        held = units.filter(seat_pools__offering=self.record, seat_pools__capacity__gt=0)
        self.fields["source"].queryset = held  # type: ignore[attr-defined]
        self.fields["target"].queryset = units  # type: ignore[attr-defined]


class ShareForm(forms.Form):
    """Which units share how many places, by staff size; a group means its units of today."""

    total = forms.IntegerField(
        label=_("Places to share out"),
        min_value=1,
        max_value=MOST,
        help_text=_("By staff size. You see a table and can change it before anything is granted."),
    )
    floor = forms.IntegerField(
        label=_("At least, for each unit"),
        min_value=0,
        max_value=1000,
        initial=1,
        help_text=_("However small it is, and where its staff size is not known."),
    )
    units = UnitsField(label=_("Units"), size=12)
    groups = GroupsField(
        help_text=_(
            "Every unit of the group gets its line in the table, and you see it there first."
        )
    )

    def __init__(self, *args: Any, units: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
        offer_groups(self, person, units)

    def clean(self) -> dict[str, Any]:
        """Somebody shares; `units` then holds those of the groups, too."""
        data = super().clean() or {}
        if not data.get("units") and not data.get("groups") and "groups" not in self.errors:
            self.add_error("units", _("Choose units or a group of them."))
        data["units"] = units_chosen(data)
        return data


class WorkbookForm(forms.Form):
    """A workbook with units and their places."""

    file = forms.FileField(
        label=_("Workbook (.xlsx)"),
        help_text=_("Two columns with headings: unit (code or name) and places."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class GrantForm(forms.Form):
    """What holds for all grants of one act."""

    from_general = forms.BooleanField(
        label=_("Take them from the general places"),
        required=False,
        help_text=_("Otherwise they are places more."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=LEDGER)


class RuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """Until when places hold, to whom they pass, which milestones there are."""

    order = forms.CharField(
        label=_("Order of units"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One unit a line, by name or code; the first gets freed places first."),
    )
    steps = forms.CharField(
        label=_("Milestones"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: a day and how many places a unit should have used by then, all in all. "
            "For example: 2026-12-01 10"
        ),
    )

    class Meta:
        model = QuotaRule
        fields = ("usable_until", "passes_to", "is_returnable", "is_exchangeable", "repeat_months")
        widgets = {"usable_until": AdminDateInput}
        help_texts = {
            "passes_to": _("What units give back, or have not used by the day above."),
            "is_returnable": _("A liaison gives back at once what the unit does not need."),
        }

    def __init__(self, *args: Any, record: Any = None, person: Any = None, **kwargs: Any) -> None:
        rule = rule_of(record)
        kwargs["instance"] = rule
        super().__init__(*args, **kwargs)
        self.record, self.person = record, person
        if rule.pk:
            turns = [turn.unit.name for turn in rule.turns.select_related("unit")]
            steps = [f"{one.due_on.isoformat()} {one.number}" for one in rule.milestones.all()]
            self.fields["order"].initial = "\n".join(turns)
            self.fields["steps"].initial = "\n".join(steps)

    def clean_order(self) -> list[Unit]:
        """Units by name, short name or code, each once."""
        units: list[Unit] = []
        known = Unit.objects.active()
        for line in _lines(self.cleaned_data["order"]):
            found = known.by_word(line)
            if len(found) != 1:
                raise forms.ValidationError(
                    gettext("No unit, or several, are called “%(name)s”. Use the code.")
                    % {"name": line}
                )
            if found[0] in units:
                raise forms.ValidationError(
                    gettext("“%(name)s” stands here twice.") % {"name": line}
                )
            units.append(found[0])
        return units

    def clean_steps(self) -> list[tuple[date, int]]:
        """Days with numbers that grow."""
        steps = []
        for line in _lines(self.cleaned_data["steps"]):
            day, _space, number = line.partition(" ")
            due_on = _day(day)
            if due_on is None or not number.strip().isdecimal() or not int(number):
                raise forms.ValidationError(
                    gettext("“%(line)s” is not a day and a number, such as 2026-12-01 10.")
                    % {"line": line}
                )
            steps.append((due_on, int(number)))
        steps.sort()
        if any(later[1] <= earlier[1] for earlier, later in itertools.pairwise(steps)):
            raise forms.ValidationError(
                gettext("A later milestone asks for more than an earlier one.")
            )
        if len({day for day, _number in steps}) < len(steps):
            raise forms.ValidationError(gettext("Each day has one milestone."))
        return steps


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:500]


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
