"""My marks of an offering, objecting to one, and the page on which an objection is answered."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from attendance import spans
from attendance.absence_enums import AppealState
from attendance.absence_rules import answer_objection as may_answer
from attendance.absence_rules import see_objection
from attendance.actions import answer_objection, object_to, withdraw_objection
from attendance.enums import AttendanceStatus
from attendance.models import Appeal, Attendance
from attendance.objection_forms import ObjectionAnswerForm, ObjectionForm
from attendance.rules import own_mark
from events.models import Offering, Session
from kernel.outcomes import Result
from kernel.rules import states
from media.responses import private
from publishing import dates
from publishing.languages import text
from publishing.refusals import refuse
from publishing.templatetags.components import in_its_language
from registration.rules import open_offering
from registration.wording import title_of

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@states(own_mark)
@never_cache
@require_safe
def my_marks(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/o/<id>/marks/`: what is noted about me at each session that has begun."""
    offering: Offering = get_object_or_404(
        open_offering.visible(request.user).select_related("page"), public_id=public_id
    )
    own = own_mark.visible(request.user).filter(session__offering=offering)
    marks = {mark.session_id: mark for mark in own}
    sessions = Session.objects.filter(offering=offering, starts_at__lte=timezone.now()).held()
    items = [_line(session, marks.get(session.pk)) for session in sessions]
    title = title_of(offering)
    context = {
        "page": None,
        "title": title,
        "items": items,
        "head": [{"label": label} for label in (_("Session"), _("Time"), _("Mark"))],
        "back": offering.get_absolute_url(),
        "crumbs": [{"title": title, "url": offering.get_absolute_url()}],
    }
    return render(request, "attendance/objections/marks.html", context)


def _line(session: Session, mark: Attendance | None) -> list[Any]:
    status = AttendanceStatus(mark.status if mark else AttendanceStatus.UNRECORDED).label
    name = in_its_language(text(session, "title"))
    url = reverse("my-mark", args=[session.public_id])
    return [
        {"value": name, "url": url} if mark else name,
        spans.in_cell(session.starts_at, session.ends_at),
        status,
    ]


@states(own_mark)
@never_cache
@read_or_write
def object_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/c/<session>/object/`: what is wrong with my mark, with a file if there is one."""
    own = own_mark.visible(request.user).select_related("session__offering__page")
    mark: Any = get_object_or_404(own, session__public_id=public_id)
    posted = request.method == "POST"
    form = ObjectionForm(request.POST if posted else None, request.FILES or None)
    if posted and form.is_valid():
        result = object_to(by=request.user, attendance=mark, **form.cleaned_data)
        if result.ok:
            messages.success(request, result.message)
            found = result.record or mark.appeals.open().get()
            return redirect("objection", found.public_id)
        refuse(form, result)
    title = text(mark.session, "title")
    context = {
        "page": None,
        "title": title,
        "mark": mark,
        "form": form,
        "back": reverse("my-mark", args=[mark.session.public_id]),
        "crumbs": [{"title": title, "url": reverse("my-mark", args=[public_id])}],
    }
    return render(request, "attendance/objections/object.html", context)


@states(see_objection)
@never_cache
@read_or_write
def objection(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/objections/<id>/`: what both read; POST grants, rejects or withdraws, by `do`."""
    appeal: Any = get_object_or_404(Appeal.objects.with_everything(), public_id=public_id)
    see_objection.check(request.user, appeal)
    posted = request.method == "POST"
    word = request.POST.get("do", "")
    form = ObjectionAnswerForm(request.POST if posted and word != "withdraw" else None)
    if posted and (result := _act(request, appeal, word, form)) is not None:
        if result.ok and not _answered_otherwise(appeal, form):
            messages.success(request, result.message)
            return redirect("objection", public_id)
        if form.is_bound:
            refuse(form, result)
        else:
            messages.error(request, result.message)
    return render(request, "attendance/objections/objection.html", _page(request, appeal, form))


def _answered_otherwise(appeal: Any, form: Any) -> bool:
    """Whether somebody was faster than whoever wrote this answer."""
    if not form.is_bound or appeal.state == AppealState.FILED:
        return False
    return bool(appeal.answer != form.cleaned_data["answer"].strip())


def _act(request: HttpRequest, appeal: Any, word: str, form: Any) -> Result | None:
    person: Any = request.user
    if word == "withdraw":
        own_mark.check(person, appeal.attendance)
        return withdraw_objection(by=person, appeal=appeal)
    if word not in ("grant", "reject"):
        return None
    may_answer.check(person, appeal)
    if not form.is_valid():
        return None
    values = form.cleaned_data
    return answer_objection(by=person, appeal=appeal, grant=word == "grant", **values)


def _page(request: HttpRequest, appeal: Any, form: Any) -> dict[str, Any]:
    mark, session = appeal.attendance, appeal.attendance.session
    is_open = appeal.state == AppealState.FILED
    is_own = appeal.person == request.user
    facts = [
        (_("Participant"), appeal.person.name),
        (_("Session"), text(session, "title")),
        (_("Time"), dates.when(session.starts_at, session.ends_at)),
        (_("Status objected to"), appeal.get_status_then_display()),
        (pgettext("objection", "What is wrong"), appeal.reason),
        (pgettext("to an objection", "Answer"), appeal.answer),
        (_("The mark says now"), mark.get_status_display()),
    ]
    title = title_of(session.offering)
    is_answering = is_open or form.is_bound  # words that came too late are not lost
    return {
        "page": None,
        "appeal": appeal,
        "title": title,
        "facts": [{"term": term, "value": value} for term, value in facts if value],
        "form": form if is_answering and may_answer.allows(request.user, appeal) else None,
        "can_withdraw": is_open and is_own,
        "head": [{"label": label} for label in (_("When"), _("Status"), _("Marked by"), _("Who"))],
        "changes": [
            [
                dates.instant(change.at),
                AttendanceStatus(change.to_status).label,
                change.get_method_display(),
                in_its_language(change.by.name) if change.by else "–",
            ]
            for change in mark.changes.select_related("by").order_by("at", "pk")
        ],
        "crumbs": [{"title": title, "url": session.offering.get_absolute_url()}],
    }


@states(see_objection)
@never_cache
@require_safe
def evidence(request: HttpRequest, public_id: str) -> HttpResponse | FileResponse:
    """`/objections/<id>/evidence/`: the file, for the person and those who answer."""
    appeal: Any = get_object_or_404(Appeal.objects.with_everything(), public_id=public_id)
    see_objection.check(request.user, appeal)
    if not appeal.evidence:
        raise Http404
    return private(appeal.evidence, name=appeal.evidence_name)
