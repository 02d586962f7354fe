"""Sessions in the back office: a timetable's slots are made and moved by actions."""

from typing import Any

import django_filters
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import floatformat
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from events import actions
from events.additions import additions, reached
from events.conflicts import conflicts_of_sessions
from events.enums import VISITING
from events.enums import SessionForm as Form
from events.forms import SessionForm
from events.models import Offering, Session, Venue
from events.routing import routes_of
from events.rules import follow_offering, manage_offering
from events.shown_forms import ShownForm, TeamShownForm
from events.team_forms import TeamSessionForm
from events.titles import entitled, with_titles
from events.viewsets.acts import SessionAct, session_of
from events.viewsets.judging import ConflictFilter, JudgedListing
from events.viewsets.listing import UnitFilter, reached_units
from events.viewsets.meanwhile import TellsMeanwhile
from events.viewsets.warning import WarnsFirst, standing_against
from kernel.outcomes import Result
from kernel.rules import Rule
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.forms import RecordCreate, RecordEdit
from publishing.backoffice.listing import RecordViewSet
from publishing.languages import between, named

TEXTS = ("topic", "title", "title_en", "form", "speaker", "bus", "credit_hours", "join_url")
SPEAKS = "lineup__speaker__name"  # the first one and all beside
PLACE = ("starts_at", "ends_at", "venue", "teaching_point", "place_note")
follow_sessions = Rule(
    "events.follow_sessions",
    follow_offering.sentence,
    visible=lambda person: Session.objects.filter(
        offering__in=follow_offering.visible(person)  # type: ignore[misc]
    ),
    who_can_help=follow_offering.who_can_help,
)


class SessionFilters(WagtailFilterSet):
    """When, where, of whom; whether something stands against it."""

    day = django_filters.DateFromToRangeFilter(
        label=_("Date"), field_name="starts_at", widget=DateRangePickerWidget
    )
    form = django_filters.ChoiceFilter(label=_("Form"), choices=Form.choices)
    venue = NamedFilter(label=_("Venue"), queryset=Venue.objects.all())
    lead_unit = UnitFilter(
        label=_("Lead unit"), field_name="offering__lead_unit", queryset=reached_units
    )
    conflicts = ConflictFilter(field_name="pk", judge=conflicts_of_sessions, rule=follow_sessions)

    class Meta:
        model = Session
        fields: list[str] = []


def place_of(session: Session) -> str:
    """Venue and teaching point, or the note."""
    parts = (session.venue or session.place_note, session.teaching_point)
    return between().join(named(part) for part in parts if part)


class SessionListing(JudgedListing):
    """All sessions in the order of time."""

    model = Session
    row_rule = follow_sessions
    judge = staticmethod(conflicts_of_sessions)
    filterset_class = SessionFilters
    search_fields = ["title", "title_en", "offering__page__title", "venue__name", SPEAKS]
    default_ordering = ("-starts_at", "-pk")
    title_label = _("Topic")
    page_title = _("Sessions")

    def prepare(self, rows: Any) -> Any:
        """Everything a row shows."""
        return with_titles(rows.with_places(), "offering__page")

    def search_queryset(self, queryset: Any) -> Any:
        """Each session once, however many of those who speak there are meant."""
        found = super().search_queryset(queryset)
        return queryset.filter(pk__in=found.order_by().values("pk"))

    def offering_of(self, row: Session) -> int:
        """Sessions are looked at in their offering's timetable."""
        return row.offering_id

    def get_title_url(self, row: Session) -> str:
        """The same."""
        return reverse("offerings:inspect", args=[row.offering_id])

    def get_cells(self) -> list[Any]:
        """When, of what, where, by whom."""
        return [
            Cell("starts_at", _("Begins"), lambda s: s.starts_at, dates.when, sort_key="starts_at"),
            self.conflicts_cell(),
            Cell("offering", _("Offering"), lambda s: entitled(s, s.offering)),
            Cell("place", _("Place"), place_of),
            Cell("speaker", _("Speaker"), lambda s: s.speaker),
            Cell("hours", _("Credit hours"), lambda s: s.credit_hours, floatformat),
            StateCell(
                "state", _("State"), lambda s: _("cancelled") if s.is_cancelled else _("held")
            ),
        ]


class SpeaksInTeam:
    """At a stop with a team the form asks who of it speaks."""

    team: Any
    form_class = SessionForm

    def get_form_class(self) -> Any:
        """With the members where there are any."""
        return TeamSessionForm if self.team else SessionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """They are offered."""
        kwargs = super().get_form_kwargs()  # type: ignore[misc]
        return kwargs | ({"team": self.team} if self.team else {})

    def values_of(self, form: Any) -> dict[str, Any]:
        """What the actions take; who speaks beside only where it was asked."""
        return {name: form.cleaned_data[name] for name in (*TEXTS, *PLACE)}


class SessionCreate(SpeaksInTeam, WarnsFirst, RecordCreate):
    """One more slot in an offering's timetable: `?offering=` says in which."""

    model = Session
    page_title = _("New session")
    template_name = "admin/events/session_new.html"

    @property
    def team(self) -> Any:  # type: ignore[override]
        """That of the offering."""
        return self.offering.team

    @cached_property
    def offering(self) -> Offering:
        """The offering of the address, if the person manages it; otherwise 404."""
        visible = manage_offering.visible(self.request.user)  # type: ignore[misc]
        offerings = visible.select_related("page", "team")
        number = self.request.GET.get("offering", "")
        return get_object_or_404(offerings, pk=number if number.isdecimal() else 0)

    def get_page_subtitle(self) -> str:
        """The offering."""
        return named(self.offering)

    def get_add_url(self) -> str:
        """The form goes back to the same offering."""
        return f"{super().get_add_url()}?offering={self.offering.pk}"

    def get_initial(self) -> dict[str, Any]:
        """After the last session, at its place: timetables are typed one after the other."""
        last = self.offering.sessions.order_by("-ends_at").first()
        if last is None:
            return {}
        return {"starts_at": last.ends_at, "venue": last.venue_id, "form": last.form}

    def wanted(self, form: Any) -> Session:
        """As it would stand there."""
        session = Session(offering=self.offering, **self.values_of(form))
        session.others = tuple(one.pk for one in form.cleaned_data.get("others", ()))
        return session

    def act(self, form: Any) -> Result:
        """Put it into the timetable."""
        values = self.values_of(form) | {"others": form.cleaned_data.get("others", ())}
        return actions.add_session(by=self.request.user, offering=self.offering, **values)

    def get_next(self, result: Result) -> str:
        """Back to the timetable."""
        return reverse("offerings:inspect", args=[self.offering.pk])


class SessionEdit(SpeaksInTeam, TellsMeanwhile, WarnsFirst, RecordEdit):
    """Correct a session, or move it."""

    model = Session
    template_name = "admin/events/session_form.html"

    @property
    def team(self) -> Any:  # type: ignore[override]
        """That of the offering."""
        return self.object.offering.team

    def get_form_class(self) -> Any:
        """One that remembers what it showed."""
        return TeamShownForm if self.team else ShownForm

    def get_object(self, queryset: Any = None) -> Session:
        """A session of an offering that the person manages."""
        return session_of(self.request.user, self.kwargs["pk"])

    def act(self, form: Any) -> Result:
        """All of it at once: a new speaker may be what makes the new hour possible."""
        offering = self.object.offering
        wanted = [(self.object, self.changes(form))]
        return actions.rewrite_sessions(by=self.request.user, offering=offering, wanted=wanted)

    def changes(self, form: Any) -> dict[str, Any]:
        """What the editor typed."""
        values = self.values_of(form)
        if self.team:
            values["others"] = self.beside(form)
        return form.changes(values)  # type: ignore[no-any-return]

    def saved(self) -> Session:
        """The session as it is: that of the form has been written over."""
        return Session.objects.with_places().get(pk=self.object.pk)

    def wanted(self, form: Any) -> Session:
        """With what was typed laid over it."""
        session = self.saved()
        for name, value in self.changes(form).items():
            setattr(session, name, value)
        return session

    def known(self) -> list[Any]:
        """What stands against it as it is."""
        return standing_against(self.saved())

    def beside(self, form: Any) -> list[int]:
        """Who was ticked, in the order in which they stand there; whoever is new, in the team's."""
        picked = {one.pk for one in form.cleaned_data["others"]}
        picked.discard(getattr(form.cleaned_data["speaker"], "pk", None))
        known = dict.fromkeys([*self.object.others, *(one.pk for one in self.team.speakers())])
        return [key for key in known if key in picked]

    def get_next(self, result: Result) -> str:
        """Back to the timetable."""
        return reverse("offerings:inspect", args=[self.object.offering_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many learn of a move, and what the venue has said."""
        cancel = reverse("sessions:act", args=[self.object.pk, "cancel"])
        person, offering = self.request.user, self.object.offering
        return super().get_context_data(**kwargs) | {
            "reached": reached(self.object.offering),
            "cancel_url": cancel,
            "links": [b for one in additions() for b in one.session_buttons(person, self.object)],
            "routes": [r for r in routes_of(offering) if r.session_id in (None, self.object.pk)],
            "goes_out": self.object.form in VISITING,
            "bookings": self.object.bookings.select_related("venue"),
            "ask_url": f"{reverse('bookings:add')}?session={self.object.pk}",
        }


class SessionViewSet(RecordViewSet):
    """`/admin/sessions/`."""

    model = Session
    name = "sessions"
    icon = "list-ul"
    menu_label = _("Sessions")
    menu_hook = "register_register_menu_item"
    menu_order = 3
    addresses = ("index", "index_results", "add", "edit")
    index_view_class = SessionListing
    add_view_class = SessionCreate
    edit_view_class = SessionEdit

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A session is made from its offering, not from this list."""
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        """With cancelling."""
        act = self.construct_view(SessionAct, inspect_url_name="offerings:inspect")
        return [*super().get_urlpatterns(), path("<int:pk>/<slug:verb>/", act, name="act")]
