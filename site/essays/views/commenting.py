"""Comments: those who review write them, the author reads them beside the text."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import View

from essays import actions, rules
from essays.forms import CommentForm
from essays.models import Essay, ReviewComment
from essays.outcomes import ReviewOutcome
from essays.views.limits import answers_too_long
from essays.views.queueing import query_of
from essays.views.reading import JOINED, answered, comments_on, noted
from essays.views.review import review_page
from essays.views.unsent import keeps_words, unsent
from kernel.outcomes import Result
from kernel.rules import states

ERRORS_AT = {
    ReviewOutcome.COMMENT_EMPTY: "text",
    ReviewOutcome.PASSAGE_UNKNOWN: "quote",
}


@method_decorator([never_cache, answers_too_long, keeps_words], name="dispatch")
class CommentView(View):
    """`/review/<id>/comments/`: keep a comment, and go on reading where one was."""

    rule = rules.read_submitted
    http_method_names = ["post"]

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Keep it; a refusal shows the page again with what was typed."""
        essay = get_object_or_404(Essay.objects.select_related(*JOINED), public_id=public_id)
        self.rule.check(request.user, essay)
        form = CommentForm(request.POST)
        if not form.is_valid():
            return _again(request, essay, form, 422)
        data = form.cleaned_data
        result = actions.comment(
            by=request.user,
            essay=essay,
            revision=data["revision"],
            text=data["text"],
            visibility=data["visibility"],
            passage=form.passage(),
            quote=data["quote"],
        )
        if field := ERRORS_AT.get(result.outcome):  # type: ignore[call-overload]
            form.add_error(field, result.message)
            return _again(request, essay, form, 422)
        if result.outcome is ReviewOutcome.NEWER_REVISION:
            messages.warning(request, result.message)
            return _again(request, essay, CommentForm(initial=_kept(essay, data)), 409)
        if not result.ok:
            return unsent(request, result.message, url=_address(request, essay))
        return _back(request, essay, result)


def _kept(essay: Essay, data: dict[str, Any]) -> dict[str, Any]:
    last = essay.latest_revision()
    assert last is not None, "what is reviewed was handed in"
    return data | {"revision": last.number, "start": None, "end": None}


def _again(request: HttpRequest, essay: Essay, form: CommentForm, status: int) -> HttpResponse:
    return review_page(request, essay, comment_form=form, status=status)


def _back(request: HttpRequest, essay: Essay, result: Result) -> HttpResponse:
    (messages.success if result.ok else messages.warning)(request, result.message)
    return redirect(f"{_address(request, essay)}#comments")


def _address(request: HttpRequest, essay: Essay) -> str:
    return reverse("review-essay", args=[essay.public_id]) + query_of(request)


@states(rules.read_submitted)
@never_cache
@require_POST
def remove_comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/review/comments/<id>/remove/`: take one's own comment back."""
    rows = ReviewComment.objects.filter(by=request.user.pk).select_related("revision__essay")
    if not ReviewComment.objects.filter(public_id=public_id).exists():  # pressed twice
        return redirect(reverse("review") + query_of(request))
    comment = get_object_or_404(rows, public_id=public_id)
    rules.read_submitted.check(request.user, comment.revision.essay)
    result = actions.remove_comment(by=request.user, comment=comment)
    return _back(request, comment.revision.essay, result)


@states(rules.write_essay)
@never_cache
@require_safe
def own_comments(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/me/essays/<id>/comments/`: the author's text with its commented passages marked."""
    essays = Essay.objects.select_related("task__offering__page")
    essay = get_object_or_404(essays, public_id=public_id)
    rules.write_essay.check(request.user, essay)
    revision = answered(essay)
    comments = comments_on(revision)
    if revision is None or not comments:
        raise Http404("nothing was said in the text of this essay")
    context = {
        "essay": essay,
        "task": essay.task,
        "last": revision,
        "review": revision.review,
        "paragraphs": noted(revision.text, comments),
        "comments": comments,
    }
    return render(request, "essays/own_comments.html", context)
