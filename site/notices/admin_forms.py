"""Filters of deliveries and the form of words in the back office."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets import AdminAutoHeightTextInput

from notices.enums import Channel, DeliveryState, Kind, Trouble
from notices.models import Delivery, Wording
from notices.placeholders import LABELS, names_of, needed_in
from notices.words import mistakes, shipped


class DeliveryFilters(WagtailFilterSet):
    """How far, why not, what, by which channel, when; `topic` comes with a link."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=DeliveryState.choices, widget=forms.CheckboxSelectMultiple
    )
    trouble = django_filters.MultipleChoiceFilter(
        label=_("Trouble"), choices=Trouble.choices, widget=forms.CheckboxSelectMultiple
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), field_name="notice__kind", choices=Kind.choices
    )
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=Channel.choices)
    created = django_filters.DateFromToRangeFilter(
        label=_("Queued at"), field_name="created_at", widget=DateRangePickerWidget
    )
    topic = django_filters.CharFilter(
        label=_("Number of the offering, as in its address"), field_name="notice__topic"
    )

    class Meta:
        model = Delivery
        fields: list[str] = []


class WordingForm(forms.Form):
    """Subject and text with placeholders; what holds now to begin with."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=200,
        help_text=_("The title of the notice and of the mail; placeholders may stand in it."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 10}),
        help_text=_("What stands in braces is filled in for each reader: see below."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, instance: Wording, person: Any, **kwargs: Any) -> None:
        self.wording = instance
        own = (instance.subject, instance.body)
        subject, body = own if instance.is_own else shipped(instance.kind, instance.language)
        kwargs["initial"] = {"subject": subject, "body": body, "version": instance.version}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Every placeholder that is unknown or missing, at its field."""
        data = super().clean() or {}
        if not self.errors:
            found = mistakes(self.wording.kind, data["subject"], data["body"])
            for field, sentences in found.items():
                self.add_error(field, sentences)
        return data


def placeholder_facts(kind: str) -> list[dict[str, Any]]:
    """What the words of a kind may hold: name, meaning, whether it must be there."""
    needed = needed_in(kind)
    return [
        {"name": f"{{{name}}}", "label": LABELS[name], "is_needed": name in needed}
        for name in names_of(kind)
    ]
