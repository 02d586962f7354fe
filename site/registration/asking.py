"""The page on which a participant answers an offering's questions, before and after registering."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property

from events.models import Offering
from kernel.outcomes import Effect, Result
from publishing import dates
from publishing.refusals import refuse
from registration import reader
from registration.actions import answer, bring_fewer, name_companions, register_with_answers
from registration.actions.answers import frozen
from registration.actions.pools import open_to, pools_of
from registration.answering import in_words, shown_among
from registration.companions import COMPANIONS
from registration.forms import ASKED, AnswerForm
from registration.models import Answer, Question, Registration
from registration.question_kinds import AnswerOutcome
from registration.rules import open_offering
from registration.wording import title_of

LEVELS = {
    Effect.DONE: messages.SUCCESS,
    Effect.SAME: messages.INFO,
    Effect.REFUSED: messages.WARNING,
}
# Nobody who was asked so could have answered.
ASKED_OTHERWISE = (AnswerOutcome.QUESTION_CHANGED, AnswerOutcome.ANSWERS_MISSING)


def offering_of(request: HttpRequest, public_id: str) -> Offering:
    """The offering of the address, if the reader may open it."""
    asked = Question.objects.asked().filter(offering=OuterRef("pk"))
    opened = open_offering.visible(request.user).with_figures().annotate(asks=Exists(asked))
    return get_object_or_404(opened.select_related("page", "lead_unit"), public_id=public_id)


def say(request: HttpRequest, offering: Offering, result: Result) -> HttpResponse:
    """Back to the offering with the outcome's sentence."""
    messages.add_message(request, LEVELS[result.outcome.effect], result.message)
    return redirect(offering)


class AskingPage:
    """One reader, one offering as `offering_of` finds it, its questions: form, outcome, page."""

    template = "registration/form.html"

    def __init__(self, request: HttpRequest, offering: Any) -> None:
        self.request, self.offering = request, offering

    @cached_property
    def questions(self) -> list[Question]:
        """What is asked, in order, and what was; empty where a page neither asks nor did."""
        if not (self.offering.asks or self.is_filled):
            return []
        return list(Question.objects.filter(offering=self.offering).select_related("shown_if"))

    @cached_property
    def row(self) -> Registration | None:
        """The reader's registration, alive or not."""
        return reader.own_registrations(self.request.user, [self.offering]).get(self.offering.pk)

    @cached_property
    def answers(self) -> dict[int, Answer]:
        """What the reader answered, now or before withdrawing."""
        if self.row is None:
            return {}
        return {row.question_id: row for row in Answer.objects.filter(registration=self.row)}

    @property
    def asks_nothing(self) -> bool:
        """Whether one button is all there is: who is in already only says yes."""
        return not (self.offering.asks or self.offering.companions_max) or self.is_registered

    @property
    def is_registered(self) -> bool:
        """Whether the reader has a registration that has not ended."""
        return self.row is not None and reader.is_alive(self.row)

    @property
    def is_filled(self) -> bool:
        """Whether this was sent from the form, not from a lone button."""
        return ASKED in self.request.POST

    @cached_property
    def form(self) -> AnswerForm:
        """Filled in by what was sent, else by what was answered before."""
        person: Any = self.request.user
        sent = self.request.method == "POST"
        # Frozen answers stay as they are; who comes along can still be said.
        along = self.row is not None and self.is_registered and self.row.companions
        settled = along and self.answers and frozen(self.offering)
        return AnswerForm(
            [] if settled else self.questions,
            self.request.POST if sent else None,
            self.request.FILES if sent else None,
            answers=self.answers,
            companions_max=self.offering.companions_max,
            row=self.row if self.is_registered else None,
            own_name=person.name,
        )

    @property
    def has_matter(self) -> bool:
        """Whether there is something to answer, or something to say of what was answered."""
        return bool(self.form.questions or self.form.errors)

    @property
    def is_complete(self) -> bool:
        """Whether everything was asked and answered as it should be."""
        return self.form.is_valid() and not self.form.needs_more

    def may_register(self) -> bool:
        """Whether registering would be possible now, as far as the offering's page says."""
        return self.state.post

    @cached_property
    def state(self) -> reader.ReaderState:
        """What the offering's page says to this reader."""
        person: Any = self.request.user
        left = sum(pool.left for pool in open_to(person.unit, pools_of(self.offering)))
        return reader.read(self.offering, self.row, person, left=left, judged=True)

    def register(self) -> HttpResponse | None:
        """Register with what was sent; None when the form has to be shown again."""
        if not self.is_complete:
            return None
        result = register_with_answers(
            by=self.request.user,
            offering=self.offering,
            person=self.request.user,
            values=self.form.values(),
            uploads=self.form.uploads(),
            **self.form.wishes(),
        )
        return self.said(result)

    def save(self) -> HttpResponse | None:
        """Keep changed answers; None when the form has to be shown again."""
        if not self.is_complete:
            return None
        acting = {"by": self.request.user, "registration": self.row}
        results = []
        if self.row is not None and self.row.companions:
            results.append(self._come_along(self.row))
        if self.form.questions:
            kept = {"values": self.form.values(), "uploads": self.form.uploads()}
            results.append(answer(**acting, **kept))
        refused = next((result for result in results if not result.ok), None)
        changed = [result for result in results if result.changed]
        return self.said(refused or (changed or results)[-1])

    def _come_along(self, row: Registration) -> Result:
        """Keep who comes along, and let go of the places of those who do not."""
        number, names = self.form.cleaned_data[COMPANIONS], self.form.names
        acting = {"by": self.request.user, "registration": row}
        if number < row.companions:
            return bring_fewer(**acting, companions=number, names=names)
        return name_companions(**acting, names=names)

    def refused(self, result: Result) -> HttpResponse:
        """Back to the offering; a form that was sent comes back with what was written in it."""
        if not self.is_filled:
            return say(self.request, self.offering, result)
        refuse(self.form, result)
        return self.answer()

    def said(self, result: Result) -> HttpResponse | None:
        """Back to the offering with a success; a refusal stands in the form: None."""
        if result.ok:
            return say(self.request, self.offering, result)
        if result.outcome in ASKED_OTHERWISE:  # what was sent, in what is asked by now
            del self.questions, self.form
        refuse(self.form, result)
        return None

    def answer(self) -> HttpResponse:
        """The page with the form."""
        title = title_of(self.offering)
        url = self.offering.get_absolute_url()
        registered = self.is_registered
        context = {
            "title": title,
            "form": self.form,
            "registered": registered,
            "label": self.state.label,
            "sentence": "" if registered else self.state.sentence,
            "action": reverse(
                "answers" if registered else "register", args=[self.offering.public_id]
            ),
            "back": url,
            "until": self.offering.questions_frozen_at,
            "crumbs": [{"title": title, "url": url}],
        }
        return render(self.request, self.template, context)


def answered(offering: Any, row: Registration | None) -> dict[str, Any] | None:
    """What the offering's page shows of the questions; None when there are none.

    `number` of them, the reader's `answers` in words, whether they can be `changed`, and whether
    one that has to be answered is `owed`.
    """
    asked = list(Question.objects.asked().filter(offering=offering))
    registered = row is not None and reader.is_alive(row)
    along = row.companions if row is not None and registered else 0
    if not asked and not along:
        return None
    kept = {a.question_id: a for a in Answer.objects.filter(registration=row)} if registered else {}
    values = {pk: known.value for pk, known in kept.items()}
    shown = shown_among(asked, values)
    return {
        "number": len(asked),
        "registered": registered,
        "companions": along,
        "companion_names": row.companion_names if row is not None and along else "",
        "answers": [_line(q, kept[q.pk]) for q in shown if q.pk in kept],
        "owed": registered and any(q.required and q.pk not in kept for q in shown),
        "can_change": registered and (bool(along) or not frozen(offering) or not kept),
        "until": offering.questions_frozen_at and dates.instant(offering.questions_frozen_at),
        "url": reverse("answers", args=[offering.public_id]),
    }


def _line(question: Question, known: Answer) -> dict[str, Any]:
    url = reverse("answer-file", args=[known.public_id]) if known.file else ""
    return {"question": question, "text": in_words(question, known.value), "url": url}
