"""Filters and forms of the back office."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from events.rules import manage_offering
from events.viewsets.listing import UnitFilter, offerings, reached_units
from people.models import Unit
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.forms import PlainForm
from registration.actions.questions import WITH_OPTIONS
from registration.answer_fields import conditions_of
from registration.answering import CONDITIONS, CONSENTED
from registration.enums import RegistrationState, Via
from registration.models import Answer, Question, Registration
from registration.question_kinds import QuestionBlock, QuestionOutcome


class RegistrationFilters(WagtailFilterSet):
    """Which offering, which state, of which unit, since when."""

    offering = NamedFilter(label=_("Offering"), queryset=offerings)
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=RegistrationState.choices, widget=forms.CheckboxSelectMultiple
    )
    unit = UnitFilter(label=_("Unit"), queryset=lambda request: Unit.objects.order_by("path"))
    lead_unit = UnitFilter(
        label=_("Lead unit"), field_name="offering__lead_unit", queryset=reached_units
    )
    via = django_filters.MultipleChoiceFilter(
        label=_("Way in"), choices=Via.choices, widget=forms.CheckboxSelectMultiple
    )
    reconfirm = django_filters.ChoiceFilter(
        label=_("To be confirmed again"), choices=[("yes", _("Yes"))], method="awaiting"
    )
    answer = django_filters.MultipleChoiceFilter(
        label=_("Answered"), choices=[], method="answered",
        help_text=_("Choose an offering first: its questions with options stand here."),
    )  # fmt: skip
    queued = django_filters.DateFromToRangeFilter(
        label=pgettext_lazy("moment", "Registered"),
        field_name="queued_at",
        widget=DateRangePickerWidget,
    )

    class Meta:
        model = Registration
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["answer"].extra["choices"] = self._options()

    def _options(self) -> list[Any]:
        """Options of the questions of the offering chosen, grouped by question, for whoever reads
        the answers.
        """
        number = (self.data or {}).get("offering", "")
        if not number.isdecimal():
            return []
        asked = Question.objects.filter(
            offering__in=manage_offering.visible(self.request.user).filter(pk=number),  # type: ignore[misc]
            kind__in=CONDITIONS,
        )
        return [
            (row.label, [(f"{row.pk}:{code}", words) for code, words in conditions_of(row)])
            for row in asked
        ]

    def awaiting(self, rows: Any, name: str, value: str) -> Any:
        """Those who have not answered to a change yet."""
        return rows.exclude(reconfirm_by=None)

    def answered(self, rows: Any, name: str, chosen: list[str]) -> Any:
        """Those who gave one of these answers; a code stands quoted in the JSON of an answer."""
        given = Q()
        for value in chosen:
            question, _colon, code = value.partition(":")
            kept = "true" if code == CONSENTED else f'"{code}"'
            given |= Q(question=question, as_text__contains=kept)
        answers = Answer.objects.annotate(as_text=Cast("value", TextField()))
        return rows.filter(pk__in=answers.filter(given).values("registration")) if chosen else rows


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """One question: its words, its options line by line, and the answer that brings it."""

    lines = forms.CharField(
        label=_("Options"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "For a choice: one option on each line, its English after a vertical bar, for example "
            "“单人间｜Single room”."
        ),
    )
    condition = forms.MultipleChoiceField(
        label=_("Ask only if"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_(
            "Choose nothing to ask everybody. Several answers of one earlier question can be "
            "chosen: hold Ctrl (on a Mac: Command)."
        ),
    )

    field_order = (
        "label", "label_en", "kind", "lines", "required", "condition", "help", "help_en",
    )  # fmt: skip

    class Meta:
        model = Question
        fields = ("label", "label_en", "kind", "required", "help", "help_en")
        help_texts = {
            "label": _("As people read it when they register."),
            "kind": _("How it is answered; “agreement” is a sentence to be ticked."),
            "required": _("Nobody registers without an answer to it."),
            "help": _("Read below the question: what to bear in mind. Empty: nothing is shown."),
        }

    def __init__(self, *args: Any, person: Any, offering: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offering = offering or self.instance.offering
        question = self.instance
        self.fields["condition"].choices = self._conditions()  # type: ignore[attr-defined]
        if question.pk:
            offered = [row for row in question.options if not row["gone"]]
            self.initial["lines"] = "\n".join(
                " | ".join(part for part in (row["label"], row["label_en"]) if part)
                for row in offered
            )
            self.initial["condition"] = [
                f"{question.shown_if_id}:{code}" for code in question.shown_if_codes
            ]

    def _conditions(self) -> list[Any]:
        """Answers of earlier questions, grouped by their question."""
        earlier = Question.objects.asked().filter(offering=self.offering, kind__in=CONDITIONS)
        if self.instance.pk:
            earlier = earlier.filter(sort_order__lt=self.instance.sort_order)
        self.earlier = {question.pk: question for question in earlier}
        return [
            (question.label, [(f"{pk}:{code}", words) for code, words in conditions_of(question)])
            for pk, question in self.earlier.items()
        ]

    def clean_lines(self) -> list[tuple[str, str]]:
        """Pairs of Chinese and English; a line twice is one."""
        pairs: dict[str, str] = {}
        for line in self.cleaned_data["lines"].replace("｜", "|").splitlines():
            label, _bar, english = (part.strip() for part in line.partition("|"))
            if label:
                pairs.setdefault(label[:120], english[:160])
        return list(pairs.items())

    def clean_condition(self) -> list[str]:
        """Answers of one question."""
        chosen = self.cleaned_data["condition"]
        if len({value.partition(":")[0] for value in chosen}) > 1:
            raise forms.ValidationError(_("Choose answers of one question only."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Options where there is something to choose; said at the field."""
        data = super().clean() or {}
        if data.get("kind") in WITH_OPTIONS and len(data.get("lines") or ()) < 2:
            self.add_error("lines", str(QuestionOutcome.OPTIONS_MISSING.sentence))
        return data

    def _post_clean(self) -> None:
        """The action writes: the instance stays as it was read."""

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        data = self.cleaned_data
        names = ("kind", "label", "label_en", "help", "help_en", "required")
        chosen = [value.partition(":") for value in data["condition"]]
        condition = self.earlier[int(chosen[0][0])] if chosen else None
        return {name: data[name] for name in names} | {
            "shown_if": condition,
            "shown_if_codes": [code for _pk, _colon, code in chosen],
        }


class BlockForm(PlainForm):
    """Which ready-made questions."""

    block = forms.ChoiceField(
        label=_("Questions about"),
        choices=QuestionBlock,
        widget=forms.RadioSelect,
        help_text=_("They are added at the end; each can be changed or taken away afterwards."),
    )
