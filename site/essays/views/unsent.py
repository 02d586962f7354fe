"""What was written about an essay and can no longer be sent: shown once more, to be copied.

The page is made of the request alone: nothing of the essay stands on it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from essays import rules
from essays.forms import CommentForm, ReasonsField, VerdictForm
from essays.models import names_of_reasons
from essays.review_forms import AdviceForm, BlackoutForm, RecuseForm
from essays.views.limits import answers_too_long
from essays.views.queueing import query_of
from kernel.rules import Forbidden

NOT_YOURS = _(
    "This essay does not wait for you any more: its author took it back, or somebody else has it. "
    "Go on with the next one."
)
# Where something is written, and by which form; DecisionForm names its words as VerdictForm does.
FIELDS: dict[str, Any] = {
    "comment": VerdictForm,
    "note": AdviceForm,
    "quote": CommentForm,
    "text": CommentForm,
    "reason": RecuseForm,
    "words": BlackoutForm,
}


def keeps_words(view: Callable[..., Any]) -> Callable[..., Any]:
    """Answer a form that the rule refuses by now with what was written, under the same status.

    Also where the role itself has ended, which is seen before the view runs.
    """

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = view(request, *args, **kwargs)
        except Forbidden as refused:
            return _refused(request, refused, NOT_YOURS)
        return answer

    run.refused = answers_too_long(_refused)  # type: ignore[attr-defined]
    return run


def _refused(request: HttpRequest, refused: Forbidden, message: str | Promise = "") -> HttpResponse:
    if not request.POST:  # an address somebody tries: no form of ours sends nothing
        raise refused
    message = str(message or refused.reason)
    return unsent(request, message, who=str(refused.who_can_help), status=403)


def unsent(
    request: HttpRequest, message: str, *, who: str = "", url: str = "", status: int = 409
) -> HttpResponse:
    """Why nothing was sent and what to do, with what was written. `url`: the essay, if readable."""
    context = {
        "message": message,
        "who": who,
        "written": written(request),
        "url": url,
        "on": _goes_on(request),
    }
    return render(request, "essays/unsent.html", context, status=status)


def _goes_on(request: HttpRequest) -> tuple[str, str]:
    """Label and address of what is left to the reader."""
    if rules.review_essay.allows(request.user):
        return gettext("Queue"), reverse("review") + query_of(request)
    if rules.direct_review.allows(request.user):
        return gettext("Direct reviews"), reverse("review-tasks")
    return gettext("To my page"), reverse("me")


def written(request: HttpRequest) -> list[tuple[Any, str]]:
    """Labels and words of the request, with the reasons that were ticked and the points given."""
    data = request.POST
    lines = [(form.base_fields[name].label, data.get(name, "")) for name, form in FIELDS.items()]
    between = pgettext("between names", ", ")
    points = [data[name] for name in data if name.startswith("points-")]
    lines.append((gettext("Score sheet"), between.join(one for one in points if one.strip())))
    lines.append((gettext("Reasons"), between.join(_ticked(data.getlist("reasons")))))
    return [(label, text.replace("\0", "")) for label, text in lines if text.strip()]


def _ticked(keys: list[str]) -> list[str]:
    try:
        return names_of_reasons(ReasonsField().clean(keys))
    except ValidationError:  # taken out of the list meanwhile
        return []
