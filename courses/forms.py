"""Forms of cohorts in the back office."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput
from wagtail.models import Page

from courses.models import Cohort, CohortTemplate, CoursePage
from events.explained import HOST, LEAD, PLACES
from events.forms import OfferingForm, PageField, pages_of
from events.models import Offering, Provider
from events.shown_forms import Shown
from people.enums import Role
from people.models import Unit, User
from people.rules import WORKERS, units_of
from people.unit_fields import UnitField, UnitsField
from publishing.backoffice.choices import NamedChoice
from publishing.backoffice.forms import PlainForm

NUMBER = _("Which cohort of its course it is; each number once.")
COORDINATOR = _("Somebody with the role of class coordinator or organiser.")
PROVIDER = _("Who teaches; shown on the page. Its topics can be chosen in the timetable.")
HOURS = _("0: no hours are required to finish.")
ESSAY = _("Finished is then only who has an accepted essay.")
COHORT = ("coordinator", "provider", "hours_required", "attendance_required", "essay_required")


def as_in(model: Any, name: str, help_text: Any = "") -> Any:
    """The form field that a model's own form would have."""
    return forms.fields_for_model(model, [name], help_texts={name: help_text})[name]


def coordinators(person: Any) -> Any:
    """Those who may look after a cohort: organisers and coordinators within the person's reach."""
    units = units_of(person, *WORKERS)
    named = User.objects.filter(
        memberships__unit__in=units, memberships__role__in=WORKERS, is_active=True
    )
    return named.distinct().order_by("name_key")


class CohortFields(Shown, forms.ModelForm):  # type: ignore[type-arg]
    """Number, coordinator, provider, what is required to finish."""

    class Meta:
        model = Cohort
        fields = ("number", *COHORT)
        field_classes: ClassVar[dict[str, Any]] = {"provider": NamedChoice}
        help_texts = {
            "number": NUMBER,
            "coordinator": COORDINATOR,
            "provider": PROVIDER,
            "hours_required": HOURS,
            "essay_required": ESSAY,
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].queryset = coordinators(person)  # type: ignore[attr-defined]
        self.fields["number"].min_value = 1  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The values that `edit_cohort` takes."""
        return self.changes(self.cleaned_data)


class CohortForm(OfferingForm):
    """A new cohort: an offering with number, coordinator, provider and what is required."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=9999, help_text=NUMBER)
    coordinator = NamedChoice(
        label=Role.COORDINATOR.label,
        queryset=User.objects.none(),
        required=False,
        help_text=COORDINATOR,
    )
    hours_required = forms.DecimalField(
        label=_("Credit hours required"),
        min_value=0,
        max_digits=5,
        decimal_places=1,
        initial=0,
        help_text=HOURS,
    )
    provider = NamedChoice(
        label=_("Provider of teaching"),
        queryset=Provider.objects.all(),
        required=False,
        help_text=PROVIDER,
    )
    attendance_required = forms.IntegerField(
        label=_("Attendance rate required, in percent"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Hours attended of the hours due. 0: no rate is required."),
    )
    essay_required = forms.BooleanField(
        label=_("An essay is required to finish"), required=False, help_text=ESSAY
    )
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
        own = {name: self.cleaned_data[name] for name in names}
        return super().values() | own | {"attendance_required": own["attendance_required"] or 0}


class FromTemplateForm(PlainForm):
    """A new cohort whose timetable follows a template; what may be left out is filled."""

    template = NamedChoice(
        label=pgettext_lazy("of a cohort", "Template"),
        queryset=CohortTemplate.objects.all(),
        help_text=_("Its days, times and topics make the timetable, which you can change."),
    )
    page = PageField(
        label=_("Course"),
        queryset=Page.objects.none(),
        help_text=_("The page that tells what this is. An editor writes it first."),
    )
    first_on = forms.DateField(
        label=_("First day"),
        widget=AdminDateInput,
        help_text=_("Its days go past weekends and holidays; the first one, too."),
    )
    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Empty: the course's next number."),
    )
    lead_unit = UnitField(label=_("Lead unit"), queryset=Unit.objects.none(), help_text=LEAD)
    supporting_units = UnitsField(label=_("Supporting units"))
    host = as_in(Offering, "host", HOST)
    host_en = as_in(Offering, "host_en")
    coordinator = NamedChoice(
        label=Role.COORDINATOR.label,
        queryset=User.objects.none(),
        required=False,
        help_text=COORDINATOR,
    )
    provider = NamedChoice(
        label=_("Provider of teaching"),
        queryset=Provider.objects.all(),
        required=False,
        help_text=PROVIDER,
    )
    capacity = forms.IntegerField(
        label=_("Places"), min_value=0, max_value=100_000, initial=0, help_text=PLACES
    )
    opens_at = forms.DateTimeField(
        label=_("Registration opens"),
        widget=AdminDateTimeInput,
        required=False,
        help_text=_("Empty: as soon as it is published."),
    )
    closes_at = forms.DateTimeField(
        label=_("Registration closes"),
        widget=AdminDateTimeInput,
        required=False,
        help_text=_("Empty: three days before the first day, at 18:00."),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        reached = units_of(person, *WORKERS).order_by("path")
        self.fields["page"].queryset = pages_of(CoursePage)  # type: ignore[attr-defined]
        self.fields["lead_unit"].queryset = reached  # type: ignore[attr-defined]
        self.fields["lead_unit"].initial = reached.first()
        everywhere = Unit.objects.active().order_by("path")
        self.fields["supporting_units"].queryset = everywhere  # type: ignore[attr-defined]
        self.fields["coordinator"].queryset = coordinators(person)  # type: ignore[attr-defined]


class SaveTemplateForm(PlainForm):
    """What the template is called and what it is for."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("As it stands in the list of templates.")
    )
    explains = forms.CharField(
        label=_("What it is for"),
        max_length=240,
        required=False,
        help_text=_("One sentence for whoever chooses a template."),
    )


class TemplateForm(WagtailAdminModelForm):
    """A template with its slots; its unit is one of those that the person reaches."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = units_of(self.for_user, *WORKERS) if self.for_user else Unit.objects.none()
        kept = Unit.objects.filter(pk=self.instance.unit_id)
        self.fields["unit"].queryset = (reached | kept).order_by("path")
