"""`/unit/members/<id>/`: one person's place in a unit, and what the liaison does about it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.outcomes import Result
from kernel.rules import states
from people import actions
from people.enums import Role
from people.joining_forms import HeirForm, LastDayForm, PassOnForm, PostForm
from people.models import Membership
from people.rules import keep_people, may_hand_over, roles_kept_by, see_member
from publishing.refusals import refuse

FORMS: dict[str, type[forms.Form]] = {
    "edit": PostForm,
    "hand-over": HeirForm,
    "pass-on": PassOnForm,
    "end": LastDayForm,
}
NOT_ANY_MORE = _(
    "This can no longer be done: the membership was changed or ended meanwhile. Look above at what "
    "holds now."
)


@states(see_member)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, public_id: str) -> HttpResponse:
    """Facts and acts; POST `do` is one of the acts that stand there."""
    found = Membership.objects.select_related("user", "unit")
    membership = get_object_or_404(found, public_id=public_id)
    see_member.check(request.user, membership)
    open_acts = acts_of(request.user, membership)
    chosen = request.POST.get("do", "")
    if request.method != "POST":
        return _show(request, membership, open_acts, {})
    keep_people.check(request.user, membership.unit)
    if chosen not in FORMS:
        return redirect("unit-member", public_id)
    form = form_for(chosen, membership, request.POST)
    if chosen not in open_acts:
        form.add_error(None, NOT_ANY_MORE)
    elif form.is_valid():
        result = _act(request.user, membership, chosen, form.cleaned_data)
        if result.ok:
            return _done(request, membership, chosen, result)
        refuse(form, result)
    return _show(request, membership, open_acts, {chosen: form})


def _done(request: HttpRequest, membership: Membership, act: str, result: Result) -> HttpResponse:
    messages.success(request, result.message)
    if act == "hand-over" and membership.user == request.user:
        return redirect("me-units")  # the list is another's now
    return redirect("unit-people", membership.unit.public_id)


def form_for(act: str, membership: Membership, data: Any = None) -> forms.Form:
    """The form of an act, filled in by what was sent, else by what holds."""
    form_class = FORMS[act]
    given: dict[str, Any] = {"auto_id": f"{act}-%s"}
    if form_class is PostForm:
        given["initial"] = {"post": membership.post, "rank": membership.rank}
    if form_class is HeirForm:
        given["membership"] = membership
    return form_class(data, **given)


def acts_of(person: Any, membership: Membership) -> list[str]:
    """The acts that `person` may do to a membership now."""
    if not keep_people.allows(person, membership.unit) or is_over(membership):
        return []
    found = ["edit"]
    if membership.role == Role.LIAISON and may_hand_over(person, membership):
        found.append("hand-over")
    if membership.role in roles_kept_by(person, membership.unit):
        if membership.role == Role.MEMBER:
            found.append("pass-on")
        if membership.until_on is None:
            found.append("end")
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
    request: HttpRequest, membership: Membership, open_acts: list[str], sent: dict[str, forms.Form]
) -> HttpResponse:
    own = Membership.objects.filter(user=membership.user, unit=membership.unit)
    acts = {name: form_for(name, membership) for name in open_acts} | sent
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
