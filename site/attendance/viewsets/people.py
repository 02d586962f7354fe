"""One person: the marks of one offering with their history, and what all offerings come to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from attendance.across import taken_by, total_of
from attendance.actions import roll_call
from attendance.enums import AttendanceStatus
from attendance.forms import CorrectionForm
from attendance.matrix import sessions_of
from attendance.models import Attendance, AttendanceChange
from attendance.rules import work_desk
from attendance.viewsets.base import Screen, way_to
from events.rules import follow_offering
from people.models import User
from registration.models import Registration
from registration.rules import follow_registrations


class OneView(Screen):
    """`/admin/attendance/one/<registration>/`: each session with its mark, history, correction."""

    template_name = "admin/attendance/one.html"
    model = Registration

    @cached_property
    def registration(self) -> Registration:
        """The registration of the address; 404 beyond one's reach."""
        rows = follow_registrations.visible(self.request.user)  # type: ignore[misc]
        rows = rows.select_related("person", "unit", "offering__page", "offering__lead_unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def sessions(self) -> list[Any]:
        """The sessions of its offering, as the matrix has them."""
        return sessions_of(self.registration.offering)

    def corrects(self) -> bool:
        """Whether the person may correct: who works at the desks of this offering."""
        if not self.sessions or not self.user_has_permission("change"):
            return False
        self.sessions[0].offering = self.registration.offering
        return work_desk.allows(self.request.user, self.sessions[0])

    def get_page_title(self) -> str:
        """The person."""
        return self.registration.person.name

    def get_page_subtitle(self) -> str:
        """The offering."""
        return str(self.registration.offering)

    def get_trail(self) -> list[tuple[str, Any]]:
        """The matrix."""
        return [way_to(self.registration.offering)]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Correct one mark: what was before stays in its history."""
        if not self.corrects():
            raise PermissionDenied
        form = CorrectionForm(request.POST, before=request.POST.get("seen", ""))
        session = form.is_valid() and self._session(form.cleaned_data["session"])
        if not session:
            raise Http404
        key = self.registration.public_id
        session.offering = self.registration.offering
        result = roll_call(
            by=request.user,
            session=session,
            statuses={key: form.cleaned_data["status"]},
            seen={key: form.cleaned_data["seen"]},
        )
        self._say(result)
        here = reverse("attendance:one", args=[self.registration.pk])
        return redirect(f"{here}#s-{session.public_id}")

    def _session(self, public_id: str) -> Any:
        return next((one for one in self.sessions if one.public_id == public_id), None)

    def _say(self, result: Any) -> None:
        if result.details.get("conflicts"):
            words = _("Meanwhile somebody else changed this mark. It was kept: look at it again.")
            messages.warning(self.request, words)
        elif result.details.get("skipped"):
            words = _("Only marks of people with a confirmed place are corrected here.")
            messages.warning(self.request, words)
        elif result.ok:
            messages.success(self.request, result.message)
        else:
            messages.error(self.request, result.message)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each session with its mark and what was before. Two statements more."""
        changes = AttendanceChange.objects.select_related("by", "site").order_by("at", "pk")
        marks = Attendance.objects.filter(registration=self.registration)
        known = {
            mark.session_id: mark
            for mark in marks.select_related("marked_by", "site").prefetch_related(
                Prefetch("changes", changes)
            )
        }
        lines = [
            (session, known.get(session.pk), _form(session, known.get(session.pk)))
            for session in self.sessions
        ]
        return super().get_context_data(**kwargs) | {
            "registration": self.registration,
            "lines": lines,
            "corrects": self.corrects() and self.registration.is_confirmed,
        }


def _form(session: Any, mark: Any) -> CorrectionForm:
    status = mark.status if mark else AttendanceStatus.UNRECORDED
    initial = {"session": session.public_id, "status": status, "seen": status}
    return CorrectionForm(initial=initial, before=status, auto_id=f"{session.public_id}-%s")


class PersonView(Screen):
    """`/admin/attendance/people/<person>/`: everything within reach that a person takes part in."""

    template_name = "admin/attendance/person.html"
    model = User

    @cached_property
    def person(self) -> User:
        """Whoever is registered for something within reach; 404 for anybody else."""
        rows = follow_registrations.visible(self.request.user)  # type: ignore[misc]
        reached = User.objects.filter(pk__in=rows.order_by().values("person"))
        return get_object_or_404(reached, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """The person."""
        return self.person.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each offering, and all together."""
        offerings = follow_offering.visible(self.request.user)  # type: ignore[misc]
        rows = Registration.objects.of(self.person).filter(offering__in=offerings)
        taken = taken_by(rows)
        return super().get_context_data(**kwargs) | {"taken": taken, "total": total_of(taken)}
