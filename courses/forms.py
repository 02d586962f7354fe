"""Forms of cohorts in the back office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from events.forms import OfferingForm
from events.models import Provider
from people.enums import Role
from people.models import User
from people.rules import WORKERS, units_of

COHORT = ("coordinator", "provider", "hours_required", "attendance_required", "essay_required")


def coordinators(person: Any) -> Any:
    """Those who may look after a cohort: organisers and coordinators within the person's reach."""
    units = units_of(person, *WORKERS)
    named = User.objects.filter(
        memberships__unit__in=units, memberships__role__in=WORKERS, is_active=True
    )
    return named.distinct().order_by("name_key")


class CohortFields(forms.ModelForm):  # type: ignore[type-arg]
    """Number, coordinator, provider, what is required to finish."""

    class Meta:
        model = Cohort
        fields = ("number", *COHORT)
        help_texts = {
            "coordinator": _("Somebody with the role of class coordinator or organiser."),
            "hours_required": _("0: no hours are required to finish."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].queryset = coordinators(person)  # type: ignore[attr-defined]
        self.fields["number"].min_value = 1  # type: ignore[attr-defined]


class CohortForm(OfferingForm):
    """A new cohort: an offering with number, coordinator, provider and what is required."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=9999)
    coordinator = forms.ModelChoiceField(
        label=Role.COORDINATOR.label, queryset=User.objects.none(), required=False
    )
    hours_required = forms.DecimalField(
        label=_("Credit hours required"), min_value=0, max_digits=5, decimal_places=1, initial=0
    )
    provider = forms.ModelChoiceField(
        label=_("Provider of teaching"), queryset=Provider.objects.all(), required=False
    )
    attendance_required = forms.IntegerField(
        label=_("Attendance rate required, in percent"), min_value=0, max_value=100, initial=0
    )
    essay_required = forms.BooleanField(label=_("An essay is required to finish"), required=False)
    field_order = (
        "page", "number", "label", "label_en", "lead_unit", "coordinator", "provider", "opens_at",
        "closes_at", "capacity", "hours_required", "attendance_required", "essay_required",
    )  # fmt: skip

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["page"].label = _("Course")
        self.fields["label"].help_text = _("Empty: it is called by its number.")
        self.fields["coordinator"].queryset = coordinators(person)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The values that `create_cohort` takes."""
        names = ("number", *COHORT)
        return super().values() | {name: self.cleaned_data[name] for name in names}
