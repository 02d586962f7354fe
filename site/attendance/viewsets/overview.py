"""The first page of attendance: the counters of today, and the activities of these weeks."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from attendance import windows
from attendance.enums import RECORD
from attendance.models import Attendance
from attendance.roster import with_figures
from attendance.rules import follow_attendance
from attendance.viewsets.base import Screen
from events.enums import OfferingState
from events.models import Offering, Session
from events.titles import with_titles
from publishing import dates

EVERY = 20  # seconds between two looks while check-in is open somewhere
BACK, AHEAD = timedelta(days=90), timedelta(days=30)
MOST = 100


class Overview(Screen):
    """`/admin/attendance/`."""

    template_name = "admin/attendance/overview.html"
    page_title = RECORD
    model = Attendance

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page is the first of them."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("attendance:index"), "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sessions of today, offerings of these weeks. Three statements."""
        offerings = follow_attendance.visible(self.request.user)  # type: ignore[misc]
        held = offerings.exclude(state__in=[OfferingState.DRAFT, OfferingState.CANCELLED])
        today = Session.objects.holding().on_day(dates.today())
        of_today = with_titles(with_figures(today.filter(offering__in=held)), "offering__page")
        return super().get_context_data(**kwargs) | {
            "now": list(of_today.order_by("starts_at", "pk")),
            "offerings": self._offerings(held),
        }

    def _offerings(self, held: Any) -> list[Offering]:
        now = timezone.now()
        near = held.with_figures().filter(starts_at__lt=now + AHEAD, ends_at__gte=now - BACK)
        counted = Count("sessions", filter=Q(sessions__cancelled_at=None))
        rows = near.annotate(session_count=counted).select_related("page", "lead_unit")
        rows = with_titles(rows)
        return list(rows.order_by("-starts_at", "-pk")[:MOST])

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """While check-in is open the page loads itself again, without any script."""
        answer: HttpResponse = super().render_to_response(context, **kwargs)
        at = timezone.now()
        if any(windows.opens_at(one) <= at <= one.ends_at for one in context["now"]):
            answer["Refresh"] = str(EVERY)
        return answer
