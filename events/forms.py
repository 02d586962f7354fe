"""Forms of the back office: offerings, their windows and places, sessions."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Locale, Page

from events.enums import BelowMinimum
from events.explained import LEAD, OFFERING, PLACES, SESSION
from events.models import (
    SLOT_FIELDS,
    EventPage,
    Offering,
    Session,
    SpeakerTeam,
    TeachingPoint,
    Topic,
)
from events.titles import in_english
from events.topics import FILLED, TopicField, filled
from people.models import Unit
from people.rules import WORKERS, units_of
from people.unit_fields import UnitField, UnitsField
from publishing.backoffice.choices import NamedChoice
from publishing.dates import in_chinese
from publishing.languages import named

TEXTS = ("label", "label_en", "number", "host", "host_en", "audience", "audience_en", "contact")
WAYS_IN = ("admits_self", "needs_approval", "admits_nominated", "admits_invited", "open_to_all")
TERMS = (
    "companions_max", "has_waiting_list", "offer_hours", "minimum", "minimum_due_at",
    "below_minimum", "substitution_allowed", "asks_to_reconfirm", "questions_frozen_at",
)  # fmt: skip
COUNT = ("minimum", "minimum_due_at", "below_minimum")
CHOICES = (*WAYS_IN, *TERMS)
WINDOW = ("opens_at", "closes_at", "late_until")
INSTANTS = (*WINDOW, "minimum_due_at", "questions_frozen_at")


class PageField(forms.ModelChoiceField):
    """A page by its title."""

    def label_from_instance(self, page: Page) -> str:  # type: ignore[override]
        """The title as editors know it; the English one comes with `events.titles.in_english`."""
        english: str = "" if in_chinese() else getattr(page, "title_en", "")
        return english or page.get_admin_display_title()


def main_page(asked: str | None) -> int | None:
    """The key of the page asked for in the main language; None when there is no such page."""
    page = Page.objects.filter(pk=asked).first() if asked and asked.isdecimal() else None
    if page is None:
        return None
    twin = page.get_translation_or_none(Locale.get_default())
    return (twin or page).pk


def pages_of(*kinds: Any) -> Any:
    """Pages of these types in the main language, by title."""
    main = in_english(Page.objects.filter(locale=Locale.get_default()))
    return main.type(*kinds).order_by("title") if kinds else main.none()


class OfferingEditForm(forms.ModelForm):  # type: ignore[type-arg]
    """What an offering says of itself, and when registration is open."""

    lead_unit = UnitField(
        label=_("Lead unit"),
        queryset=Unit.objects.none(),
        help_text=LEAD,
    )
    supporting_units = UnitsField(label=_("Supporting units"))

    class Meta:
        model = Offering
        fields = (*TEXTS, "lead_unit", "supporting_units", *WINDOW, *CHOICES)
        widgets = dict.fromkeys(INSTANTS, AdminDateTimeInput)
        help_texts = OFFERING

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = units_of(person, *WORKERS).order_by("path")
        self.fields["lead_unit"].queryset = reached  # type: ignore[attr-defined]
        everywhere = Unit.objects.active().order_by("path")
        self.fields["supporting_units"].queryset = everywhere  # type: ignore[attr-defined]
        self.fields["below_minimum"].required = False
        if not self.instance.pk:
            self.fields["lead_unit"].initial = reached.first()
        elif self.instance.page.specific_class is not EventPage:
            del self.fields["number"]  # a course counts its cohorts itself

    def clean_below_minimum(self) -> str:
        """Who says nothing is asked."""
        return self.cleaned_data["below_minimum"] or BelowMinimum.ASK

    def clean(self) -> dict[str, Any]:
        """The window runs forward, there is a way in; said at the field itself."""
        data = super().clean() or {}
        opens, closes, late = (data.get(name) for name in WINDOW)
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("Registration must open before it closes."))
        if closes and late and late <= closes:
            self.add_error("late_until", _("Late registrations end after the window closes."))
        if not any(data.get(way) for way in ("admits_self", "admits_nominated", "admits_invited")):
            self.add_error("admits_self", _("Choose at least one way in."))
        if data.get("minimum"):
            self._judge_count(data)
        return data

    def _judge_count(self, data: dict[str, Any]) -> None:
        """Participants are counted after registration opens; nothing is laid down afterwards."""
        due, opens = data.get("minimum_due_at"), data.get("opens_at")
        if "minimum_due_at" in self.errors:
            return
        if not due:
            self.add_error("minimum_due_at", _("Say when you want to be told if there are fewer."))
        elif opens and due <= opens:
            self.add_error("minimum_due_at", _("Choose a time after registration opens."))
        elif due <= timezone.now() and self._acts_by_itself(data):
            self.add_error("minimum_due_at", _("This has passed. Choose a later time."))

    def _acts_by_itself(self, data: dict[str, Any]) -> bool:
        """Whether what is said now would cancel or hold it without anybody's decision."""
        is_new = any(name in self.changed_data for name in COUNT)
        return is_new and data.get("below_minimum") != BelowMinimum.ASK

    def validate_constraints(self) -> None:
        """The window has been judged at its field; the database holds the rest."""

    def texts(self) -> dict[str, Any]:
        """The values that `edit_offering` takes."""
        names = (*TEXTS, *CHOICES, "lead_unit")
        return {name: self.cleaned_data[name] for name in names if name in self.fields}

    def window(self) -> dict[str, Any]:
        """The values that `change_window` takes."""
        return {name: self.cleaned_data[name] for name in WINDOW}


class OfferingForm(OfferingEditForm):
    """A new offering: the same with its page and its places."""

    page = PageField(
        label=_("Page"),
        queryset=Page.objects.none(),
        help_text=_("The page that tells what this is. An editor writes it first."),
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=0,
        max_value=100_000,
        initial=0,
        help_text=PLACES,
    )
    team = NamedChoice(
        label=_("Speaker team"),
        queryset=SpeakerTeam.objects.all(),
        required=False,
        empty_label=_("the team of the page, if it names one"),
        help_text=_("Its members are proposed as speakers of the sessions."),
    )
    field_order: tuple[str, ...] = (
        "page",
        "label",
        "label_en",
        "number",
        "lead_unit",
        *WINDOW,
        "capacity",
        "team",
    )

    class Meta(OfferingEditForm.Meta):
        pass

    def __init__(self, *args: Any, page_types: tuple[Any, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = pages_of(*page_types)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The values that `create_offering` takes."""
        data = self.cleaned_data
        others = ("page", "capacity", "supporting_units")
        values = self.texts() | self.window() | {name: data[name] for name in others}
        return values | ({"team": data["team"]} if data.get("team") else {})


class SessionForm(forms.ModelForm):  # type: ignore[type-arg]
    """One slot of a timetable; a topic of the catalogue fills what is left empty."""

    class Meta:
        model = Session
        fields = SLOT_FIELDS
        widgets = {"starts_at": AdminDateTimeInput, "ends_at": AdminDateTimeInput}
        help_texts = SESSION
        field_classes: ClassVar[dict[str, Any]] = dict.fromkeys(("venue", "speaker"), NamedChoice)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        points = TeachingPoint.objects.select_related("venue").order_by("venue__name", "sort_order")
        self.fields["teaching_point"] = TeachingPointField(
            label=_("Teaching point"),
            queryset=points,
            required=False,
            help_text=_("A hall or a spot inside the venue. Chosen alone, it brings its venue."),
        )
        self.fields["credit_hours"].widget.attrs |= {"step": "0.5", "min": "0"}
        self.fields["topic"] = TopicField(label=_("Topic of the catalogue"), required=False)
        self.fields["topic"].help_text = _(
            "Fills title, form and credit hours where you leave them."
        )
        if self.instance.topic_id:  # one that is no longer offered may stay
            known = Topic.objects.filter(pk=self.instance.topic_id)
            self.fields["topic"].queryset |= known  # type: ignore[attr-defined]
        for name in FILLED:
            self.fields[name].required = False
        if self.is_new():
            # Empty, and a form taken over from the last session: the topic fills both.
            self.initial["credit_hours"] = None
            self.fields["form"].widget.attrs["data-filled"] = self.initial.get("form", "")

    def is_new(self) -> bool:
        """Whether nobody has said anything of the session yet."""
        return not self.instance.pk

    def clean_credit_hours(self) -> Any:
        """Credit hours come in halves."""
        hours = self.cleaned_data["credit_hours"]
        if hours is not None and hours * 2 % 1:
            raise forms.ValidationError(_("Credit hours come in steps of 0.5."))
        return hours

    def _fill(self, data: dict[str, Any]) -> None:
        """What is left empty comes from the topic; without one it must be written."""
        data |= filled(data, data.get("topic"))
        for name in ("title", "form"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, forms.Field.default_error_messages["required"])

    def clean(self) -> dict[str, Any]:
        """Times run forward, a teaching point belongs to its venue; said at the field."""
        data = super().clean() or {}
        self._fill(data)
        starts, ends = data.get("starts_at"), data.get("ends_at")
        if starts and ends and starts >= ends:
            self.add_error("ends_at", _("A session must start before it ends."))
        venue, point = data.get("venue"), data.get("teaching_point")
        if point and venue and point.venue_id != venue.pk:
            self.add_error("teaching_point", _("This teaching point is at another venue."))
        elif point:
            data["venue"] = point.venue
        return data

    def validate_constraints(self) -> None:
        """The times have been judged at their field; the database holds the rest."""


class TeachingPointField(forms.ModelChoiceField):
    """A teaching point with its venue."""

    def label_from_instance(self, point: TeachingPoint) -> str:  # type: ignore[override]
        """Venue, then point."""
        return f"{named(point.venue)} · {named(point)}"
