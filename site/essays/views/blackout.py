"""Blacking out: what the organiser hides in a text from those who review it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from essays import actions, rules
from essays.dark import shown
from essays.models import Essay
from essays.reading import paragraphs
from essays.review_forms import BlackoutForm
from essays.views.directing import tell
from essays.views.limits import answers_too_long
from essays.views.reading import JOINED
from essays.views.unsent import keeps_words, unsent, written


@method_decorator([never_cache, answers_too_long, keeps_words], name="dispatch")
class BlackoutView(View):
    """`/review/<id>/blackout/`: the text as reviewers see it, and the words to hide."""

    rule = rules.decide_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """As it is now."""
        return self._page(request, self._essay(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Keep the places."""
        essay = self._essay(request, public_id)
        form = BlackoutForm(request.POST)
        if not form.is_valid():
            return self._page(request, essay, form, 422)
        words = form.cleaned_data["words"].splitlines()
        result = actions.black_out(by=request.user, essay=essay, words=words)
        if not result.ok and written(request):
            url = reverse("review-decide", args=[essay.public_id])
            return unsent(request, result.message, url=url)
        tell(request, result)
        return redirect("review-blackout", public_id=essay.public_id)

    def _essay(self, request: HttpRequest, public_id: str) -> Essay:
        essay = get_object_or_404(Essay.objects.select_related(*JOINED), public_id=public_id)
        self.rule.check(request.user, essay)
        return essay

    def _page(
        self,
        request: HttpRequest,
        essay: Essay,
        form: BlackoutForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        last = essay.revisions.select_related("blackout").order_by("-number")[0]
        kept = getattr(last, "blackout", None)
        places = [(last.title, kept.title), (last.text, kept.text)] if kept else []
        words = {text[start:end]: None for text, found in places for start, end in found}
        seen = shown(last, essay)
        context = {
            "essay": essay,
            "task": essay.task,
            "shown": seen,
            "paragraphs": paragraphs(seen.text),
            "form": form or BlackoutForm(initial={"words": "\n".join(words)}),
        }
        return render(request, "essays/blackout.html", context, status=status)
