"""Where a text agrees with an earlier one: side by side for reviewers, one's own for the author.

No page says whose the other text is: it is shown by its words and its day.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import View

from essays import actions, rules
from essays.dark import shown_together, unnamed
from essays.enums import Advice
from essays.forms import RemarkForm
from essays.marking import Stretch, marked, numbers, quoted, stretches
from essays.models import Essay, EssayRevision, SimilarEssay, SimilarityCheck
from essays.views.limits import answers_too_long
from kernel.rules import states


def check_of(revision: EssayRevision | None) -> SimilarityCheck | None:
    """What the comparison of a revision found; None before it is done."""
    return SimilarityCheck.objects.filter(revision=revision).first() if revision else None


def remark_shown(check: SimilarityCheck, essay: Essay) -> str:
    """What the author says, to those who review: without names, also of who wrote the others,
    those that were taken back among them.
    """
    if not check.remark:
        return ""
    ways = ("task__review_plan", "author", "unit")
    rows = check.found.select_related(*(f"other__essay__{way}" for way in ways))
    return unnamed(check.remark, essay, *(row.other.essay for row in rows))


def _joined(side: str) -> list[str]:
    """What `shown_together` looks at, for one of the two revisions."""
    ways = ("blackout", *(f"essay__{way}" for way in ("task__review_plan", "author")))
    return [f"{side}__{way}" for way in (*ways, "essay__unit")]


@states(rules.read_submitted)
@never_cache
@require_safe
def similar_essay(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/review/similar/<id>/`: both texts with their common passages marked."""
    rows = SimilarEssay.objects.shown()
    rows = rows.select_related(*_joined("check_of__revision"), *_joined("other"))
    found = get_object_or_404(rows, public_id=public_id)
    check, other = found.check_of, found.other
    essay = check.revision.essay
    rules.read_submitted.check(request.user, essay)
    one, another = shown_together(check.revision, other)
    left = marked(one.text, [*stretches(found.passages, 0), *quoted(check.quoted)])
    right = marked(another.text, stretches(found.passages, 1))
    context = {
        "essay": essay,
        "found": found,
        "check": check,
        "one": check.revision,
        "other": other,
        "one_title": one.title,
        "other_title": another.title,
        "remark": remark_shown(check, essay),
        "decides": not rules.review_essay.allows(request.user, essay),
        "left": left,
        "right": right,
        "linked": numbers(left) & numbers(right),
        "total": len(found.passages),
    }
    return render(request, "essays/similar.html", context)


@method_decorator([never_cache, answers_too_long], name="dispatch")
class OwnSimilarView(View):
    """`/me/essays/<id>/similar/`: the author's own text, its passages marked, and a remark."""

    rule = rules.write_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The text and the remark as it stands."""
        essay, check = self._own(request, public_id)
        return _own_page(request, essay, check, RemarkForm(initial={"remark": check.remark}))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Keep the remark."""
        essay, check = self._own(request, public_id)
        form = RemarkForm(request.POST)
        if not form.is_valid():
            return _own_page(request, essay, check, form, status=422)
        result = actions.remark(by=request.user, essay=essay, text=form.cleaned_data["remark"])
        if not result.ok:
            form.add_error("remark", result.message)
            return _own_page(request, essay, check, form, status=422)
        messages.success(request, result.message)
        return redirect("essay-similar", public_id=essay.public_id)

    def _own(self, request: HttpRequest, public_id: str) -> tuple[Essay, SimilarityCheck]:
        essays = Essay.objects.select_related("task__offering__page")
        essay = get_object_or_404(essays, public_id=public_id)
        self.rule.check(request.user, essay)
        check = check_of(essay.latest_revision())
        if check is None or check.advice == Advice.NOTHING:
            raise Http404("nothing was found in this essay")
        return essay, check


def _own_page(
    request: HttpRequest, essay: Essay, check: SimilarityCheck, form: RemarkForm, status: int = 200
) -> HttpResponse:
    last = essay.latest_revision()
    assert last is not None, "what was compared was handed in"
    passages: list[Stretch] = [one for found in check.shown for one in stretches(found.passages, 0)]
    context: dict[str, Any] = {
        "essay": essay,
        "task": essay.task,
        "last": last,
        "check": check,
        "paragraphs": marked(last.text, [*passages, *quoted(check.quoted)]),
        "form": form,
    }
    return render(request, "essays/own_similar.html", context, status=status)
