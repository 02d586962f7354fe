"""Forms of the back office: the lines of a table, targets, the rules of one offering."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from attendance.account import Target
from attendance.crediting import Step
from attendance.models import CreditTable, Terms
from events.enums import SessionForm
from people.models import PersonCategory
from publishing.backoffice.choices import NamedChoice

EMPTY, MOST = 3, 60
LONGEST, MOST_HOURS, HALF = 24 * 60, 24, Decimal("0.5")


class StepForm(forms.Form):
    """One line of a table."""

    form = forms.ChoiceField(
        label=_("Form"),
        required=False,
        choices=[("", _("every other form")), *SessionForm.choices],
    )
    minutes = forms.IntegerField(
        label=_("Minutes, at least"), min_value=1, max_value=LONGEST, required=False
    )
    hours = forms.DecimalField(
        label=_("Credit hours"),
        min_value=0,
        max_value=MOST_HOURS,
        max_digits=4,
        decimal_places=1,
        step_size=HALF,  # type: ignore[arg-type]
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Both numbers or none."""
        data = super().clean() or {}
        if (data.get("minutes") is None) != (data.get("hours") is None) and not self.errors:
            raise forms.ValidationError(
                _("Give minutes and credit hours, or leave both empty."), code="half"
            )
        return data


class FactorForm(forms.ModelForm):  # type: ignore[type-arg]
    """What teaching counts."""

    class Meta:
        model = CreditTable
        fields = ("teaching",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teaching"].required = False

    def clean_teaching(self) -> Decimal:
        """What holds, where nothing was typed."""
        typed: Decimal | None = self.cleaned_data["teaching"]
        return self.initial["teaching"] if typed is None else typed


class BaseSteps(forms.BaseFormSet):  # type: ignore[type-arg]
    """A table: at least one line, no two of one form and length."""

    def clean(self) -> None:
        """The lines together."""
        if any(self.errors):
            return
        steps = self.steps()
        if not any(step.form == "" for step in steps):
            raise forms.ValidationError(
                _("At least one line must be for every other form."), code="general"
            )
        if len({(step.form, step.minutes) for step in steps}) < len(steps):
            raise forms.ValidationError(
                _("Two lines are for the same form and the same minutes. Leave one empty."),
                code="twice",
            )

    def steps(self) -> tuple[Step, ...]:
        """The filled lines."""
        filled = [form.cleaned_data for form in self.forms if form.cleaned_data.get("minutes")]
        rows = [Step(row["minutes"], row["hours"], row["form"]) for row in filled]
        return tuple(sorted(rows, key=lambda step: (step.form, step.minutes)))


class TargetForm(forms.Form):
    """What is asked of one category."""

    category = NamedChoice(
        label=_("Category"),
        queryset=PersonCategory.objects.all(),
        required=False,
        empty_label=_("everybody else"),
    )
    yearly = forms.DecimalField(
        label=_("Credit hours a year"),
        min_value=1,
        max_digits=5,
        decimal_places=1,
        required=False,
    )
    five_years = forms.DecimalField(
        label=_("Credit hours in five years"),
        min_value=1,
        max_digits=5,
        decimal_places=1,
        required=False,
    )


class BaseTargets(forms.BaseFormSet):  # type: ignore[type-arg]
    """Targets of a year: each category once."""

    def clean(self) -> None:
        """The lines together."""
        if any(self.errors):
            return
        asked = [category for category, _target in self.targets()]
        if len(set(asked)) < len(asked):
            raise forms.ValidationError(
                _("A category stands in two lines. Leave one of them empty."), code="twice"
            )

    def targets(self) -> list[tuple[Any, Target]]:
        """The filled lines."""
        rows = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        return [
            (row.get("category"), Target(row.get("yearly"), row.get("five_years")))
            for row in rows
            if row.get("yearly") or row.get("five_years")
        ]


StepFormSet = forms.formset_factory(StepForm, formset=BaseSteps, extra=EMPTY, max_num=MOST)
TargetFormSet = forms.formset_factory(TargetForm, formset=BaseTargets, extra=EMPTY, max_num=MOST)


class TermsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules of attendance of one offering."""

    class Meta:
        model = Terms
        fields = ("late_after", "checks_out", "early_before", "lowest_rate", "absences_in_row")
