"""Offerings in the back office: list, look, make, change, and what can be done to them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets.button import Button, HeaderButton

from events import actions
from events.additions import additions, buttons_by_word
from events.admission import waiting_list_of, ways_in
from events.conflicts import conflicts_of_sessions
from events.forms import OfferingForm, main_page
from events.lineups import with_lineups
from events.models import EventPage, Offering, SeatPosting
from events.outcomes import EventOutcome
from events.routing import routes_of
from events.rules import follow_offering, manage_offering
from events.shown_forms import OfferingShownForm
from events.tables import TIMETABLE
from events.viewsets.acts import ACTS, OfferingAct
from events.viewsets.files import (
    SpeakerLetters,
    StopsWorkbook,
    TimetablePaper,
    TimetableWorkbook,
    VenueLetters,
)
from events.viewsets.judging import JUDGED
from events.viewsets.listing import OfferingListing, availability_of
from events.viewsets.meanwhile import TellsMeanwhile
from events.viewsets.year import YearView
from kernel.models import AuditRow
from kernel.outcomes import Result
from publishing import dates
from publishing.backoffice.forms import RecordCreate, RecordEdit, RecordInspect, act_buttons
from publishing.backoffice.listing import RecordViewSet
from publishing.languages import named, one_by_one, text

# Name in the address, view, button.
FILES = (
    ("timetable.xlsx", TimetableWorkbook, _("Timetable as XLSX"), "download"),
    ("timetable.pdf", TimetablePaper, _("Timetable on paper"), "doc-full"),
    ("speaker-letters.pdf", SpeakerLetters, _("Letters to speakers"), "mail"),
    ("venue-letters.pdf", VenueLetters, _("Letters to venues"), "mail"),
)
# How far back the page of an offering tells its history.
HISTORY = 30


def key_of_file(name: str) -> str:
    """The name of a file's address."""
    return name.replace(".", "_").replace("-", "_")


class OfferingCreate(RecordCreate):
    """A new holding of an event, as a draft."""

    model = Offering
    form_class = OfferingForm
    page_title = _("New offering")

    def get_initial(self) -> dict[str, Any]:
        """The page from which one came."""
        return {"page": main_page(self.request.GET.get("page"))}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Events; courses have cohorts."""
        return super().get_form_kwargs() | {"page_types": (EventPage,)}

    def act(self, form: Any) -> Result:
        """Save the draft."""
        return actions.create_offering(by=self.request.user, **form.values())


class OfferingEdit(TellsMeanwhile, RecordEdit):
    """What an offering says of itself, and its window."""

    model = Offering
    row_rule = manage_offering
    form_class = OfferingShownForm
    template_name = "admin/events/offering_form.html"

    def prepare(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The title is the page's."""
        return rows.select_related("page", "lead_unit")

    def act(self, form: Any) -> Result:
        """Texts and window, each by its action; what comes first is told when both changed."""
        common = {"by": self.request.user, "offering": self.object}
        window = actions.change_window(**common, **form.window())
        if not window.ok:
            return window
        units = form.changes({"supporting_units": form.cleaned_data["supporting_units"]})
        edited = actions.edit_offering(**common, values=form.changes(form.texts()), **units)
        return window if edited.outcome is EventOutcome.UNCHANGED else edited


class OfferingInspect(RecordInspect):
    """Everything about an offering on one page, and what can be done to it."""

    model = Offering
    row_rule = follow_offering
    template_name = "admin/events/offering.html"
    page_title = _("Offering")

    def prepare(self, rows: Any) -> Any:
        """Figures of the rail."""
        rows = rows.with_figures().select_related("page", "lead_unit")
        for addition in additions():
            rows = addition.annotate(rows)
        return rows

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """List, offering."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Offerings")},
            {"url": "", "label": named(self.object)},
        ]

    @property
    def manages(self) -> bool:
        """Whether the person may change this one."""
        person = self.request.user
        return self.user_has_permission("change") and manage_offering.allows(person, self.object)

    @property
    def header_buttons(self) -> list[Any]:  # type: ignore[override]
        """The next step in sight."""
        if not self.manages:
            return []
        edit = reverse("offerings:edit", args=[self.object.pk])
        return [HeaderButton(_("Edit"), url=edit, icon_name="edit", priority=1)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, timetable, places, history."""
        offering = self.object
        person = self.request.user
        acts = act_buttons(ACTS, offering, "offerings:act") if self.manages else []
        return super().get_context_data(**kwargs) | {
            "manages": self.manages,
            "now": timezone.now(),
            "facts": [*self.get_facts(), *(f for a in additions() for f in a.facts(offering))],
            "links": buttons_by_word(person, offering, self.get_links()),
            "acts": acts,
            "sessions": self.get_sessions(),
            "routes": routes_of(offering),
            "pools": offering.pools.select_related("unit").order_by("unit__path", "pk"),
            "postings": SeatPosting.objects.filter(pool__offering=offering)
            .select_related("pool__unit", "by")
            .order_by("-at")[:HISTORY],
            "history": AuditRow.objects.filter(
                target_type="events.offering", target_id=offering.public_id
            ).select_related("actor")[:HISTORY],
        }

    def get_sessions(self) -> list[Any]:
        """The timetable, with what stands against each that is ahead."""
        rows = self.object.sessions.select_related("venue", "teaching_point", "speaker")
        sessions: list[Any] = with_lineups(self.object, rows.prefetch_related("bookings"))
        found = conflicts_of_sessions([session.pk for session in sessions])
        for session in sessions:
            session.conflicts = found.get(session.pk, ())
        return sessions

    def get_links(self) -> list[Any]:
        """Where the public reads of it; its timetable and letters to take away."""
        links = [
            Button(
                label,
                url=reverse(f"offerings:{key_of_file(name)}", args=[self.object.pk]),
                icon_name=icon,
                priority=place,
            )
            for place, (name, _view, label, icon) in enumerate(FILES, start=60)
        ]
        if self.manages and self.request.user.has_perm("publishing.add_sheetimport"):
            start = reverse("imports:start", args=[f"{TIMETABLE}-{self.object.public_id}"])
            links.append(Button(_("Import the timetable"), url=start, icon_name="upload"))
        if self.object.state != "draft":
            public = f"/o/{self.object.public_id}/"
            links.append(Button(_("Public page"), url=public, icon_name="view"))
        return links

    def get_facts(self) -> list[tuple[Any, Any]]:
        """What stands beside the title."""
        offering = self.object
        window = f"{dates.instant(offering.opens_at)} – {dates.instant(offering.closes_at)}"
        units = one_by_one(named(unit) for unit in offering.supporting_units.all())
        return [
            (_("State"), offering.get_state_display()),
            (_("For visitors"), availability_of(offering)),
            (_("Registration"), window),
            (_("Places taken"), f"{offering.taken} / {offering.capacity}"),
            (_("Lead unit"), text(offering.lead_unit, "name")),
            (_("Supporting units"), units),
            (_("Speaker team"), offering.team or ""),
            (_("Host"), text(offering, "host")),
            (_("For whom"), text(offering, "audience")),
            (_("Contact mailbox"), offering.contact),
            (_("Ways in"), "、".join(map(str, ways_in(offering)))),
            (_("Companions"), offering.companions_max or ""),
            (_("Fewest participants"), offering.minimum or ""),
            (
                _("With fewer participants"),
                offering.get_below_minimum_display() if offering.minimum else "",
            ),
            (pgettext_lazy("those who wait", "Waiting list"), waiting_list_of(offering)),
            (_("Credit hours"), offering.hours or ""),
        ]


class OfferingViewSet(RecordViewSet):
    """`/admin/offerings/`."""

    model = Offering
    name = "offerings"
    icon = "calendar-alt"
    menu_label = _("Offerings")
    menu_hook = "register_register_menu_item"
    menu_order = 1
    list_per_page = JUDGED
    index_view_class = OfferingListing
    add_view_class = OfferingCreate
    edit_view_class = OfferingEdit
    inspect_view_class = OfferingInspect

    @property
    def act_view(self) -> Any:
        """One page for each act."""
        return self.construct_view(OfferingAct)

    def get_urlpatterns(self) -> list[Any]:
        """With an address for each file and each act."""
        return [
            *super().get_urlpatterns(),
            path("year/", self.construct_view(YearView), name="year"),
            path("stops.xlsx", self.construct_view(StopsWorkbook), name="stops_xlsx"),
            *(
                path(f"<int:pk>/{name}", self.construct_view(view), name=key_of_file(name))
                for name, view, _label, _icon in FILES
            ),
            path("<int:pk>/<slug:verb>/", self.act_view, name="act"),
        ]
