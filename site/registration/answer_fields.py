"""The field of each kind of question."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from media.uploads import DOCUMENTS, PICTURES, checked
from publishing.templatetags.components import in_its_language, text_of
from registration.answering import CONSENTED, codes_of, offered, typed
from registration.models import Answer, Question
from registration.question_kinds import QuestionKind as Kind

TEXT, LONG_TEXT = 200, 2000
NUMBER = Decimal(10) ** 9
FILE_BYTES = 10 * 1024 * 1024
FILES = {name: (PICTURES | DOCUMENTS)[name] for name in ("pdf", "jpg", "png", "docx", "xlsx")}
EARLIEST, LATEST = "1900-01-01", "2200-12-31"


def _common(question: Question, kept: Answer | None) -> dict[str, Any]:
    return {
        "label": text_of(question, "label"),
        # The component prints help as mark-up; what an organiser typed is none.
        "help_text": conditional_escape(text_of(question, "help")),
        "required": question.required,
        "initial": typed(question, kept.value) if kept else None,
    }


def _text(question: Question, kept: Answer | None) -> forms.Field:
    return forms.CharField(max_length=TEXT, **_common(question, kept))


def _long_text(question: Question, kept: Answer | None) -> forms.Field:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=LONG_TEXT, widget=area, **_common(question, kept))


def _number(question: Question, kept: Answer | None) -> forms.Field:
    return forms.DecimalField(
        max_digits=12, decimal_places=2, min_value=-NUMBER, max_value=NUMBER,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        **_common(question, kept),
    )  # fmt: skip


def _choice(question: Question, kept: Answer | None) -> forms.Field:
    return forms.ChoiceField(widget=forms.RadioSelect, **_offered(question, kept))


def _several(question: Question, kept: Answer | None) -> forms.Field:
    return forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, **_offered(question, kept)
    )


def _offered(question: Question, kept: Answer | None) -> dict[str, Any]:
    """What there is to choose; an option can be taken out while somebody looks at it."""
    words = _("What you chose is no longer offered here. Please choose again.")
    return _common(question, kept) | {
        "choices": offered(question, kept.value if kept else None),
        "error_messages": {"invalid_choice": words},
    }


def _date(question: Question, kept: Answer | None) -> forms.Field:
    widget = forms.DateInput(
        format="%Y-%m-%d", attrs={"type": "date", "min": EARLIEST, "max": LATEST}
    )
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], **_common(question, kept))


def _consent(question: Question, kept: Answer | None) -> forms.Field:
    return forms.BooleanField(**_common(question, kept))


class AnswerFileField(forms.FileField):
    """A file of a kind that offices exchange; one that was kept stays when none is chosen."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload as it may be stored, judged by what it contains; Refused otherwise."""
        cleaned = super().clean(data, initial)
        if isinstance(cleaned, UploadedFile):
            if (cleaned.size or 0) > FILE_BYTES:
                raise forms.ValidationError(
                    _("The file has %(size)s; at most %(most)s are taken.")
                    % {
                        "size": filesizeformat(cleaned.size or 0),
                        "most": filesizeformat(FILE_BYTES),
                    }
                )
            return checked(cleaned, FILES)
        return cleaned


def _file(question: Question, kept: Answer | None) -> forms.Field:
    common = _common(question, kept)
    said = _("PDF, JPG, PNG, DOCX or XLSX, at most %(most)s.") % {
        "most": filesizeformat(FILE_BYTES)
    }
    if kept:
        # The words are ours; the name is the person's, escaped and marked as what it is.
        words = escape(_("Kept: %(name)s. Choose another file only to replace it."))
        name = conditional_escape(in_its_language(kept.value["name"]))
        said = mark_safe(words % {"name": name})  # noqa: S308 - both parts are escaped
    common["help_text"] = format_html("{} {}", common["help_text"], said)
    accept = ",".join(f".{kind}" for kind in (*FILES, "jpeg"))
    return AnswerFileField(
        max_length=200, widget=forms.FileInput(attrs={"accept": accept}), **common
    )


FIELDS = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.DATE: _date,
    Kind.FILE: _file,
    Kind.CONSENT: _consent,
}


def conditions_of(question: Question) -> list[tuple[str, str]]:
    """Answers of a question that another one may hang on: codes with their words."""
    if question.kind == Kind.CONSENT:
        return [(CONSENTED, _("Yes"))]
    return offered(question, codes_of([]))
