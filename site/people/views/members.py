"""`/unit/members/<id>/`: one person's place in a unit, and what the liaison does about it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.outcomes import Result
from kernel.rules import states
from people import actions
from people.enums import Role
from people.joining_forms import HeirForm, LastDayForm, PassOnForm, PostForm
from people.models import Membership
from people.rules import keep_people, may_hand_over, roles_kept_by, see_member


@states(see_member)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, public_id: str) -> HttpResponse:
    """Facts and acts; POST `do` is one of the acts that stand there."""
    found = Membership.objects.select_related("user", "unit")
    membership = get_object_or_404(found, public_id=public_id)
    see_member.check(request.user, membership)
    form_of = acts_of(request.user, membership)
    chosen = request.POST.get("do", "")
    if request.method == "POST":
        keep_people.check(request.user, membership.unit)
        if chosen in form_of:
            form = form_of[chosen](request.POST)
            if form.is_valid():
                result = _act(request.user, membership, chosen, form.cleaned_data)
                (messages.success if result.ok else messages.error)(request, result.message)
                if chosen == "hand-over" and membership.user == request.user:
                    return redirect("me-units")  # the list is another's now
                return redirect("unit-people", membership.unit.public_id)
            return _show(request, membership, form_of, {chosen: form})
        return redirect("unit-member", public_id)
    return _show(request, membership, form_of, {})


def acts_of(person: Any, membership: Membership) -> dict[str, Callable[..., forms.Form]]:
    """The acts that `person` may do to a membership now, each with its form."""
    if not keep_people.allows(person, membership.unit) or is_over(membership):
        return {}
    found: dict[str, Callable[..., forms.Form]] = {}
    initial = {"post": membership.post, "rank": membership.rank}
    found["edit"] = lambda data=None: PostForm(data, initial=initial, auto_id="edit-%s")
    if membership.role == Role.LIAISON and may_hand_over(person, membership):
        found["hand-over"] = lambda data=None: HeirForm(
            data, membership=membership, auto_id="heir-%s"
        )
    if membership.role in roles_kept_by(person, membership.unit):
        if membership.role == Role.MEMBER:
            found["pass-on"] = lambda data=None: PassOnForm(data, auto_id="pass-%s")
        if membership.until_on is None:
            found["end"] = lambda data=None: LastDayForm(data, auto_id="end-%s")
    return found


def is_over(membership: Membership) -> bool:
    """Whether its last day has passed."""
    return membership.until_on is not None and membership.until_on < timezone.localdate()


def _act(person: Any, membership: Membership, do: str, values: dict[str, Any]) -> Result:
    if do == "edit":
        return actions.edit_membership(by=person, membership=membership, **values)
    if do == "hand-over":
        return actions.hand_over_liaison(by=person, membership=membership, **values)
    if do == "end":
        return actions.end_membership(by=person, membership=membership, **values)
    return actions.ask_to_join(by=person, person=membership.user, leaving=membership.unit, **values)


def _show(
    request: HttpRequest, membership: Membership, form_of: Any, filled: dict[str, forms.Form]
) -> HttpResponse:
    own = Membership.objects.filter(user=membership.user, unit=membership.unit)
    acts = {name: filled.get(name) or make() for name, make in form_of.items()}
    context = {
        "page": None,
        "membership": membership,
        "history": own.order_by("-since_on", "-pk"),
        "edit": acts.get("edit"),
        "hand_over": acts.get("hand-over"),
        "pass_on": acts.get("pass-on"),
        "end": acts.get("end"),
    }
    return render(request, "people/member.html", context)
