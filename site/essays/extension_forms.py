"""The form of more time for an essay task."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from essays.models import EssayTask
from essays.participants import people_addressed, units_addressed
from essays.task_enums import Audience
from people.admin_forms import WHO, PersonField
from people.models import Unit
from people.rules import name_somebody
from people.unit_fields import UnitField


class ExtensionForm(forms.Form):
    """More time for one person, or for the people of one unit."""

    person = PersonField(
        label=_("Person"),
        max_length=160,
        required=False,
        help_text=WHO,
        error_messages={
            "nobody": _(
                "This essay is not asked of anybody with this name, address or number. Write it as "
                "the person's account has it."
            )
        },
    )
    unit = UnitField(
        label=_("or unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("For its people and those of the units below it."),
    )
    until = forms.DateTimeField(
        label=_("New deadline"),
        widget=AdminDateTimeInput,
        help_text=_("Time that somebody has already is never shortened by it."),
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Those concerned will read this sentence.")
    )

    def __init__(self, *args: Any, record: EssayTask, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.people = people_addressed(record)
        if record.audience == Audience.OPEN:
            # Everybody may write: an address or a number would tell whose it is, whoever asks.
            own = Q(pk__in=name_somebody.visible(person).values("pk"))
            begun = Q(pk__in=record.essays.values("author"))
            field.people = field.people.filter(own | begun)
            field.error_messages["nobody"] = _(
                "Nobody of your units, and nobody who has begun this essay, has this name, address "
                "or number. Whoever belongs to another unit begins to write first."
            )
        self.fields["unit"].queryset = units_addressed(record).order_by("path")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if bool(data.get("person")) == bool(data.get("unit")):
            self.add_error("unit", _("Choose a person or a unit, not both."))
        return data
