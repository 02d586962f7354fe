"""Leave in the back office: who is away from what, what awaits whom, and an offering's terms."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance import spans
from attendance.absence_enums import LeaveState
from attendance.absence_rules import follow_leave
from attendance.leave_filters import LeaveFilters
from attendance.leave_listing import state_in_words
from attendance.models import LeaveRequest
from attendance.viewsets.leave_terms import LeaveTermsAct
from events.models import Offering
from events.titles import entitled, with_titles
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.listing import RecordListing, RecordViewSet


class LeaveListing(RecordListing):
    """Who, from what, when, and whose decision comes next; the title leads to the decision."""

    model = LeaveRequest
    row_rule = follow_leave
    filterset_class = LeaveFilters
    template_name = "admin/bulk_listing.html"
    bulk_type = "leaverequest"
    search_fields = [
        "registration__person__name_key",
        "registration__unit__name",
        "registration__offering__label",
        "registration__offering__page__title",
    ]
    default_ordering = ("-starts_at", "-pk")
    title_label = _("Participant")
    page_title = pgettext_lazy("from a session", "Leave")
    verbose_name_plural = _("leave requests")

    def prepare(self, rows: Any) -> Any:
        """Everything a row shows."""
        return with_titles(rows.with_office().with_everything(), "registration__offering__page")

    def title_of(self, row: LeaveRequest) -> str:
        """The person."""
        return row.person.name

    def get_title_url(self, row: LeaveRequest) -> str:
        """The page of the leave, where it is decided on a phone as well."""
        return reverse("leave", args=[row.public_id])

    def get_cells(self) -> list[Any]:
        """What an organiser asks first."""
        return [
            Cell("unit", _("Unit"), lambda row: row.registration.unit),
            Cell("offering", _("Offering"), lambda row: entitled(row, row.offering)),
            Cell("kind", _("Kind of leave"), lambda row: row.get_kind_display()),
            Cell(
                "time",
                _("Time"),
                lambda row: spans.in_words(row.starts_at, row.ends_at),
                sort_key="starts_at",
            ),
            StateCell(
                "state",
                _("State"),
                state_in_words,
                primary=lambda row: row.state == LeaveState.PENDING or row.is_not_returned,
            ),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Whether ticking leads anywhere."""
        may = self.user_has_permission("change")
        return super().get_context_data(*args, **kwargs) | {"can_decide": may}


class LeaveViewSet(RecordViewSet):
    """`/admin/leave/`."""

    model = LeaveRequest
    name = "leave"
    icon = "calendar-alt"
    menu_label = pgettext_lazy("from a session", "Leave")
    menu_hook = "register_attend_menu_item"
    menu_order = 20
    addresses = ("index", "index_results")
    index_view_class = LeaveListing

    def get_urlpatterns(self) -> list[Any]:
        """With what an organiser lays down and records for one offering."""
        terms = self.construct_view(LeaveTermsAct, model=Offering)
        return [
            *super().get_urlpatterns(),
            path("terms/<int:pk>/<slug:verb>/", terms, name="terms"),
        ]
