"""Forms of visits: the way with its buses and stops, and bookings at venues."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from events.actions.booking_steps import usual_answer_by
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.explained import ROUTE
from events.models import Bus, Offering, Route, Session, Venue, VenueBooking
from publishing.backoffice.choices import NamedChoice

EMPTY_BUSES, EMPTY_STOPS = 2, 3
MOST = 20


class ClockInput(forms.TimeInput):
    """A time of day, asked for by the browser's own field."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class BusForm(forms.Form):
    """A bus on the route; a row without a bus is left out."""

    bus = forms.ModelChoiceField(label=_("Bus"), queryset=Bus.objects.all(), required=False)
    leader = forms.CharField(label=_("Who leads the bus"), max_length=40, required=False)
    headcount = forms.IntegerField(
        label=_("People planned"), min_value=0, max_value=999, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bus: Any = self.fields["bus"]
        bus.label_from_instance = lambda one: (
            _("%(plate)s, %(seats)s seats")
            % {
                "plate": one.plate,
                "seats": one.seats,
            }
        )

    def plan(self) -> BusPlan | None:
        """The bus as the action takes it."""
        data = self.cleaned_data
        if not data.get("bus"):
            return None
        return BusPlan(data["bus"], data["leader"], data["headcount"] or 0)


class StopForm(forms.Form):
    """A stop; a row without a place is left out. Times follow each other, over midnight, too."""

    venue = NamedChoice(label=_("Venue"), queryset=Venue.objects.all(), required=False)
    place = forms.CharField(label=_("or another place"), max_length=120, required=False)
    place_en = forms.CharField(label=_("The place in English"), max_length=180, required=False)
    arrives = forms.TimeField(label=_("Arrives"), widget=ClockInput, required=False)
    leaves = forms.TimeField(label=_("Sets off"), widget=ClockInput, required=False)

    @property
    def is_named(self) -> bool:
        """Whether there is a place at all."""
        return bool(self.cleaned_data.get("venue") or self.cleaned_data.get("place"))

    def clean(self) -> dict[str, Any]:
        """A place has both times; times have a place."""
        data = super().clean() or {}
        self.cleaned_data = data
        for name in ("arrives", "leaves"):
            if self.is_named and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Say when."))
        if not self.is_named and (data.get("arrives") or data.get("leaves")):
            self.add_error("venue", _("Say where: choose a venue or name a place."))
        return data

    def plan(self, after: datetime) -> StopPlan:
        """The stop as the action takes it, the first one of these times after an instant."""
        data = self.cleaned_data
        arrives_at = next_at(after, data["arrives"])
        leaves_at = next_at(arrives_at, data["leaves"])
        return StopPlan(arrives_at, leaves_at, data["venue"], data["place"], data["place_en"])


def next_at(after: datetime, clock: time) -> datetime:
    """The first instant from `after` on at which a clock of the site shows `clock`."""
    local = timezone.localtime(after)
    found = timezone.make_aware(datetime.combine(local.date(), clock))
    if found >= after.replace(second=0, microsecond=0):
        return found
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), clock))


BusFormSet = forms.formset_factory(BusForm, extra=EMPTY_BUSES, max_num=MOST)
StopFormSet = forms.formset_factory(StopForm, extra=EMPTY_STOPS, max_num=MOST)


class RouteForm(forms.ModelForm):  # type: ignore[type-arg]
    """A route with its rows of buses and stops, judged together."""

    class Meta:
        model = Route
        fields = (
            "session", "meets_at", "meeting_point", "meeting_point_en", "returns_at",
            "return_point", "return_point_en", "note", "note_en",
        )  # fmt: skip
        widgets = {"meets_at": AdminDateTimeInput, "returns_at": AdminDateTimeInput}
        help_texts = ROUTE

    def __init__(self, *args: Any, person: Any, offering: Offering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions: Any = self.fields["session"]
        own = offering.sessions.filter(pk=self.instance.session_id)  # it may be off by now
        sessions.queryset = offering.sessions.held() | own
        self.make_rows()

    def make_rows(self) -> None:
        """Buses and stops: as they were sent, else as they are saved."""
        if self.is_bound:
            # Without what was saved: a row is kept because it is sent, not because it differs.
            self.buses = BusFormSet(self.data, prefix="buses")
            self.stops = StopFormSet(self.data, prefix="stops")
        else:
            self.buses = BusFormSet(prefix="buses", initial=self._buses())
            self.stops = StopFormSet(prefix="stops", initial=self._stops())

    def kinds(self) -> list[tuple[str, Any, list[dict[str, Any]]]]:
        """Each kind of rows: its prefix, its formset, what is saved."""
        return [("buses", BusFormSet, self._buses()), ("stops", StopFormSet, self._stops())]

    def _buses(self) -> list[dict[str, Any]]:
        if not self.instance.pk:
            return []
        return [
            {"bus": row.bus_id, "leader": row.leader, "headcount": row.headcount}
            for row in self.instance.buses.all()
        ]

    def _stops(self) -> list[dict[str, Any]]:
        if not self.instance.pk:
            return list(self.initial.get("stops", ()))
        return [
            {
                "venue": stop.venue_id,
                "place": stop.place,
                "place_en": stop.place_en,
                "arrives": timezone.localtime(stop.arrives_at).time(),
                "leaves": timezone.localtime(stop.leaves_at).time(),
            }
            for stop in self.instance.stops.select_related("venue")
        ]

    def is_valid(self) -> bool:
        """All rows are looked at, so that every mistake is shown at once."""
        return all([super().is_valid(), self.buses.is_valid(), self.stops.is_valid()])

    def clean(self) -> dict[str, Any]:
        """Back after having met, said at the field; each bus once."""
        data = super().clean() or {}
        meets, returns = data.get("meets_at"), data.get("returns_at")
        if meets and returns and meets >= returns:
            self.add_error("returns_at", _("A group is back after it has met."))
        if self.buses.is_valid():
            named = [
                form.cleaned_data["bus"] for form in self.buses if form.cleaned_data.get("bus")
            ]
            if len(named) != len(set(named)):
                self.add_error(None, _("A bus stands there twice. Name each once."))
        return data

    def validate_constraints(self) -> None:
        """Times have been judged at their field; the database holds the rest."""

    def plan(self) -> RoutePlan:
        """The route as the action takes it."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        stops: list[StopPlan] = []
        for form in self.stops:
            if form.is_named:
                stops.append(form.plan(stops[-1].leaves_at if stops else values["meets_at"]))
        buses = [plan for form in self.buses if (plan := form.plan())]
        return RoutePlan(values, buses, stops)


class BookingForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a venue is asked for."""

    class Meta:
        model = VenueBooking
        fields = ("headcount", "guide_wanted", "contact", "answer_by", "note")
        widgets = {"answer_by": AdminDateTimeInput}
        labels = {"headcount": pgettext_lazy("booking", "How many people come")}
        help_texts = {
            "headcount": _(
                "Counts against what the venue can take, until it declines or the request lapses."
            ),
            "guide_wanted": _("Asked for in the letter; some venues need to know days ahead."),
            "answer_by": _("Without an answer the request lapses in the night after."),
            "note": _("What else the venue should know: it stands in the letter."),
        }

    def __init__(self, *args: Any, person: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk or not self.instance.is_standing:
            usual = usual_answer_by(timezone.now(), session.starts_at)
            self.initial["answer_by"] = usual

    def clean_answer_by(self) -> datetime:
        """In the future, said at the field."""
        answer_by: datetime = self.cleaned_data["answer_by"]
        if answer_by <= timezone.now():
            raise forms.ValidationError(_("This time is over. Choose a later one."))
        return answer_by

    def validate_unique(self) -> None:
        """The action knows whether there is a booking already."""


class AnswerForm(forms.Form):
    """What the venue said, beside its yes."""

    note = forms.CharField(
        label=_("What the venue said"),
        max_length=200,
        required=False,
        help_text=_("Who said it and how, for example “by telephone, Ms Gu”."),
    )

    def __init__(self, *args: Any, record: Any = None, person: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
