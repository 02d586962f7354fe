"""The author's pages: starting, writing, submitting, the receipt."""

from dataclasses import astuple
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import View

from essays import actions, rules
from essays.counting import characters
from essays.deadlines import deadline_of
from essays.enums import EssayOutcome, EssayState
from essays.forms import EssayForm
from essays.models import Essay, EssayTask
from essays.reading import paragraphs, side_by_side
from essays.task_enums import Genre, Takes
from essays.views.consent import publication_of
from essays.views.limits import answers_too_long, wants_json
from essays.views.reading import answered, comments_on
from essays.views.similar import check_of
from kernel.outcomes import Result
from kernel.rules import states
from publishing import dates


@states(rules.start_essay)
@require_POST
def start_essay(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the essay for a task and go there; a refusal goes back to the offering."""
    task = get_object_or_404(
        EssayTask.objects.select_related("offering__page"), public_id=public_id
    )
    result = actions.start(by=request.user, task=task)
    if result.ok:
        return redirect(result.record)
    messages.error(request, result.message)
    return redirect(task.offering or "me")


@method_decorator([never_cache, answers_too_long], name="dispatch")
class EssayView(View):
    """`/me/essays/<id>/`: the editor while it may be changed, the receipt afterwards."""

    rule = rules.write_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The text as it was saved last, or as it was handed in."""
        essay = self._own(request, public_id)
        return _page(request, essay) if essay.is_writable else _receipt(request, essay)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save (`do=save`, also by script) or submit (`do=submit`)."""
        essay = self._own(request, public_id)
        form = EssayForm(request.POST, task=essay.task)
        if not form.is_valid():
            return _invalid(request, essay, form)
        do, given = request.POST.get("do"), form.draft()
        if do == "submit":
            given["original"] = form.cleaned_data["original"]
            given["statement"] = form.cleaned_data["statement"]
            result = actions.submit(by=request.user, essay=essay, **given)
        else:
            result = actions.save_draft(by=request.user, essay=essay, **given)
        if do == "preview" and result.ok:
            return redirect("essay-preview", public_id)
        return _as_json(result) if wants_json(request) else _as_page(request, result, form)

    def _own(self, request: HttpRequest, public_id: str) -> Essay:
        return own_essay(request, public_id)


def own_essay(request: HttpRequest, public_id: str) -> Essay:
    """The reader's own essay with its task, offering and draft. Raises Http404 and Forbidden."""
    essays = Essay.objects.select_related(
        "task", "unit", "registration__offering__page", "draft__upload"
    ).prefetch_related("task__genres")
    essay = get_object_or_404(essays, public_id=public_id)
    rules.write_essay.check(request.user, essay)
    return essay


@states(rules.write_essay)
@never_cache
@require_safe
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/me/essays/<id>/preview/`: the text that was saved last, as it would be published."""
    essay = own_essay(request, public_id)
    context = {
        "essay": essay,
        "task": essay.task,
        "draft": essay.draft,
        "paragraphs": paragraphs(essay.draft.text),
        "is_poem": essay.draft.genre == Genre.POEM,
        "count": characters(essay.draft.text),
    }
    return render(request, "essays/preview.html", context)


def _as_json(result: Result) -> JsonResponse:
    """What the editor's script reads: the outcome, its sentence, the version to go on from."""
    answer: dict[str, Any] = {"outcome": result.outcome.code, "message": result.message}
    if "version" in result.details:
        answer["version"] = result.details["version"]
        answer["saved"] = dates.clock(result.details["saved_at"])
    return JsonResponse(answer, status=200 if result.ok else 409)


def _as_page(request: HttpRequest, result: Result, form: EssayForm) -> HttpResponse:
    """Without a script: go on where the text is safe, or show what could not be stored."""
    essay = result.record
    if result.outcome is EssayOutcome.NEWER_DRAFT_EXISTS:
        return _conflict(request, result, form)
    if result.outcome is EssayOutcome.NOT_WRITABLE:
        return _receipt(request, essay, refused=result, lost=form.cleaned_data)
    (messages.success if result.ok else messages.error)(request, result.message)
    return redirect(essay)


def _invalid(request: HttpRequest, essay: Essay, form: EssayForm) -> HttpResponse:
    """A title too long, a form without its version: nothing stored, everything shown again."""
    if wants_json(request):
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"outcome": "invalid", "message": said}, status=422)
    if not essay.is_writable:
        return _receipt(request, essay, lost={"text": str(form["text"].value() or "")})
    return _page(request, essay, form, status=422)


def _page(
    request: HttpRequest, essay: Essay, form: EssayForm | None = None, status: int = 200
) -> HttpResponse:
    draft = essay.draft
    if form is None:
        names = ("title", "text", "genre", "version")
        initial = {name: getattr(draft, name) for name in names}
        form = EssayForm(initial=initial, task=essay.task)
    last = essay.latest_revision()
    first = essay.state != EssayState.RETURNED  # then the deadline holds
    context = {
        "essay": essay,
        "task": essay.task,
        "form": form,
        "draft": draft,
        "lengths": {genre: list(astuple(one)) for genre, one in form.lengths.items()},
        "length": _length(form),
        "count": characters(str(form["text"].value() or "")),
        "takes_files": essay.task.takes != Takes.TEXT,
        "asks_for_file": essay.task.takes == Takes.FILE and draft.upload is None,
        "last": last,
        "last_paragraphs": paragraphs(last.text) if last else [],
        "review": getattr(last, "review", None),
        "similarity": check_of(last),
        "comments": comments_on(answered(essay)) if last else [],
        "first": first,
        "deadline": deadline_of(essay) if first else None,
    }
    return render(request, "essays/write.html", context, status=status)


def _length(form: EssayForm) -> Any:
    """The length that holds for the chosen genre; None before one is chosen."""
    chosen = str(form["genre"].value() or "") if "genre" in form.fields else ""
    return form.lengths.get(chosen)


def _conflict(request: HttpRequest, result: Result, form: EssayForm) -> HttpResponse:
    """Both texts, and a form that keeps this device's one over the newer version."""
    mine, stored = form.cleaned_data, result.details
    left, right = side_by_side(mine["text"], stored["text"])
    context = {
        "essay": result.record,
        "message": result.message,
        "mine": mine,
        "mine_paragraphs": left,
        "mine_count": characters(mine["text"]),
        "stored": stored,
        "stored_paragraphs": right,
        "stored_count": characters(stored["text"]),
        "form": EssayForm(initial=mine | {"version": stored["version"]}, task=result.record.task),
    }
    return render(request, "essays/conflict.html", context, status=409)


def _receipt(
    request: HttpRequest,
    essay: Essay,
    refused: Result | None = None,
    lost: dict[str, Any] | None = None,
) -> HttpResponse:
    """What was handed in, when, how long; and a text that came too late to be stored."""
    last = essay.latest_revision()
    if lost and last and lost["text"] == last.text:
        lost = None
    context = {
        "essay": essay,
        "task": essay.task,
        "last": last,
        "paragraphs": paragraphs(last.text) if last else [],
        "review": getattr(last, "review", None),
        "comments": comments_on(answered(essay)),
        "similarity": check_of(last),
        "refused": refused,
        "lost": lost,
        "publication": publication_of(essay),
    }
    return render(request, "essays/receipt.html", context, status=409 if lost else 200)
