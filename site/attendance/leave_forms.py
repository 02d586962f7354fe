"""Forms about leave: asking, deciding, cutting short, and the terms of an offering."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance import spans
from attendance.absence_enums import LeaveKind
from attendance.forms import RefusalReasonField
from attendance.models import AbsenceTerms
from attendance.models.absence import LONGEST_REASON, terms_of
from events.models import Session
from publishing.backoffice.forms import PlainForm
from publishing.languages import named
from registration.answer_fields import FILES, AnswerFileField
from registration.models import Registration


class SpanForm(forms.Form):
    """From when until when, by half-days or sessions of a timetable."""

    kind = forms.ChoiceField(
        label=_("Kind of leave"),
        choices=LeaveKind,
        widget=forms.RadioSelect,
        help_text=_("Official: sent elsewhere by the unit. Personal: for affairs of one's own."),
    )
    first = forms.ChoiceField(label=pgettext_lazy("leave", "From"))
    last = forms.ChoiceField(label=pgettext_lazy("leave", "Up to and including"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by those who decide about it, and nobody else."),
    )

    def __init__(self, *args: Any, sessions: Iterable[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = list(sessions)
        choices = spans.choices_of(self.sessions)
        for name in ("first", "last"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The instants; said at the field where the end lies before the beginning."""
        data = super().clean() or {}
        if "first" in data and "last" in data:
            data["starts_at"] = spans.bounds_of(data["first"], self.sessions)[0]
            data["ends_at"] = spans.bounds_of(data["last"], self.sessions)[1]
            if data["starts_at"] >= data["ends_at"]:
                self.add_error("last", _("This lies before the beginning. Please choose again."))
        return data

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("kind", "starts_at", "ends_at", "reason", "evidence")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class LeaveForm(SpanForm):
    """What a participant fills in on the phone."""

    evidence = AnswerFileField(
        label=_("Evidence"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{k}" for k in (*FILES, "jpeg"))}),
        help_text=_(
            "A summons, a doctor's note: PDF, JPG, PNG, DOCX or XLSX. Only those who decide see it."
        ),
    )


class DecisionForm(forms.Form):
    """One decision on the rung that the page showed."""

    position = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=99)
    reason = RefusalReasonField(
        max_length=LONGEST_REASON,
        help_text=_("Needed, too, to approve beyond the limit. The person reads it."),
    )


class CutForm(forms.Form):
    """With which half-day or session the leave now ends."""

    last = forms.ChoiceField(label=_("The leave now ends after"))

    def __init__(self, *args: Any, sessions: Iterable[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = list(sessions)
        self.fields["last"].choices = spans.choices_of(self.sessions)  # type: ignore[attr-defined]

    def ends_at(self) -> Any:
        """The new end."""
        return spans.bounds_of(self.cleaned_data["last"], self.sessions)[1]


class RecordForm(PlainForm, SpanForm):
    """What an organiser writes down who was told by telephone."""

    field_order = ("registration", "kind", "first", "last", "reason")
    registration = forms.ModelChoiceField(
        label=_("Participant"),
        queryset=Registration.objects.none(),
        help_text=_("Of those who have a place; the person is told."),
    )

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        sessions = Session.objects.filter(offering=record).holding().order_by("starts_at", "pk")
        super().__init__(*args, record=record, sessions=sessions, **kwargs)
        rows = Registration.objects.confirmed().filter(offering=record)
        field: Any = self.fields["registration"]
        field.queryset = rows.select_related("person", "unit").order_by("person__name_key", "pk")
        field.label_from_instance = lambda row: " · ".join(
            part for part in (row.person.name, named(row.unit) if row.unit else "") if part
        )


class TermsForm(forms.ModelForm):
    """The terms of leave of one offering."""

    class Meta:
        model = AbsenceTerms
        fields = (
            "limit_parts",
            "liaison_over",
            "coordinator_over",
            "organiser_over",
            "operator_over",
            "senior_rank",
            "appeal_days",
            "makeup_consent",
        )

    def __init__(self, *args: Any, record: Any = None, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"instance": terms_of(record)}))
        for name in self.fields:
            if name.endswith("_over"):
                self.fields[name].help_text = _(
                    "In days, by halves: 0 is every leave, 0.5 more than half a day. Empty: never."
                )
        self.fields["makeup_consent"].help_text = _(
            "If not, they come as soon as they ask, while the room has places."
        )

    def _post_clean(self) -> None:
        """The action writes; the constraints of the database are said here."""
        values = {name: self.cleaned_data.get(name) for name in self.fields}
        if not self.errors:
            terms = AbsenceTerms(offering=self.instance.offering, **values)
            try:
                terms.validate_constraints(exclude=["offering"])
            except forms.ValidationError as error:
                self.add_error(None, error)
