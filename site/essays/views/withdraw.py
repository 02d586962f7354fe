"""The author takes an essay back: asked once, then done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from essays import actions, rules
from essays.models import Essay


@method_decorator(never_cache, name="dispatch")
class WithdrawEssayView(View):
    """`/me/essays/<id>/withdraw/`: what it means, and the button."""

    rule = rules.write_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The question; back to the essay where there is nothing to withdraw."""
        essay = self._own(request, public_id)
        if not essay.is_waiting:
            return redirect(essay)
        return render(request, "essays/withdraw.html", {"essay": essay, "task": essay.task})

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take it back, and go to the text."""
        essay = self._own(request, public_id)
        result = actions.withdraw(by=request.user, essay=essay)
        (messages.success if result.ok else messages.warning)(request, result.message)
        return redirect(essay)

    def _own(self, request: HttpRequest, public_id: str) -> Essay:
        essays = Essay.objects.select_related("task__offering__page")
        essay = get_object_or_404(essays, public_id=public_id)
        self.rule.check(request.user, essay)
        return essay
