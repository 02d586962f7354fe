"""What comes from the editor and from the reviewer, brought into shape without losing a sign."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from essays.enums import Verdict
from essays.lengths import lengths_of
from essays.models import TITLE_LENGTH, EssayTask
from essays.task_enums import Genre


class TextAsWritten(forms.CharField):
    """Long text as its author wrote it: only line ends are made alike, whatever browser sent them.

    U+0000, which no keyboard makes and PostgreSQL cannot keep, is left out.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, required=False, **kwargs)
        self.validators = [
            v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value: Any) -> str:
        """Line ends as one line feed each."""
        text = super().to_python(value) or ""
        return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


class EssayForm(forms.Form):
    """The editor's form for a task; `version` is the draft that the device last saw."""

    title = forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = TextAsWritten(
        label=_("Text"),
        widget=forms.Textarea(attrs={"rows": 24, "autocomplete": "off", "spellcheck": "false"}),
    )
    genre = forms.ChoiceField(label=_("Genre"), required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    original = forms.BooleanField(
        label=_(
            "I wrote this text myself; what I took from others is marked as a quotation, and it "
            "contains no state or work secrets."
        ),
        required=False,
    )

    def __init__(self, *args: Any, task: EssayTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lengths = lengths_of(task)
        if "" in self.lengths:
            del self.fields["genre"]
        else:
            genres = [(genre, Genre(genre).label) for genre in self.lengths]
            self.fields["genre"].choices = [("", _("Choose a genre")), *genres]  # type: ignore[attr-defined]
        if task.originality:
            self.fields["original"].label = task.originality

    def draft(self) -> dict[str, Any]:
        """What saving and submitting take."""
        names = ("title", "text", "version", "genre")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class FileForm(forms.Form):
    """The title under which the text of a file becomes the draft, and the draft last seen."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class VerdictForm(forms.Form):
    """A reviewer's decision about the revision that was read."""

    verdict = forms.ChoiceField(choices=Verdict)
    revision = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput)
    comment = TextAsWritten(
        label=_("Comment to the author"),
        help_text=_("Needed for a return: say what should be revised, and what is good already."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class RemarkForm(forms.Form):
    """What an author says about passages that also stand in an earlier essay."""

    remark = TextAsWritten(
        label=_("Your remark"),
        help_text=_("For instance where the passages come from, or that you wrote both texts."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
