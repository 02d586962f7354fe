"""Bookings at venues in the back office: ask, note the answer, print the letter."""

from typing import Any

import django_filters
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.widgets.button import Button

from events import actions
from events.enums import BookingState
from events.models import Session, Venue, VenueBooking
from events.rules import follow_bookings, manage_bookings, manage_offering
from events.titles import entitled, with_titles
from events.viewsets.acts import session_of
from events.visit_forms import AnswerForm, BookingForm
from kernel.outcomes import Result
from publishing import dates
from publishing.backoffice.cells import Cell, StateCell
from publishing.backoffice.choices import NamedFilter
from publishing.backoffice.forms import (
    Act,
    ActView,
    ReasonForm,
    RecordCreate,
    RecordEdit,
    RecordInspect,
    act_buttons,
)
from publishing.backoffice.listing import RecordListing, RecordViewSet
from publishing.languages import named

ACTS = [
    Act(
        "confirm",
        pgettext_lazy("booking", "The venue has confirmed"),
        _("Nobody is told; the session shows it."),
        actions.confirm_booking,
        "booking",
        form=AnswerForm,
        shown=lambda booking: booking.state == BookingState.ASKED,
    ),
    Act(
        "decline",
        pgettext_lazy("booking", "The venue has declined, or we give it back"),
        _("The places are free for other groups. You can ask again later."),
        actions.decline_booking,
        "booking",
        form=ReasonForm,
        icon="cross",
        is_serious=True,
        shown=lambda booking: booking.is_standing,
    ),
]


class BookingFilters(WagtailFilterSet):
    """What was answered, where, when."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=BookingState.choices)
    venue = NamedFilter(label=_("Venue"), queryset=Venue.objects.all())
    day = django_filters.DateFromToRangeFilter(
        label=_("Date"), field_name="starts_at", widget=DateRangePickerWidget
    )

    class Meta:
        model = VenueBooking
        fields: list[str] = []


def _called(venue: Venue | None, session: Session) -> str:
    """Where and what."""
    return f"{named(venue or '–')} · {named(session)}"


class BookingListing(RecordListing):
    """All bookings, the latest visit first."""

    model = VenueBooking
    row_rule = follow_bookings
    filterset_class = BookingFilters
    search_fields = ["venue__name", "session__title", "session__offering__page__title", "contact"]
    default_ordering = ("-starts_at", "-pk")
    title_label = _("Booking")
    page_title = _("Bookings at venues")

    def prepare(self, rows: Any) -> Any:
        """Everything a row shows."""
        return with_titles(rows.with_places(), "session__offering__page")

    def title_of(self, row: VenueBooking) -> str:
        """Where and what."""
        return _called(row.venue, row.session)

    def get_cells(self) -> list[Any]:
        """When, for whom, how many, what was answered."""
        return [
            Cell("starts_at", _("Begins"), lambda b: b.starts_at, dates.when, sort_key="starts_at"),
            Cell("offering", _("Offering"), lambda b: entitled(b, b.session.offering)),
            Cell("headcount", pgettext_lazy("booking", "People"), lambda b: b.headcount),
            Cell("guide", _("Guide"), lambda b: _("yes") if b.guide_wanted else ""),
            Cell("answer_by", _("Answer needed by"), lambda b: b.answer_by, dates.instant),
            StateCell(
                "state",
                _("State"),
                lambda b: b.get_state_display(),
                primary=lambda b: b.state == BookingState.CONFIRMED,
                sort_key="state",
            ),
        ]


class BookingCreate(RecordCreate):
    """Asking a venue, or asking it once more: `?session=` says for which session."""

    model = VenueBooking
    form_class = BookingForm
    page_title = _("Ask the venue")
    submit_button_label = _("Ask the venue")

    @cached_property
    def session(self) -> Session:
        """The session of the address, if the person manages it; otherwise 404."""
        number = self.request.GET.get("session", "")
        return session_of(self.request.user, number if number.isdecimal() else 0)

    def get_page_subtitle(self) -> str:
        """Where and what."""
        return _called(self.session.venue, self.session)

    def get_add_url(self) -> str:
        """The form goes back to the same session."""
        return f"{super().get_add_url()}?session={self.session.pk}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form reckons from the session."""
        return super().get_form_kwargs() | {"session": self.session}

    def get_initial(self) -> dict[str, Any]:
        """What was asked before, else as many as there are places."""
        before = self.session.bookings.filter(venue=self.session.venue).first()
        if before is not None:
            return {
                name: getattr(before, name) for name in ("headcount", "guide_wanted", "contact")
            }
        seats = sum(self.session.offering.pools.values_list("capacity", flat=True))
        guided = bool(self.session.venue and self.session.venue.guide_lead_days)
        return {"headcount": seats or None, "guide_wanted": guided}

    def act(self, form: Any) -> Result:
        """Ask."""
        return actions.ask_booking(by=self.request.user, session=self.session, **form.cleaned_data)


class BookingEdit(RecordEdit):
    """Asking for something else."""

    model = VenueBooking
    row_rule = manage_bookings
    form_class = BookingForm

    def prepare(self, rows: Any) -> Any:
        """The session beside it."""
        return rows.with_places()

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form reckons from the session."""
        return super().get_form_kwargs() | {"session": self.object.session}

    def act(self, form: Any) -> Result:
        """What was confirmed is to be confirmed once more."""
        return actions.change_booking(
            by=self.request.user, booking=self.object, **form.cleaned_data
        )


class BookingInspect(RecordInspect):
    """A booking: what was asked, what was answered, every step."""

    model = VenueBooking
    row_rule = follow_bookings
    template_name = "admin/events/booking.html"
    page_title = _("Booking at a venue")

    def prepare(self, rows: Any) -> Any:
        """Everything the page shows."""
        return rows.with_places()

    @property
    def manages(self) -> bool:
        """Whether the person may change this one."""
        person = self.request.user
        offering = self.object.session.offering
        return self.user_has_permission("change") and manage_offering.allows(person, offering)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, acts, steps."""
        booking = self.object
        return super().get_context_data(**kwargs) | {
            "acts": [*act_buttons(ACTS, booking, "bookings:act"), *self.links()]
            if self.manages
            else [],
            "letter_url": reverse("bookings:letter", args=[booking.pk]),
            "offering_url": reverse("offerings:inspect", args=[booking.session.offering_id]),
            "facts": self.facts(),
            "steps": booking.changes.select_related("by"),
        }

    def links(self) -> list[Any]:
        """Changing what stands, or asking again."""
        booking = self.object
        if booking.is_standing:
            url = reverse("bookings:edit", args=[booking.pk])
            return [Button(_("Ask for something else"), url=url, icon_name="edit", priority=30)]
        url = f"{reverse('bookings:add')}?session={booking.session_id}"
        return [Button(_("Ask again"), url=url, icon_name="rotate", priority=30)]

    def facts(self) -> list[tuple[Any, Any]]:
        """What stands on the page."""
        booking = self.object
        return [
            (_("State"), booking.get_state_display()),
            (_("Time"), dates.when(booking.starts_at, booking.ends_at)),
            (_("Teaching point"), booking.teaching_point),
            (pgettext_lazy("booking", "People"), booking.headcount),
            (_("Guide"), _("yes") if booking.guide_wanted else _("no")),
            (_("Answer needed by"), dates.instant(booking.answer_by)),
            (_("Our contact for the venue"), booking.contact),
            (_("Contact of the venue"), booking.venue.contact),
            (_("Telephone"), booking.venue.phone),
            (_("Note"), booking.note),
        ]


class BookingAct(ActView):
    """Noting an answer."""

    model = VenueBooking
    row_rule = manage_bookings
    acts = {act.verb: act for act in ACTS}

    def prepare(self, rows: Any) -> Any:
        """The title is the venue's and the session's."""
        return rows.with_places()


class BookingLetter(RecordInspect):
    """A letter to the venue, one A4 page."""

    model = VenueBooking
    row_rule = follow_bookings

    def prepare(self, rows: Any) -> Any:
        """Everything the letter says."""
        return rows.with_places()

    def render_to_response(self, context: Any, **kwargs: Any) -> Any:
        """The letter alone."""
        booking = self.object
        found = {
            "booking": booking,
            "offering": booking.session.offering,
            "today": timezone.localdate(),
            "back": reverse("bookings:inspect", args=[booking.pk]),
        }
        return render(self.request, "events/booking_letter.html", found)


class BookingViewSet(RecordViewSet):
    """`/admin/bookings/`."""

    model = VenueBooking
    name = "bookings"
    icon = "mail"
    menu_label = _("Bookings at venues")
    menu_hook = "register_register_menu_item"
    menu_order = 5
    index_view_class = BookingListing
    add_view_class = BookingCreate
    edit_view_class = BookingEdit
    inspect_view_class = BookingInspect

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """A venue is asked from a session, not from this list."""
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": None}

    def get_urlpatterns(self) -> list[Any]:
        """With the answers and the letter."""
        act, letter = self.construct_view(BookingAct), self.construct_view(BookingLetter)
        return [
            *super().get_urlpatterns(),
            path("letter/<int:pk>/", letter, name="letter"),
            path("<int:pk>/<slug:verb>/", act, name="act"),
        ]
