"""Forms about objections to marks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.enums import AttendanceStatus
from registration.answer_fields import FILES, AnswerFileField

# What a granted objection can make of a mark; leave and making up have ways of their own.
CORRECTED = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.LATE,
    AttendanceStatus.LEFT_EARLY,
    AttendanceStatus.ABSENT,
    AttendanceStatus.EXEMPT,
)


class ObjectionForm(forms.Form):
    """What is wrong, and what shows it."""

    reason = forms.CharField(
        label=pgettext_lazy("objection", "What is wrong"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: who saw you, where you sat, when you came and left."),
    )
    evidence = AnswerFileField(
        label=_("Evidence"),
        required=False,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{k}" for k in (*FILES, "jpeg"))}),
        help_text=_(
            "A photo, a message: PDF, JPG, PNG, DOCX or XLSX. Only those who answer see it."
        ),
    )


class ObjectionAnswerForm(forms.Form):
    """A reasoned answer, and what the mark becomes when it is granted."""

    status = forms.ChoiceField(
        label=_("If you grant it, the mark becomes"),
        choices=[],
        required=False,
        initial=AttendanceStatus.PRESENT.value,
        help_text=_("The mark that was there stays in its history."),
    )
    answer = forms.CharField(
        label=pgettext_lazy("to an objection", "Answer"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stays: list[tuple[str, Any]] = [("", _("what it is: only a remark was wrong"))]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            *((status.value, status.label) for status in CORRECTED),
            *stays,
        ]
