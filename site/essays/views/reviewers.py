"""Who reads one essay: given and taken away by hand, recusals noted by the organiser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from essays import actions, rules
from essays.assigning import candidates, lost
from essays.models import Assignment, Essay, Recommendation
from essays.review_forms import RecuseForm, ReviewerForm
from essays.views.directing import tell, titles_of
from kernel.outcomes import Result
from people.models import User

JOINED = ("task__lead_unit", "task__review_plan", "author", "unit")


@method_decorator(never_cache, name="dispatch")
class ReviewersView(View):
    """`/review/<id>/reviewers/`: `do` is assign, unassign or recuse."""

    rule = rules.direct_review

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Who has it, and who else may."""
        return self._page(request, self._essay(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Give it, take it away, or note a conflict of interest."""
        essay = self._essay(request, public_id)
        wanted = request.POST.get("reviewer", "").replace("\0", "")
        reviewer = User.objects.filter(public_id=wanted).first()
        if reviewer is None:
            return self._page(request, essay, 422)
        tell(request, self._act(request, essay, reviewer))
        return redirect("review-reviewers", public_id=essay.public_id)

    def _act(self, request: HttpRequest, essay: Essay, reviewer: User) -> Result:
        about = {"essay": essay, "reviewer": reviewer}
        do = request.POST.get("do")
        if do == "unassign":
            return actions.unassign(by=request.user, **about)
        if do == "recuse":
            form = RecuseForm(request.POST)
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            return actions.recuse(by=request.user, reason=reason, **about)
        return actions.assign(by=request.user, **about)

    def _essay(self, request: HttpRequest, public_id: str) -> Essay:
        essays = Essay.objects.submitted_once().with_words().exclude(author=request.user.pk)
        essay = get_object_or_404(essays.select_related(*JOINED), public_id=public_id)
        self.rule.check(request.user, essay.task)
        return essay

    def _page(self, request: HttpRequest, essay: Essay, status: int = 200) -> HttpResponse:
        given = list(Assignment.objects.filter(essay=essay).select_related("reviewer"))
        has = {one.reviewer_id for one in given}
        said = Recommendation.objects.filter(revision__essay=essay)
        everybody = candidates(essay.task)
        people = [one for one in everybody if one.may(essay)]
        free = [one for one in people if one.person.pk not in has]
        context = {
            "essay": essay,
            "task": essay.task,
            "title": titles_of([essay]).get(essay.pk, ""),
            "given": given,
            "lost": {row.pk for row in lost(essay.task, everybody, [essay])},
            "spoken": set(said.values_list("reviewer", flat=True)),
            "people": people,
            "form": ReviewerForm(people=sorted(free, key=lambda one: (one.load, one.person.pk))),
            "recusals": essay.recusals.select_related("reviewer").order_by("pk"),
        }
        return render(request, "essays/reviewers.html", context, status=status)
