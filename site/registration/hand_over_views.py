"""`/o/<id>/hand-over/` and `/o/<id>/take-over/`: a place goes to a colleague who accepts it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from events.models import Offering
from kernel.outcomes import Result
from kernel.rules import signed_in, states
from publishing import dates
from publishing.refusals import refuse
from registration.actions import ask_colleague, keep_place, take_over, turn_down
from registration.asking import AskingPage, offering_of, say
from registration.cautions import cautions_for
from registration.forms import AnswerForm
from registration.hand_over_enums import HandOverOutcome
from registration.hand_over_forms import GiveForm
from registration.hand_overs import asked_of, given_by, why_not
from registration.models import HandOver, Registration
from registration.rules import own_registration
from registration.telling import first_session
from registration.views import read_or_write
from registration.wording import title_of


@states(signed_in)
@never_cache
@read_or_write
def give(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET asks for the colleague, or shows who is asked; POST asks them, or takes that back."""
    offering: Any = offering_of(request, public_id)
    rows = Registration.objects.of(request.user).filter(offering=offering)
    row = rows.select_related("person", "unit", "nominated_unit", "offering").first()
    if row is None:
        return say(request, offering, Result(HandOverOutcome.NO_PLACE, row))
    own_registration.check(request.user, row)
    if request.method == "POST" and request.POST.get("do") == "keep":
        return say(request, offering, keep_place(by=request.user, registration=row))
    if request.method != "POST" and (refusal := why_not(offering, row, offering.starts_at)):
        return say(request, offering, refusal)
    form = GiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        result = ask_colleague(by=request.user, registration=row, **form.cleaned_data)
        if result.ok:
            return say(request, offering, result)
        refuse(form, result)
    context = _facts(offering) | {"form": form, "row": row, "asked": given_by(row)}
    context["action"] = reverse("give-place", args=[public_id])
    return render(request, "registration/give_place.html", context)


@states(signed_in)
@never_cache
@read_or_write
def take(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET shows whose place it is and what is asked; POST takes it, or says no."""
    offering = offering_of(request, public_id)
    asked = asked_of(request.user, offering)
    if asked is None:
        return AskingPage(request, offering).refused(Result(HandOverOutcome.NOT_ASKED))
    if request.method == "POST" and request.POST.get("do") == "decline":
        return say(request, offering, turn_down(by=request.user, hand_over=asked))
    page = TakingPage(request, offering, asked)
    if request.method != "POST":
        return page.answer()
    return page.take() or page.answer()


class TakingPage(AskingPage):
    """The offering's questions, asked of whoever takes a place over; companions are not."""

    template = "registration/take_place.html"

    def __init__(self, request: HttpRequest, offering: Any, asked: HandOver) -> None:
        super().__init__(request, offering)
        self.asked = asked

    @cached_property
    def form(self) -> AnswerForm:
        """Filled in by what was sent, else by what they answered here before."""
        sent = self.request.method == "POST"
        return AnswerForm(
            self.questions,
            self.request.POST if sent else None,
            self.request.FILES if sent else None,
            answers=self.answers,
        )

    def take(self) -> HttpResponse | None:
        """Take the place with what was sent; None when the form has to be shown again."""
        if not self.is_complete:
            return None
        result = take_over(
            by=self.request.user,
            hand_over=self.asked,
            values=self.form.values(),
            uploads=self.form.uploads(),
        )
        return self.said(result)

    def answer(self) -> HttpResponse:
        """The page with the question, its facts and the form."""
        reader: Any = self.request.user
        context = _facts(self.offering) | {"form": self.form, "asked": self.asked}
        context["cautions"] = cautions_for(self.offering, [reader])[reader.pk]
        context["action"] = reverse("take-place", args=[self.offering.public_id])
        return render(self.request, self.template, context)


def _facts(offering: Offering) -> dict[str, Any]:
    title = title_of(offering)
    url = offering.get_absolute_url()
    facts = [{"term": _("Activity"), "value": title}]
    session = first_session(offering)
    if session is not None:
        facts.append({"term": _("Begins"), "value": dates.when(session.starts_at)})
    crumbs = [{"title": title, "url": url}]
    return {"page": None, "title": title, "facts": facts, "back": url, "crumbs": crumbs}
