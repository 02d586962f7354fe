"""Leave on the phone: asking, one's own, one's unit's, and the page on which it is decided."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from attendance import spans
from attendance.absence_outcomes import LeaveOutcome
from attendance.absence_rules import own_leave, see_reason, unit_leave
from attendance.actions import ask_leave
from attendance.leave_forms import LeaveForm
from attendance.leave_listing import lines_of
from attendance.models import LeaveRequest
from events.models import Offering, Session
from kernel.outcomes import Result
from kernel.rules import signed_in, states
from media.responses import private
from publishing.refusals import refuse
from registration.models import Registration
from registration.rules import open_offering
from registration.wording import title_of

PAGE = 30


@states(signed_in)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/o/<id>/leave/`: kind, from, until, reason, evidence; `?session=` chooses one session."""
    offering: Offering = get_object_or_404(
        open_offering.visible(request.user).select_related("page", "lead_unit"),
        public_id=public_id,
    )
    row = Registration.objects.of(request.user).filter(offering=offering).first()
    sessions = list(_ahead(offering))
    posted = request.method == "POST"
    refusal = _impossible(row, sessions)
    if refusal and not posted:
        messages.error(request, refusal.message)
        return redirect(offering)
    form = LeaveForm(
        request.POST if posted else None,
        request.FILES or None,
        sessions=sessions,
        initial=_chosen(request, sessions),
    )
    if refusal:
        refuse(form, refusal)
    elif posted and form.is_valid():
        result = ask_leave(by=request.user, registration=row, **form.values())
        if result.ok:
            messages.success(request, result.message)
            return redirect("leave", result.record.public_id)
        refuse(form, result)
    title = title_of(offering)
    context = {
        "page": None,
        "title": title,
        "form": form,
        "offering": offering,
        "crumbs": [{"title": title, "url": offering.get_absolute_url()}],
    }
    return render(request, "attendance/leave/ask.html", context)


def _impossible(row: Registration | None, sessions: list[Session]) -> Result | None:
    if row is None or not row.is_confirmed:
        return Result(LeaveOutcome.NO_PLACE)
    return None if sessions else Result(LeaveOutcome.OVER)


def _ahead(offering: Offering) -> Any:
    rows = Session.objects.filter(offering=offering, ends_at__gt=timezone.now()).holding()
    return rows.order_by("starts_at", "pk")


def _chosen(request: HttpRequest, sessions: list[Session]) -> dict[str, str]:
    """The session from which the reader came, else the next one."""
    if not sessions:
        return {}
    asked = request.GET.get("session", "")
    session = next((one for one in sessions if one.public_id == asked), sessions[0])
    value = spans.value_of(session, sessions)
    return {"first": value, "last": value}


@states(own_leave)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """`/me/leave/`: every leave of mine, the latest first."""
    rows = own_leave.visible(request.user).with_office().with_everything()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": None, "leaves": page, "items": lines_of(page, named=False)}
    return render(request, "attendance/leave/mine.html", context)


@states(unit_leave)
@never_cache
@require_safe
def of_unit(request: HttpRequest) -> HttpResponse:
    """`/unit/leave/`: the leave of the people of my units, the latest first."""
    unit_leave.check(request.user)
    rows = unit_leave.visible(request.user).with_office().with_everything()
    ordered = rows.order_by("-starts_at", "-pk")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    context = {"page": None, "leaves": page, "items": lines_of(page, named=True)}
    return render(request, "attendance/leave/unit.html", context)


@states(see_reason)
@never_cache
@require_safe
def evidence(request: HttpRequest, public_id: str) -> HttpResponse | FileResponse:
    """`/leave/<id>/evidence/`: the file, for the person and those who decide."""
    rows = LeaveRequest.objects.with_everything()
    leave = get_object_or_404(rows, public_id=public_id)
    see_reason.check(request.user, leave)
    if not leave.evidence:
        raise Http404
    return private(leave.evidence, name=leave.evidence_name)
