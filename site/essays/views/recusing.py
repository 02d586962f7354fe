"""What a reviewer leaves to others: one essay, or the essays of a unit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import View

from essays import actions, rules
from essays.models import Essay, Recusal
from essays.review_forms import RecuseForm, RecuseUnitForm
from essays.views.review import to_next
from essays.views.unsent import keeps_words, unsent
from kernel.rules import states


@states(rules.review_essay)
@never_cache
@require_POST
@keeps_words
def recuse_from(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/review/<id>/recuse/`: leave this essay to others, and go on with the next."""
    essay = get_object_or_404(Essay.objects.select_related("task__offering"), public_id=public_id)
    form = RecuseForm(request.POST)
    if not form.is_valid():
        readable = rules.review_essay.allows(request.user, essay)
        url = reverse("review-essay", args=[essay.public_id]) if readable else ""
        return unsent(request, str(form.errors["reason"][0]), url=url, status=422)
    reason = form.cleaned_data["reason"]
    result = actions.recuse(by=request.user, essay=essay, reviewer=request.user, reason=reason)
    (messages.success if result.ok else messages.warning)(request, result.message)
    return to_next(request, essay)


@method_decorator(never_cache, name="dispatch")
class RecusalsView(View):
    """`/review/recusals/`: the units whose essays one leaves to others."""

    rule = rules.review_essay

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those noted, and one more."""
        return self._page(request, RecuseUnitForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Note one more."""
        form = RecuseUnitForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, 422)
        data = form.cleaned_data
        said = {"unit": data["unit"], "reason": data["reason"]}
        result = actions.recuse_unit(by=request.user, reviewer=request.user, **said)
        if not result.ok:
            form.add_error("unit", result.message)
            return self._page(request, form, 422)
        messages.success(request, result.message)
        return redirect("review-recusals")

    def _page(self, request: HttpRequest, form: RecuseUnitForm, status: int = 200) -> HttpResponse:
        own = Recusal.objects.filter(reviewer=request.user.pk)
        context = {
            "form": form,
            "units": own.filter(unit__isnull=False).select_related("unit").order_by("pk"),
            "essays": own.filter(essay__isnull=False).count(),
            "person": request.user,
        }
        return render(request, "essays/recusals.html", context, status=status)


@states(rules.own_recusals)
@never_cache
@require_POST
def lift_recusal(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/review/recusals/<id>/lift/`: take back what one has noted oneself."""
    recusal = Recusal.objects.filter(public_id=public_id).first()
    if recusal is None:  # pressed twice
        return redirect("review-recusals")
    rules.own_recusals.check(request.user, recusal)
    result = actions.lift_recusal(by=request.user, recusal=recusal)
    messages.success(request, result.message)
    if recusal.reviewer_id == request.user.pk:
        return redirect("review-recusals")
    return redirect("review-tasks")
