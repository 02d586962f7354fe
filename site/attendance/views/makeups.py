"""Making up a missed session: where, the guest's place, and the guest at the desk."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from attendance.absence_enums import MakeUpState
from attendance.absence_rules import decide_makeup as may_decide
from attendance.absence_rules import see_makeup
from attendance.actions import (
    ask_makeup,
    decide_makeup,
    mark_guest,
    undo_guest,
    withdraw_makeup,
)
from attendance.guests import equal_sessions, free_places, proposals
from attendance.makeup_forms import GuestForm, GuestReasonForm
from attendance.models import MakeUp
from attendance.rules import own_mark
from attendance.views.desk import SessionDesk
from kernel.outcomes import Result
from kernel.rules import states
from publishing import dates
from publishing.languages import text
from publishing.refusals import refuse
from registration.wording import place_of, title_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@states(own_mark)
@never_cache
@read_or_write
def make_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/c/<session>/make-up/`: equal sessions with a free place; POST asks for one of them."""
    own = own_mark.visible(request.user).select_related("session__offering__page", "registration")
    mark: Any = get_object_or_404(own, session__public_id=public_id)
    if request.method == "POST":
        wanted = equal_sessions(mark).with_places()
        asked = request.POST.get("session", "").replace("\x00", "")[:12]
        chosen = get_object_or_404(wanted, public_id=asked)
        result = ask_makeup(by=request.user, attendance=mark, session=chosen)
        say = messages.success if result.ok else messages.error
        say(request, result.message)
        if result.ok:
            return redirect("makeup", result.record.public_id)
    found = proposals(mark)
    free = free_places(found)
    title = text(mark.session, "title")
    context = {
        "page": None,
        "title": title,
        "mark": mark,
        "places": [_place(session, free[session.pk]) for session in found],
        "back": reverse("my-mark", args=[public_id]),
        "crumbs": [{"title": title, "url": reverse("my-mark", args=[public_id])}],
    }
    return render(request, "attendance/makeups/make_up.html", context)


def _place(session: Any, free: int) -> dict[str, Any]:
    """One session as the page shows it."""
    return {
        "session": session,
        "title": text(session, "title"),
        "of": title_of(session.offering),
        "when": dates.when(session.starts_at, session.ends_at),
        "place": place_of(session),
        "free": free,
    }


@states(see_makeup)
@never_cache
@read_or_write
def makeup_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/makeups/<id>/`: both sessions; POST agrees, refuses or gives the place back, by `do`."""
    makeup: Any = get_object_or_404(MakeUp.objects.with_everything(), public_id=public_id)
    see_makeup.check(request.user, makeup)
    posted = request.method == "POST"
    decides = posted and request.POST.get("do") != "withdraw"
    form = GuestReasonForm(request.POST if decides else None)
    if posted and (result := _act(request, makeup, form)) is not None:
        if result.ok and not _decided_otherwise(makeup, form):
            messages.success(request, result.message)
            return redirect("makeup", public_id)
        if form.is_bound:
            refuse(form, result)
        else:
            messages.error(request, result.message)
    return render(request, "attendance/makeups/makeup.html", _page(request, makeup, form))


def _decided_otherwise(makeup: Any, form: Any) -> bool:
    """Whether somebody was faster than whoever wrote this reason."""
    if not form.is_bound or makeup.state == MakeUpState.ASKED:
        return False
    return form.cleaned_data["reason"].strip() not in ("", makeup.reason)


def _act(request: HttpRequest, makeup: Any, form: Any) -> Result | None:
    person: Any = request.user
    word = request.POST.get("do", "")
    if word == "withdraw":
        own_mark.check(person, makeup.makeup_for)
        return withdraw_makeup(by=person, makeup=makeup)
    if word not in ("agree", "refuse") or not form.is_valid():
        return None
    may_decide.check(person, makeup)
    return decide_makeup(by=person, makeup=makeup, agree=word == "agree", **form.cleaned_data)


def _page(request: HttpRequest, makeup: Any, form: Any) -> dict[str, Any]:
    session, missed = makeup.session, makeup.makeup_for.session
    unit = makeup.makeup_for.registration.unit
    is_open = makeup.state in (MakeUpState.ASKED, MakeUpState.AGREED)
    facts = [
        (_("Participant"), makeup.person.name),
        (_("Unit"), text(unit, "name") if unit else ""),
        (_("Session missed"), text(missed, "title")),
        (_("Missed on"), dates.when(missed.starts_at, missed.ends_at)),
        (_("Made up at"), title_of(session.offering)),
        (_("Time"), dates.when(session.starts_at, session.ends_at)),
        (_("Where"), place_of(session)),
        (_("Reason"), makeup.reason),
    ]
    asked = makeup.state == MakeUpState.ASKED or form.is_bound  # a late reason is not lost
    return {
        "page": None,
        "makeup": makeup,
        "title": text(session, "title"),
        "facts": [{"term": term, "value": value} for term, value in facts if value],
        "form": form if asked and may_decide.allows(request.user, makeup) else None,
        "can_withdraw": is_open and makeup.person == request.user,
        "crumbs": [
            {"title": title_of(session.offering), "url": session.offering.get_absolute_url()}
        ],
    }


class Guest(SessionDesk):
    """`/desk/s/<id>/guest/`: an expected guest came, or did not after all."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Answer like a mark does."""
        form = GuestForm(request.POST)
        if not form.is_valid():
            raise Http404
        rows = MakeUp.objects.filter(session=self.door)
        makeup: Any = get_object_or_404(rows, public_id=form.cleaned_data["guest"])
        act = undo_guest if form.cleaned_data["do"] == "undo" else mark_guest
        return self.answer(request, act(by=request.user, makeup=makeup))
