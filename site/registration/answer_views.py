"""Changing answers until they are frozen, and the files that were answered with."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kernel.outcomes import Result
from kernel.rules import signed_in, states
from media.responses import private
from registration.actions.answers import frozen
from registration.asking import AskingPage, offering_of
from registration.enums import RegistrationOutcome
from registration.models import Answer
from registration.rules import see_answer
from registration.views import read_or_write


@states(signed_in)
@never_cache
@read_or_write
def answers_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET shows the reader's answers to change, POST keeps them."""
    offering = offering_of(request, public_id)
    page = AskingPage(request, offering)
    if not page.is_registered:
        return page.refused(Result(RegistrationOutcome.NOT_REGISTERED, page.row))
    along = page.row is not None and page.row.companions
    if not (page.has_matter or along):
        return redirect(offering)
    if request.method != "POST":
        done = frozen(offering) and page.answers and not along
        return redirect(offering) if done else page.answer()
    return page.save() or page.answer()


@states(see_answer)
@never_cache
@require_safe
def answer_file(request: HttpRequest, public_id: str) -> HttpResponse | FileResponse:
    """The file of an answer, for whoever gave it and for the organisers."""
    rows = Answer.objects.select_related("registration__offering__lead_unit").exclude(file="")
    answer = get_object_or_404(rows, public_id=public_id)
    see_answer.check(request.user, answer)
    return private(answer.file, name=answer.value["name"])
