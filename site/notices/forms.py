"""The form of the preferences: a channel for each kind, a time for the collected mail."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notices.actions.choosing import Wanted
from notices.channels import has_sms, mail_choice
from notices.enums import MANDATORY, OF_OFFICE, SUBJECTS, Channel, Kind, MailChoice, Rhythm
from notices.models import Choice, DigestPlan

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


def kinds_in_order() -> Iterator[Kind]:
    """What a person may choose about, in the order of the page."""
    for _heading, kinds in SUBJECTS.values():
        yield from (kind for kind in Kind if kind in kinds - OF_OFFICE)


class ChoicesForm(forms.Form):
    """`mail_<kind>` and, for who has a proved number, `sms_<kind>`; then the collected mail."""

    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm)
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"),
        choices=WEEKDAYS,
        coerce=int,
        help_text=_("Only for the weekly mail."),
    )
    hour = forms.TypedChoiceField(label=_("Time of day"), choices=HOURS, coerce=int)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        self.person = person
        self.by_sms = has_sms(person)
        self.chosen = {choice.kind: choice for choice in Choice.objects.filter(person=person)}
        plan = DigestPlan.objects.filter(person=person).first() or DigestPlan()
        kwargs["initial"] = forms.model_to_dict(plan)
        super().__init__(*args, **kwargs)
        for kind in kinds_in_order():
            self._add(kind)

    def _add(self, kind: Kind) -> None:
        choice = self.chosen.get(kind)
        if kind not in MANDATORY:
            self.fields[f"mail_{kind}"] = forms.ChoiceField(
                label=Channel.MAIL.label, choices=MailChoice, initial=mail_choice(kind, choice)
            )
        if self.by_sms:
            self.fields[f"sms_{kind}"] = forms.BooleanField(
                label=Channel.SMS.label, required=False, initial=bool(choice and choice.sms)
            )
        for channel in ("mail", "sms"):
            if field := self.fields.get(f"{channel}_{kind}"):
                # Each row has the same two labels: a reader hears which kind they are about.
                field.widget.attrs["aria-describedby"] = f"kind_{kind}"

    def sections(self) -> list[dict[str, Any]]:
        """The page: headings, and for each kind its name and its fields (None: not offered)."""
        return [
            self._section(heading, [self._row(kind) for kind in Kind if kind in kinds - OF_OFFICE])
            for heading, kinds in SUBJECTS.values()
        ]

    def _section(self, heading: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
        fields = (row[channel] for row in rows for channel in ("mail", "sms"))
        return {
            "heading": heading,
            "rows": rows,
            "is_bad": any(field.errors for field in fields if field),
        }

    def _row(self, kind: Kind) -> dict[str, Any]:
        def bound(name: str) -> Any:
            return self[name] if name in self.fields else None

        return {"kind": kind, "mail": bound(f"mail_{kind}"), "sms": bound(f"sms_{kind}")}

    def wanted(self) -> dict[str, Wanted]:
        """What was chosen, by kind."""
        data = self.cleaned_data
        return {
            kind: Wanted(
                MailChoice(data.get(f"mail_{kind}", MailChoice.AT_ONCE)),
                data.get(f"sms_{kind}", bool((c := self.chosen.get(kind)) and c.sms)),
            )
            for kind in kinds_in_order()
        }
