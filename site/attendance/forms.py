"""What the desk sends: one mark, an undoing, a roll call."""

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance import windows
from attendance.codes import DIGITS
from attendance.enums import AttendanceStatus
from attendance.models import Door
from kernel.ids import PATTERN

LONGEST_TEXT = 200


class RefusalReasonField(forms.CharField):
    """A reason that may be left out unless the answer is no; its label says so."""

    needed = _("(needed to refuse)")

    def __init__(self, **kwargs: Any) -> None:
        rows = forms.Textarea(attrs={"rows": 2})
        super().__init__(label=_("Reason"), required=False, widget=rows, **kwargs)


class PublicIdInput(forms.RegexField):
    """A public id; anything else is refused before a query is made."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(regex=rf"\A{PATTERN.pattern}\Z", **kwargs)


class AgedForm(forms.Form):
    """What a desk took `age` seconds ago: a phone without signal sends it late.

    It is a span and no instant, so that a wrong clock of the phone does no harm.
    """

    text = forms.CharField(required=False, max_length=LONGEST_TEXT)
    age = forms.IntegerField(
        required=False, min_value=0, max_value=int(windows.OLDEST_MARK.total_seconds())
    )

    def taken_at(self) -> datetime:
        """The instant at which the desk took the mark."""
        return timezone.now() - timedelta(seconds=self.cleaned_data["age"] or 0)


class MarkForm(AgedForm):
    """A name or scanned pass in `text`, or the button of one registration."""

    registration = PublicIdInput(required=False)


class WalkInForm(AgedForm):
    """A name to look up in `text`, or the signed button of one person."""

    person = forms.CharField(required=False, max_length=LONGEST_TEXT)


class CompanionsForm(forms.Form):
    """`<attendance>:<number>`: one button says both, as everything at the desk."""

    companions = forms.RegexField(rf"\A{PATTERN.pattern}:\d{{1,2}}\Z")

    def clean(self) -> dict[str, Any]:
        """Both apart."""
        data = super().clean() or {}
        attendance, _colon, number = data.get("companions", "").partition(":")
        return data | {"attendance": attendance, "number": int(number or 0)}


class SpokenForm(forms.Form):
    """Six digits, however they were typed: full width, with spaces or a dash."""

    digits = forms.CharField(
        label=_("The six digits"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}
        ),
    )

    def clean_digits(self) -> str:
        """Six ASCII digits."""
        wide = unicodedata.normalize("NFKC", self.cleaned_data["digits"])
        digits = "".join(char for char in wide if char.isascii() and char.isdigit())
        if len(digits) != DIGITS:
            raise forms.ValidationError(
                _("Six digits stand on the screen, below the code. Type all of them."),
                code="digits",
            )
        return digits


class PositionForm(forms.Form):
    """Where a phone says it is, in degrees, and how inexactly in metres. Never kept."""

    latitude = forms.FloatField(min_value=-90, max_value=90)
    longitude = forms.FloatField(min_value=-180, max_value=180)
    inexact = forms.FloatField(min_value=0)

    def where(self) -> tuple[float, float, float] | None:
        """The three numbers; None where nothing usable was told."""
        if not self.is_valid():
            return None
        data = self.cleaned_data
        return data["latitude"], data["longitude"], data["inexact"]


class DoorForm(forms.ModelForm):
    """What an organiser sets at the door of a session."""

    class Meta:
        model = Door
        fields = ("takes_codes", "checks_out", "steps_before", "fence")
        help_texts = {"takes_codes": _("If not, people are checked in at the desk alone.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checks_out"].widget.choices = [
            ("unknown", _("as the activity's rules say")),
            ("true", _("yes")),
            ("false", _("no")),
        ]


class UndoForm(forms.Form):
    """Which attendance to take back."""

    attendance = PublicIdInput()


class RollForm(forms.Form):
    """The roll as it was ticked: `s_<id>` the status, `w_<id>` what the page showed.

    `rest` fills in everyone whom the page leaves unrecorded.
    """

    STATUSES = (
        AttendanceStatus.PRESENT,
        AttendanceStatus.LATE,
        AttendanceStatus.LEFT_EARLY,
        AttendanceStatus.ON_LEAVE,
        AttendanceStatus.ABSENT,
        AttendanceStatus.UNRECORDED,
    )
    rest = forms.ChoiceField(
        required=False,
        choices=[(s.value, s.label) for s in (AttendanceStatus.PRESENT, AttendanceStatus.ABSENT)],
    )

    def clean(self) -> dict[str, Any]:
        """Collect the statuses that differ from what the page showed."""
        data = super().clean() or {}
        statuses, seen = {}, {}
        for name in self.data:
            if not name.startswith("s_") or not PATTERN.fullmatch(name[2:]):
                continue
            key, status = name[2:], self.data[name]
            before = self.data.get(f"w_{key}", AttendanceStatus.UNRECORDED)
            if status == AttendanceStatus.UNRECORDED == before and data.get("rest"):
                status = data["rest"]
            if status not in AttendanceStatus.values or before not in AttendanceStatus.values:
                raise forms.ValidationError("unknown status", code="status")
            if status != before:
                statuses[key], seen[key] = AttendanceStatus(status), AttendanceStatus(before)
        return data | {"statuses": statuses, "seen": seen}


class CorrectionForm(forms.Form):
    """One mark set right by hand; `seen` is the status that the page showed."""

    session = PublicIdInput(widget=forms.HiddenInput)
    seen = forms.ChoiceField(choices=AttendanceStatus.choices, widget=forms.HiddenInput)
    status = forms.ChoiceField(label=_("Correct to"))

    def __init__(self, *args: Any, before: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A make-up is known by the session that was attended instead, not by this choice.
        left_out = {AttendanceStatus.MADE_UP.value} - {before}
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (value, label) for value, label in AttendanceStatus.choices if value not in left_out
        ]
