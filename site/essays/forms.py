"""What comes from the editor and from the reviewer, brought into shape without losing a sign."""

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from essays.enums import EssayOutcome, Verdict, Visibility
from essays.lengths import lengths_of
from essays.models import TITLE_LENGTH, EssayTask, ReturnReason, names_of_reasons
from essays.outcomes import ReviewOutcome
from essays.task_enums import Genre


class TextAsWritten(forms.CharField):
    """Long text as its author wrote it: only line ends are made alike, whatever browser sent them.

    U+0000, which no keyboard makes and PostgreSQL cannot keep, is left out.
    """

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(strip=False, required=required, **kwargs)
        self.validators = [
            v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)
        ]

    def to_python(self, value: Any) -> str:
        """Line ends as one line feed each."""
        text = super().to_python(value) or ""
        return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


class EssayForm(forms.Form):
    """The editor's form for a task; `version` is the draft that the device last saw.

    `statement` tells which words stood beside `original`: the `mark` of the form that was shown.
    """

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
    original = forms.BooleanField(required=False)
    statement = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, task: EssayTask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lengths = lengths_of(task)
        if "" in self.lengths:
            del self.fields["genre"]
        else:
            genres = [(genre, Genre(genre).label) for genre in self.lengths]
            self.fields["genre"].choices = [("", _("Choose a genre")), *genres]  # type: ignore[attr-defined]
        self.fields["original"].label = task.statement
        self.mark = task.statement_mark

    def draft(self) -> dict[str, Any]:
        """What saving and submitting take."""
        names = ("title", "text", "version", "genre")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}


class FileForm(forms.Form):
    """The title under which the text of a file becomes the draft, and the draft last seen."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, required=False)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class ReasonsField(forms.ModelMultipleChoiceField):
    """Reasons of a return, from the list that organisers keep; given as they are kept."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=ReturnReason.objects.filter(is_used=True),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=kwargs.pop("label", _("Reasons for a return")),
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        """In the reader's language."""
        return names_of_reasons([obj.as_said()])[0]

    @staticmethod
    def chosen(kept: list[list[str]]) -> list[Any]:
        """Keys of reasons as a review keeps them: what stands ticked when a word is changed."""
        names = [reason[0] for reason in kept]
        return list(ReturnReason.objects.filter(name__in=names).values_list("pk", flat=True))

    def clean(self, value: Any) -> Any:
        """As a review keeps them: Chinese, English."""
        return [reason.as_said() for reason in super().clean(value)]


class VerdictForm(forms.Form):
    """A reviewer's decision about the revision that was read."""

    verdict = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (Verdict.ACCEPT, Verdict.RETURN)]
    )
    revision = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput)
    reasons = ReasonsField()
    comment = TextAsWritten(
        label=_("Comment to the author"),
        help_text=_(
            "For a return say what should be revised, by a reason, here, or in the text; and what "
            "is good already."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class CommentForm(forms.Form):
    """A comment, as a rule on a passage: chosen in the text, or copied from it."""

    revision = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput)
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    end = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    quote = TextAsWritten(
        label=_("Passage"),
        help_text=_("Select words in the text, or copy them here; empty for the whole text."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    text = TextAsWritten(
        required=True,
        error_messages={"required": ReviewOutcome.COMMENT_EMPTY.sentence},
        label=_("Your comment"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=5000,
    )
    visibility = forms.ChoiceField(
        label=_("Who reads it"), choices=list(reversed(Visibility.choices))
    )

    def passage(self) -> tuple[int, int] | None:
        """What was selected in the text; None when nothing was, or words were copied instead."""
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if start is None or end is None or not self.cleaned_data["quote"].strip():
            return None
        return start, end


class RemarkForm(forms.Form):
    """What an author says about passages that also stand in an earlier essay."""

    remark = TextAsWritten(
        required=True,
        error_messages={"required": EssayOutcome.NOTHING_SAID.sentence},
        label=_("Your remark"),
        help_text=_("For instance where the passages come from, or that you wrote both texts."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )
