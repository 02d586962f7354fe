"""The form of an offering's questions: for the page, the API and the back office alike."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from media.uploads import DOCUMENTS, PICTURES, CheckedFile, checked
from publishing.templatetags.components import in_its_language, text_of
from registration.answering import CONSENTED, codes_of, is_shown, offered, stored, typed
from registration.companions import COMPANION_NAMES, COMPANIONS, companions_fields
from registration.models import Answer, Question, Registration
from registration.question_kinds import QuestionKind as Kind

TEXT, LONG_TEXT = 200, 2000
NUMBER = Decimal(10) ** 9
FILE_BYTES = 10 * 1024 * 1024
FILES = {name: (PICTURES | DOCUMENTS)[name] for name in ("pdf", "jpg", "png", "docx", "xlsx")}
EARLIEST, LATEST = "1900-01-01", "2200-12-31"
ASKED = "asked"


class AnswerForm(forms.Form):
    """Fields for what is asked, given the answers so far.

    A question that hangs on another answer is a field once that answer is given. Without a script
    the page comes back with it (`needs_more`); with one, the sleeping field stands in a template
    element, wakes at once, and names itself in `asked`.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        *args: Any,
        answers: Mapping[int, Answer] | None = None,
        on_paper: bool = True,
        companions_max: int = 0,
        row: Registration | None = None,
        **kwargs: Any,
    ) -> None:
        """`on_paper`: sent by a page that says which fields it showed; else all count as shown.

        Whoever may bring companions is asked first how many they are, and who; with a registration
        (`row`) their number stands and only the names can be changed.
        """
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        self.answers = answers or {}
        self.on_paper = on_paper
        self.sleeping = forms.Form(prefix=self.prefix)
        self.brings = row.companions if row else 0
        self.fields |= companions_fields(companions_max, row)
        values: dict[int, Any] = {}
        shown: set[int] = set()
        for question in self.questions:
            field = self._field(question)
            if is_shown(question, values, shown):
                shown.add(question.pk)
                self.fields[question.name] = field
                values[question.pk] = self._so_far(question)
            else:
                self.sleeping.fields[question.name] = field

    def _field(self, question: Question) -> forms.Field:
        kept = self.answers.get(question.pk)
        field = FIELDS[Kind(question.kind)](question, kept)
        # What hangs on an answer is required once it is asked; the browser cannot know when.
        field.widget.is_required = question.required and question.shown_if_id is None
        return field

    def _so_far(self, question: Question) -> Any:
        """The raw answer, as far as conditions look at it."""
        if not self.is_bound:
            kept = self.answers.get(question.pk)
            return kept.value if kept else None
        field, name = self.fields[question.name], self.add_prefix(question.name)
        raw = field.widget.value_from_datadict(self.data, self.files, name)
        return bool(raw) if question.kind == Kind.CONSENT else raw

    @cached_property
    def asked(self) -> set[str]:
        """Names of the fields that the sender saw."""
        getlist = getattr(self.data, "getlist", None)
        return set(getlist(ASKED)) if self.on_paper and getlist else set(self.fields)

    @property
    def needs_more(self) -> list[str]:
        """Names of fields that these answers bring and the sender has not seen."""
        ours = {*self.asked, COMPANIONS, COMPANION_NAMES}
        return [name for name in self.fields if name not in ours]

    def full_clean(self) -> None:
        """A field that was not seen yet has no errors."""
        super().full_clean()
        for name in self.needs_more if self.is_bound else ():
            self._errors.pop(name, None)  # type: ignore[attr-defined]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the template shows, in order: fields, and those that sleep with what wakes them."""
        return [
            {
                "field": self[question.name]
                if question.name in self.fields
                else self.sleeping[question.name],
                "name": question.name,
                "sleeps": question.name not in self.fields,
                "depends": f"q_{question.shown_if.public_id}" if question.shown_if else "",
                "codes": " ".join(question.shown_if_codes),
            }
            for question in self.questions
        ]

    def values(self) -> dict[Question, Any]:
        """The JSON value of each question that was asked; None where nothing was answered."""
        found = {}
        for question in self.questions:
            if question.name not in self.fields:
                continue
            cleaned = self.cleaned_data.get(question.name)
            kept = self.answers.get(question.pk)
            if question.kind == Kind.FILE and not isinstance(cleaned, CheckedFile):
                found[question] = kept.value if kept and cleaned is not False else None
            else:
                found[question] = stored(question, cleaned)
        return found

    def clean(self) -> dict[str, Any]:
        """Everybody who comes along has a name, and nobody else has."""
        cleaned: dict[str, Any] = super().clean() or {}
        names = cleaned.get(COMPANION_NAMES)
        number = cleaned.get(COMPANIONS) if COMPANIONS in self.fields else self.brings
        if names is not None and number is not None and len(names) != number:
            words = ngettext(
                "Give the name of %(count)s companion.",
                "Give the names of %(count)s companions.",
                number,
            )
            alone = _("You come without companions: leave this empty, or correct the number.")
            self.add_error(COMPANION_NAMES, words % {"count": number} if number else alone)
        return cleaned

    @property
    def names(self) -> str:
        """Who comes along, as it is kept."""
        return "、".join(self.cleaned_data.get(COMPANION_NAMES) or ())

    def wishes(self) -> dict[str, Any]:
        """What `register` takes beside the answers."""
        companions = self.cleaned_data.get(COMPANIONS)
        return {COMPANIONS: companions, COMPANION_NAMES: self.names} if companions else {}

    def uploads(self) -> dict[Question, CheckedFile]:
        """Files that came with this form."""
        cleaned = {question: self.cleaned_data.get(question.name) for question in self.questions}
        return {
            question: upload
            for question, upload in cleaned.items()
            if isinstance(upload, CheckedFile)
        }


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
    choices = offered(question, kept.value if kept else None)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **_common(question, kept))


def _several(question: Question, kept: Answer | None) -> forms.Field:
    choices = offered(question, kept.value if kept else None)
    return forms.MultipleChoiceField(
        choices=choices, widget=forms.CheckboxSelectMultiple, **_common(question, kept)
    )


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
