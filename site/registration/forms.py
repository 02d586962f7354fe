"""The form of an offering's questions: for the page, the API and the back office alike."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from media.uploads import CheckedFile
from publishing.languages import text
from registration.answer_fields import FIELDS
from registration.answering import is_shown, reads_on, stored
from registration.companions import (
    COMPANION_NAMES,
    COMPANIONS,
    companions_fields,
    wrong_names,
)
from registration.models import Answer, Question, Registration
from registration.question_kinds import QuestionKind as Kind

ASKED = "asked"
# What was sent of these is what somebody wrote; of the others it is a code.
WRITTEN = (Kind.TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.DATE, Kind.FILE)


class AnswerForm(forms.Form):
    """Fields for what is asked, given the answers so far.

    A question that hangs on another answer is a field once that answer is given. Without a script
    the page comes back with it (`needs_more`); with one, the sleeping field stands in a template
    element, wakes at once, and names itself in `asked`, with its kind: what was written for another
    kind is not read as this one's. It is told with the question, which is asked anew.
    """

    def __init__(
        self,
        questions: Iterable[Question],
        *args: Any,
        answers: Mapping[int, Answer] | None = None,
        on_paper: bool = True,
        companions_max: int = 0,
        row: Registration | None = None,
        own_name: str = "",
        **kwargs: Any,
    ) -> None:
        """`questions`: those of the offering; what is written for a retired one is told, not kept.
        `on_paper`: sent by a page that says which fields it showed; else all count as shown.

        Whoever may bring companions is asked first how many they are, and who; with a registration
        (`row`) they can be fewer. `own_name` is not among them.
        """
        super().__init__(*args, **kwargs)
        everything = list(questions)
        self.questions = [question for question in everything if question.retired_at is None]
        self.answers = answers or {}
        self.on_paper = on_paper
        self.sleeping = forms.Form(prefix=self.prefix)
        self.own_name = own_name
        self.fields |= companions_fields(companions_max, row)
        self.overtaken = self._set_aside() if self.is_bound else {}
        self.no_more = self._no_more(everything) if self.is_bound else []
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

    def _set_aside(self) -> dict[str, str]:
        """Take out what was written for a kind of question that it is no more; what, by name."""
        found: dict[str, str] = {}
        read = {one: self.kinds.get(one.name) or one.kind for one in self.questions}
        other = {one.name: kind for one, kind in read.items() if not reads_on(kind, one.kind)}
        data: Any = self.data
        files: Any = self.files
        if other:  # what a request holds cannot be changed
            data, files = data.copy(), files.copy()
        for name, kind in other.items():
            sent = [*data.pop(name, ()), *(one.name for one in files.pop(name, ()))]
            if any(sent):
                found[name] = "、".join(sent) if kind in WRITTEN else ""
        self.data, self.files = data, files
        return found

    def _no_more(self, questions: Iterable[Question]) -> list[str]:
        """What to say of each question that the sender's page asked and that is retired by now."""
        words = []
        for question in questions:
            if question.retired_at is None or question.name not in self.kinds:
                continue
            field, name = self._field(question), self.add_prefix(question.name)
            sent = field.widget.value_from_datadict(self.data, self.files, name)
            if field.has_changed(field.initial, sent):  # what was answered before is kept
                written = str(sent) if question.kind in WRITTEN else ""
                words.append(_retired(text(question, "label"), written))
        return words

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
    def kinds(self) -> dict[str, str]:
        """The kind of each field that the sender's page showed, by name; empty without a page."""
        getlist = getattr(self.data, "getlist", None)
        names = getlist(ASKED) if self.on_paper and getlist else ()
        return dict(name.partition(":")[::2] for name in names)

    @cached_property
    def asked(self) -> set[str]:
        """Names of the fields that the sender saw."""
        on_page = self.on_paper and hasattr(self.data, "getlist")
        return set(self.kinds) if on_page else set(self.fields)

    @property
    def needs_more(self) -> list[str]:
        """Names of fields that these answers bring and the sender has not seen."""
        ours = {*self.asked, COMPANIONS, COMPANION_NAMES}
        return [name for name in self.fields if name not in ours]

    def full_clean(self) -> None:
        """A field that was not seen yet has no errors, one that was another has this alone.

        What was written where nothing is asked any more is told once: the page then sent is right.
        """
        super().full_clean()
        for name in self.needs_more if self.is_bound else ():
            self._errors.pop(name, None)  # type: ignore[attr-defined]
        for name in self.overtaken.keys() & self.fields.keys():
            self._errors.pop(name, None)  # type: ignore[attr-defined]
            self.add_error(name, _changed(self.overtaken[name]))
        for words in self.no_more:
            self.add_error(None, words)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the template shows, in order: fields, and those that sleep with what wakes them."""
        return [
            {
                "field": self[question.name]
                if question.name in self.fields
                else self.sleeping[question.name],
                "name": question.name,
                "asked": f"{question.name}:{question.kind}",
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
        names, number = cleaned.get(COMPANION_NAMES), cleaned.get(COMPANIONS)
        if names is None or number is None:
            return cleaned
        if wrong := wrong_names(names, number, self.own_name):
            self.add_error(COMPANION_NAMES, wrong)
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


def _changed(written: str) -> str:
    if not written:
        return _("The organiser has changed this question meanwhile. Please answer it anew.")
    words = _(
        "The organiser has changed this question meanwhile. You had written “%(text)s”. Please "
        "answer it anew."
    )
    return words % {"text": written}


def _retired(question: str, written: str) -> str:
    words = _(
        "The organiser has taken out the question “%(question)s” meanwhile; your answer to it is "
        "not kept. Look over the rest, then send it again."
    )
    if written:
        words = _(
            "The organiser has taken out the question “%(question)s” meanwhile; what you had "
            "written there, “%(text)s”, is not kept. Look over the rest, then send it again."
        )
    return words % {"question": question, "text": written}
