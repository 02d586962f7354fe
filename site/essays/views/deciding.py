"""Whoever decides: one essay with what reviewers recommend, and the release of all decisions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from essays import actions, rules
from essays.actions.release import mark_of, prepared_in
from essays.actions.review import KIND_OF
from essays.dark import shown
from essays.desk import plan_of, rows_of
from essays.enums import Verdict
from essays.forms import ReasonsField
from essays.models import Essay, EssayTask, PreparedDecision, ReviewComment
from essays.outcomes import ReviewOutcome
from essays.review_forms import DecisionForm, WordsForm
from essays.views.directing import directed_task, tell
from essays.views.limits import answers_too_long
from essays.views.reading import JOINED, reading
from essays.views.unsent import keeps_words, unsent, written
from kernel.outcomes import Result
from notices.words import own_words, shipped

LANGUAGES = {"zh-hans": _("in Chinese"), "en": _("in English")}


@method_decorator([never_cache, answers_too_long, keeps_words], name="dispatch")
class DecideView(View):
    """`/review/<id>/decide/`: text left, recommendations and the decision right."""

    rule = rules.decide_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The newest revision, and what is prepared about it."""
        return self._page(request, self._essay(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Prepare a decision, or drop it; nobody is told."""
        essay = self._essay(request, public_id)
        if request.POST.get("do") == "drop":
            tell(request, actions.unprepare(by=request.user, essay=essay))
            return redirect("review-decide", public_id=essay.public_id)
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return self._page(request, essay, form, 422)
        result = actions.prepare(by=request.user, essay=essay, **form.cleaned_data)
        return self._answer(request, essay, form, result)

    def _answer(
        self, request: HttpRequest, essay: Essay, form: DecisionForm, result: Result
    ) -> HttpResponse:
        if result.outcome is ReviewOutcome.REASON_MISSING:
            form.add_error("comment", result.message)
            return self._page(request, essay, form, 422)
        if result.outcome is ReviewOutcome.DECIDED_ALREADY and written(request):
            url = reverse("review-decide", args=[essay.public_id])
            return unsent(request, result.message, url=url)
        tell(request, result)
        if result.outcome is ReviewOutcome.NEWER_REVISION:
            kept = form.cleaned_data | {"reasons": form["reasons"].data}
            return self._page(request, essay, DecisionForm(initial=kept), 409)
        return redirect("review-desk", public_id=essay.task.public_id)

    def _essay(self, request: HttpRequest, public_id: str) -> Essay:
        essay = get_object_or_404(Essay.objects.select_related(*JOINED), public_id=public_id)
        self.rule.check(request.user, essay)
        return essay

    def _page(
        self,
        request: HttpRequest,
        essay: Essay,
        form: DecisionForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = reading(request, essay, ReviewComment.objects.select_related("by"))
        last = context["last"]
        prepared = PreparedDecision.objects.filter(revision=last).first()
        if form is None:
            form = DecisionForm(initial=_kept(prepared))
        if not form.is_bound:
            form.initial["revision"] = last.number
        context |= {
            "form": form,
            "prepared": prepared,
            "review": getattr(last, "review", None),
            "row": rows_of(essay.task, [essay])[0],
            "waits": essay.is_waiting,
        }
        return render(request, "essays/decide.html", context, status=status)


def _kept(prepared: PreparedDecision | None) -> dict[str, Any]:
    if prepared is None:
        return {}
    return {"comment": prepared.comment, "reasons": ReasonsField.chosen(prepared.reasons)}


class Group:
    """Prepared decisions with one verdict: who gets what, and the words in each language."""

    def __init__(self, verdict: Verdict, rows: list[PreparedDecision], dark: Any, data: Any):
        self.verdict, self.rows = verdict, rows
        self.lines = [
            (shown(row.revision).title, "" if dark else row.revision.essay.author.name)
            for row in rows
        ]
        languages = sorted({row.revision.essay.author.language for row in rows}, reverse=True)
        self.forms = [(one, self._form(one, data)) for one in languages]

    def _form(self, language: str, data: Any) -> WordsForm:
        kind = KIND_OF[self.verdict]
        subject, body = own_words(kind).get(language) or shipped(kind, language)
        prefix = f"{self.verdict}-{language}"
        return WordsForm(
            data if data and f"{prefix}-body" in data else None,  # shown since the page was opened
            prefix=prefix,
            initial={"subject": subject, "body": body},
        )

    @property
    def sheets(self) -> list[tuple[Any, WordsForm]]:
        """The forms with the names of their languages."""
        return [(LANGUAGES.get(one, one), form) for one, form in self.forms]

    def drafts(self) -> dict[str, tuple[str, str]]:
        """The words by language, once the forms are valid."""
        return {
            one: (form.cleaned_data["subject"], form.cleaned_data["body"].replace("\r\n", "\n"))
            for one, form in self.forms
        }


@method_decorator([never_cache, answers_too_long], name="dispatch")
class ReleaseView(View):
    """`/review/tasks/<id>/release/`: what would hold, who would be told what, and the button."""

    rule = rules.direct_review

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The preview, with the words of each group to edit."""
        task = directed_task(request, public_id)
        return self._page(request, task, self._groups(request, task, None))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Release exactly what was shown."""
        task = directed_task(request, public_id)
        groups = self._groups(request, task, request.POST)
        forms = [form for group in groups for _language, form in group.forms]
        if any(form.is_bound and not form.is_valid() for form in forms):
            return self._page(request, task, groups, 422)
        seen = request.POST.get("seen", "")
        # Where words are asked for that the page did not show, its preview is old.
        if all(form.is_bound for form in forms):
            drafts = {group.verdict.value: group.drafts() for group in groups}
            result = actions.release(by=request.user, task=task, seen=seen, drafts=drafts)
        else:
            result = Result(ReviewOutcome.PREVIEW_OLD, task)
        tell(request, result)
        if result.outcome is ReviewOutcome.PREVIEW_OLD:
            return self._page(request, task, self._groups(request, task, request.POST), 409)
        if result.outcome is ReviewOutcome.WORDS_BROKEN:
            return self._page(request, task, groups, 422)
        return redirect("review-desk", public_id=task.public_id)

    def _groups(self, request: HttpRequest, task: EssayTask, data: Any) -> list[Group]:
        rows = prepared_in(task, request.user)
        dark = rules.in_the_dark(request.user).filter(task=task).exists()
        by_verdict = {one: [row for row in rows if row.verdict == one] for one in Verdict}
        return [Group(one, found, dark, data) for one, found in by_verdict.items() if found]

    def _page(
        self, request: HttpRequest, task: EssayTask, groups: list[Group], status: int = 200
    ) -> HttpResponse:
        rows = [row for group in groups for row in group.rows]
        ordered = sorted(
            rows, key=lambda row: (row.verdict, row.revision.essay.submitted_at, row.pk)
        )
        context = {
            "task": task,
            "plan": plan_of(task),
            "groups": groups,
            "number": len(rows),
            "seen": mark_of(ordered),
        }
        return render(request, "essays/release.html", context, status=status)
