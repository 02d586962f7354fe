"""Routes of visits and buses in the back office."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from events import actions
from events.models import Bus, Offering, Route, RouteBus
from events.rules import follow_routes, manage_offering, manage_routes
from events.shown_forms import RouteShownForm
from events.titles import entitled, with_titles
from events.viewsets.lookups import LookupListing, LookupViewSet, everybody_of
from events.viewsets.meanwhile import TellsMeanwhile
from events.visit_forms import RouteForm
from kernel.outcomes import Result
from publishing import dates
from publishing.backoffice.cells import Cell
from publishing.backoffice.forms import Act, ActView, RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import named, text

REMOVE = Act(
    "remove",
    _("Take the route away"),
    _(
        "Everybody registered is told, and its buses are free for others. The sessions stay as "
        "they are."
    ),
    actions.remove_route,
    "route",
    icon="bin",
    is_serious=True,
)


# How long a way out is taken to be until somebody says otherwise.
ON_THE_WAY = timedelta(minutes=30)


def _instant(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo and 2000 < found.year < 2999 else None


def _clock(moment: datetime) -> time:
    return timezone.localtime(moment).time()


class RouteListing(RecordListing):
    """Ways out and back, the next ones first."""

    model = Route
    row_rule = follow_routes
    search_fields = [
        "meeting_point",
        "offering__page__title",
        "offering__label",
        "buses__bus__plate",
    ]
    default_ordering = ("-meets_at", "-pk")
    title_label = _("Meeting point")
    page_title = _("Routes")

    def prepare(self, rows: Any) -> Any:
        """Everything a row shows."""
        rows = rows.select_related("offering__page").prefetch_related("buses__bus")
        rows = with_titles(rows, "offering__page")
        buses = RouteBus.objects.filter(route=OuterRef("pk")).order_by().values("route")
        return rows.annotate(people=Subquery(buses.annotate(sum=Sum("headcount")).values("sum")))

    def search_queryset(self, queryset: Any) -> Any:
        """A route once, however many of its buses match."""
        return super().search_queryset(queryset).distinct()

    def title_of(self, row: Route) -> str:
        """Where people meet."""
        return text(row, "meeting_point")

    def get_title_url(self, row: Route) -> str:
        """Routes are looked at with their offering."""
        return reverse("offerings:inspect", args=[row.offering_id])

    def get_cells(self) -> list[Any]:
        """When, of what, with which buses."""
        return [
            Cell("meets_at", _("Meets"), lambda r: r.meets_at, dates.when, sort_key="meets_at"),
            Cell("returns_at", _("Back"), lambda r: r.returns_at, dates.when),
            Cell("offering", _("Offering"), lambda r: entitled(r, r.offering)),
            Cell("buses", _("Buses"), lambda r: "、".join(str(row) for row in r.buses.all())),
            Cell("people", _("People planned"), lambda r: r.people),
        ]


class SavesRoute:
    """What making and changing a route have in common."""

    model = Route
    form_class = RouteForm
    template_name = "admin/events/route_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers the offering's sessions."""
        return super().get_form_kwargs() | {"offering": self.offering}  # type: ignore[misc, attr-defined]

    def get_next(self, result: Result) -> str:
        """Back to where one came from in the back office, else to the offering."""
        back: str = self.request.GET.get("next", "")  # type: ignore[attr-defined]
        if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            return back
        return reverse("offerings:inspect", args=[self.offering.pk])  # type: ignore[attr-defined]

    def session_asked(self) -> Any:
        """The session of the offering to which the way is to lead, if the address names one."""
        number = self.request.GET.get("session", "")  # type: ignore[attr-defined]
        held = self.offering.sessions.held()  # type: ignore[attr-defined]
        return held.filter(pk=number).first() if number.isdecimal() else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where to add a bus that is not known yet."""
        more = {"offering": self.offering, "new_bus": reverse("buses:add")}  # type: ignore[attr-defined]
        return super().get_context_data(**kwargs) | more  # type: ignore[misc]


class RouteCreate(SavesRoute, RecordCreate):
    """A new way: `?offering=` says of which offering."""

    page_title = _("New route")

    @cached_property
    def offering(self) -> Offering:
        """The offering of the address, if the person manages it; otherwise 404."""
        offerings = manage_offering.visible(self.request.user).select_related("page")  # type: ignore[misc]
        number = self.request.GET.get("offering", "")
        return get_object_or_404(offerings, pk=number if number.isdecimal() else 0)

    def get_page_subtitle(self) -> str:
        """The offering."""
        return named(self.offering)

    def get_add_url(self) -> str:
        """The form goes back to the same offering, knowing what it knew."""
        return f"{super().get_add_url()}?{self.request.GET.urlencode()}"

    def get_initial(self) -> dict[str, Any]:
        """Around the session or the span of the address, else around the first session."""
        session = self.session_asked()
        first = session or self.offering.sessions.held().order_by("starts_at").first()
        starts, ends = (first.starts_at, first.ends_at) if first else (None, None)
        asked = self.request.GET
        starts = _instant(asked.get("starts", "")) or starts
        ends = _instant(asked.get("ends", "")) or ends
        found = {"session": session, "meets_at": starts, "returns_at": ends}
        venue = asked.get("venue", "")
        if venue.isdecimal() and starts and ends:
            stop = {"venue": venue, "arrives": _clock(starts), "leaves": _clock(ends)}
            around = {"meets_at": starts - ON_THE_WAY, "returns_at": ends + ON_THE_WAY}
            found |= around | {"stops": [stop]}
        return {name: value for name, value in found.items() if value}

    def act(self, form: Any) -> Result:
        """Save it whole."""
        return actions.save_route(by=self.request.user, offering=self.offering, plan=form.plan())


class RouteEdit(SavesRoute, TellsMeanwhile, RecordEdit):
    """Another way."""

    form_class = RouteShownForm
    row_rule = manage_routes

    def prepare(self, rows: Any) -> Any:
        """The offering beside it."""
        return rows.select_related("offering__page")

    @property
    def offering(self) -> Offering:
        """Whose way it is."""
        offering: Offering = self.object.offering
        return offering

    def get_initial(self) -> dict[str, Any]:
        """Leading to the session that the address names."""
        session = self.session_asked()
        return super().get_initial() | ({"session": session} if session else {})

    def get_edit_url(self) -> str:
        """The form goes back to where it came from."""
        url, query = super().get_edit_url(), self.request.GET.urlencode()
        return f"{url}?{query}" if query else url

    def act(self, form: Any) -> Result:
        """Save it whole."""
        return actions.save_route(
            by=self.request.user, offering=self.offering, plan=form.plan(), route=self.object
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How to take it away."""
        remove = reverse("routes:act", args=[self.object.pk, REMOVE.verb])
        return super().get_context_data(**kwargs) | {"remove_url": remove}


class RouteAct(ActView):
    """Taking a route away."""

    model = Route
    row_rule = manage_routes
    acts = {REMOVE.verb: REMOVE}

    def prepare(self, rows: Any) -> Any:
        """The offering beside it."""
        return rows.select_related("offering__page", "offering__lead_unit")

    def get_success_url(self) -> str:
        """Back to the offering."""
        return reverse("offerings:inspect", args=[self.object.offering_id])


class RouteViewSet(RecordViewSet):
    """`/admin/routes/`."""

    model = Route
    name = "routes"
    icon = "arrow-right"
    menu_label = _("Routes")
    menu_hook = "register_register_menu_item"
    menu_order = 4
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = RouteListing
    add_view_class = RouteCreate
    edit_view_class = RouteEdit

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A route is made from its offering, not from this list."""
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        """With taking away."""
        act = self.construct_view(RouteAct)
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:verb>/", act, name="act")]


class BusListing(LookupListing):
    """Buses by plate."""

    model = Bus
    row_rule = everybody_of(Bus)
    search_fields = ["plate", "company"]
    default_ordering = "plate"
    title_sort = "plate"
    title_label = _("Number plate")

    def get_cells(self) -> list[Any]:
        """For how many, whose."""
        return [
            Cell("seats", _("Seats"), lambda row: row.seats, sort_key="seats"),
            Cell("company", _("Bus company"), lambda row: row.company),
        ]


class BusViewSet(LookupViewSet):
    """`/admin/buses/`."""

    model = Bus
    name = "buses"
    icon = "pick"
    menu_label = _("Buses")
    menu_order = 40
    index_view_class = BusListing
    form_fields = ["plate", "seats", "company"]
