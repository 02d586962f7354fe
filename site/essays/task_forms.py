"""Forms of essay tasks in the back office."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput
from wagtail.models import Locale

from courses.models import CoursePage
from essays.actions.task import beside
from essays.models import EssayTask
from essays.models.tasks import days_after, days_before
from essays.rules import courses_led_by
from essays.task_enums import Audience, Genre, TaskKind
from essays.task_fields import DaysField, LengthField, MilestoneField
from essays.unit_lines import lines_of, read_lines
from events.enums import OfferingState
from events.forms import PageField
from events.models import Offering
from events.rules import manage_offering
from events.titles import in_english, with_titles
from people.group_fields import GroupsField, offer_groups, units_chosen
from people.models import Unit
from people.rules import WORKERS, units_of
from people.unit_fields import UnitField, UnitsField
from publishing.backoffice.choices import NamedChoice
from publishing.backoffice.forms import show_for

LASTING = _("It cannot be changed later.")
LENGTH = _("Empty: this genre is not taken.")
MILESTONE = _("A day, and how many essays each unit should have handed in by then.")

GENRES = {f"genre_{genre.value}": genre for genre in Genre}
MILESTONES = ("milestone_1", "milestone_2", "milestone_3")
# Shown only while a choice has one of these values: field, choice, values.
SHOWN_FOR = {
    "offering": ("audience", Audience.OFFERING),
    "course": ("audience", Audience.COURSE),
    "units": ("audience", Audience.UNITS),
    "groups": ("audience", Audience.UNITS),
    "lead_unit": ("audience", Audience.COURSE, Audience.UNITS, Audience.OPEN),
    "least_sessions": ("audience", Audience.OFFERING, Audience.COURSE),
    "least_percent": ("audience", Audience.OFFERING, Audience.COURSE),
    "by_persons": ("kind", TaskKind.CALL),
    "by_units": ("kind", TaskKind.CALL),
    "per_staff": ("kind", TaskKind.CALL),
    "unit_numbers": ("kind", TaskKind.CALL),
    **dict.fromkeys(MILESTONES, ("kind", TaskKind.CALL)),
}


class TaskEditForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is asked, how long, until when; fields that do not apply to the task are left out."""

    units = UnitsField(
        label=_("Units"),
        size=10,
        help_text=_("It is asked of their people and of those of the units below them."),
    )
    groups = GroupsField(
        help_text=_(
            "Their units within your reach join those chosen above, as the group stands today."
        )
    )
    genre_theory = LengthField(label=_("Length of a theory essay"), help_text=LENGTH)
    genre_prose = LengthField(label=_("Length of a prose essay"), help_text=LENGTH)
    genre_poem = LengthField(label=_("Length of a poem"), help_text=LENGTH)
    genre_report = LengthField(
        label=_("Length of a report"),
        help_text=_(
            "The genres with a length are those that are taken, and authors choose one of them. "
            "Leave all of them empty to have one length for everything."
        ),
    )
    milestone_1 = MilestoneField(label=_("First number of each unit"), help_text=MILESTONE)
    milestone_2 = MilestoneField(label=_("Second number, all in all"), help_text=MILESTONE)
    milestone_3 = MilestoneField(label=_("Third number, all in all"), help_text=MILESTONE)
    unit_numbers = forms.CharField(
        label=_("Numbers of single units"),
        max_length=20_000,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_(
            "One line for each unit that is asked for something else: its name, then a number for "
            "each day above, all in all; for instance “City Library 5 10”."
        ),
    )
    remind_before = DaysField(
        label=_("Remind so many days before"),
        required=False,
        help_text=_("Numbers with commas, for example 7, 3, 1. Empty: no reminders."),
    )
    remind_after = DaysField(
        label=_("Remind so many days after"),
        required=False,
        help_text=_(
            "Those who still owe an essay get each reminder once, in the morning. For a call these "
            "are the liaisons of units that lack essays for the next number."
        ),
    )

    class Meta:
        model = EssayTask
        fields = (
            *("title", "title_en", "prompt", "takes", "min_characters", "max_characters"),
            *("originality", "opens_at", "due_at", "cutoff_at", "least_sessions", "least_percent"),
            *("by_persons", "by_units", "per_staff"),
        )
        widgets = {
            "due_at": AdminDateTimeInput,
            "opens_at": AdminDateTimeInput,
            "cutoff_at": AdminDateTimeInput,
            "prompt": AdminAutoHeightTextInput,
            "originality": AdminAutoHeightTextInput,
        }
        help_texts = {
            "title": _("As authors read it in “What I owe” and above their text."),
            "takes": _("A text out of a file is shown to its author before it is handed in."),
            "max_characters": _("A longer text cannot be handed in."),
            "opens_at": _("Nobody can write before it. Empty: from now on."),
            "due_at": _("What comes later is late, or not taken: see below."),
            "least_sessions": _("0: whoever has a place owes an essay."),
            "prompt": _("Participants read this above the page on which they write."),
            "min_characters": _("Chinese characters, and words in other scripts."),
            "originality": _("Leave it empty for the usual sentence."),
            "cutoff_at": _(
                "What comes between the deadline and this moment is taken and marked as late. "
                "Empty: nothing is taken after the deadline."
            ),
            "least_percent": _("Only who attended so much owes an essay; everybody may write one."),
            "by_persons": _("If not, reviewers get only what units recommend."),
            "by_units": _("The liaison of a unit marks the essays that it recommends."),
            "per_staff": _(
                "For instance 100: a unit of 250 is asked for three times the numbers above, by "
                "the staff that the directory gives. Empty: every unit for the same."
            ),
        }

    field_order = (
        *("title", "title_en", "prompt", "units", "groups", "takes", "min_characters"),
        *("max_characters", *GENRES, "originality", "opens_at", "due_at", "cutoff_at"),
        *("least_sessions", "least_percent", "by_persons", "by_units", *MILESTONES),
        *("per_staff", "unit_numbers", "remind_before", "remind_after"),
    )

    class Media:
        js = ["js/shown_for.js"]

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = units_of(person, *WORKERS).order_by("path")
        self.fields["units"].queryset = reached  # type: ignore[attr-defined]
        offer_groups(self, person, reached.active())
        if self.instance.pk:
            self._fill_from(self.instance)
            for name, (choice, *values) in SHOWN_FOR.items():
                if name in self.fields and getattr(self.instance, choice) not in values:
                    del self.fields[name]
        else:
            self.initial.update(remind_before=days_before(), remind_after=days_after())
            show_for(self, SHOWN_FOR)

    def _fill_from(self, task: EssayTask) -> None:
        known = beside(task)
        self.initial.update(
            units=list(known["units"]),
            remind_before=task.remind_before,
            remind_after=task.remind_after,
            unit_numbers=lines_of(task),
        )
        for genre, *length in known["genres"]:
            self.initial[f"genre_{genre}"] = length
        self.initial.update(zip(MILESTONES, known["milestones"], strict=False))

    def clean(self) -> dict[str, Any]:
        """The range and the dates; said at the field."""
        data = super().clean() or {}
        least, most = data.get("min_characters"), data.get("max_characters")
        if least is not None and most is not None and least > most:
            self.add_error(
                "max_characters", _("The longest length must not be below the shortest.")
            )
        opens, due, closes = (data.get(name) for name in ("opens_at", "due_at", "cutoff_at"))
        if due and "due_at" in self.changed_data and due <= timezone.now():
            self.add_error("due_at", _("The deadline has passed already. Choose a later one."))
        if due and opens and opens >= due:
            self.add_error("opens_at", _("Writing must open before it is due."))
        if due and closes and closes < due:
            self.add_error("cutoff_at", _("This must not be before the deadline."))
        if (data.get("least_percent") or 0) > 100:
            self.add_error("least_percent", _("At most 100 percent."))
        days = [data[name][0] for name in MILESTONES if data.get(name)]
        if days != sorted(set(days)):
            self.add_error(MILESTONES[0], _("Give the days in their order, each once."))
        elif data.get("kind", self.instance.kind) == TaskKind.CALL:
            self._read_unit_numbers(data, days)
        return data

    def _read_unit_numbers(self, data: dict[str, Any], days: list[Any]) -> None:
        text = data.get("unit_numbers") or ""
        try:
            data["unit_numbers"] = read_lines(text, self._units(data), days) if text else {}
        except forms.ValidationError as error:
            self.add_error("unit_numbers", error)

    def _units(self, data: dict[str, Any]) -> Any:
        """Those chosen by themselves or by groups; none where others than units are asked."""
        if "units" not in self.fields:
            return Unit.objects.none()
        offered = self.fields["units"].queryset  # type: ignore[attr-defined]
        units = [
            *(data.get("units") or ()),
            *units_chosen({"groups": data.get("groups")}, offered.active()),
        ]
        if self.instance.pk:
            # Those that the person does not reach were not offered: they stay.
            units += self.instance.units.exclude(pk__in=offered.values("pk"))
        return Unit.objects.filter(pk__in=[unit.pk for unit in units])

    def validate_constraints(self) -> None:
        """The range has been judged at its field; the database holds it too."""

    def values(self) -> dict[str, Any]:
        """The values that the actions take."""
        data = self.cleaned_data
        names = [*self.Meta.fields, "remind_before", "remind_after", "unit_numbers"]
        found = {name: data[name] for name in names if name in self.fields}
        if "units" in self.fields:
            found["units"] = self._units(data)
        found["genres"] = [(genre, *data[name]) for name, genre in GENRES.items() if data.get(name)]
        if MILESTONES[0] in self.fields:
            found["milestones"] = [data[name] for name in MILESTONES if data.get(name)]
        return found


class TaskForm(TaskEditForm):
    """A new task, and of whom it is asked."""

    audience = forms.ChoiceField(label=_("Asked of"), choices=Audience, help_text=LASTING)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=TaskKind,
        help_text=_("A reflection is owed by each person; a call collects essays through units."),
    )
    offering = NamedChoice(label=_("Offering"), queryset=Offering.objects.none(), required=False)
    course = PageField(label=_("Course"), queryset=CoursePage.objects.none(), required=False)
    lead_unit = UnitField(
        label=_("Lead unit"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Its organisers, and those of the units above it, run this task."),
    )
    field_order = (
        *("audience", "offering", "course", "units", "groups", "lead_unit", "kind"),
        *(name for name in TaskEditForm.field_order if name not in ("units", "groups")),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        rows = manage_offering.visible(person).exclude(state=OfferingState.CANCELLED)  # type: ignore[misc]
        rows = with_titles(rows).select_related("page").order_by("-opens_at", "-pk")
        units = units_of(person, *WORKERS).order_by("path")
        courses = in_english(courses_led_by(person).filter(locale=Locale.get_default()))
        for name, choices in (
            ("offering", rows),
            ("course", courses.order_by("title")),
            ("lead_unit", units),
        ):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]
        self.fields["lead_unit"].initial = units.first()

    def clean(self) -> dict[str, Any]:
        """What the audience needs."""
        data = super().clean()
        needed = {"offering": ["offering"], "course": ["course"], "units": ["units", "groups"]}
        names = needed.get(data.get("audience", ""), [])
        if names and not any(data.get(name) or name in self.errors for name in names):
            self.add_error(names[0], _("Choose of whom the essay is asked."))
        return data

    def values(self) -> dict[str, Any]:
        """With of whom it is asked; what the audience does not need is left away."""
        data, found = self.cleaned_data, super().values()
        audience = data["audience"]
        found |= {"audience": audience, "kind": data["kind"]}
        found |= {name: None for name in ("offering", "course") if name != audience}
        if audience in ("offering", "course"):
            found[audience] = data[audience]
        if audience != "units":
            found |= {"units": [], "unit_numbers": {}}
        if data["kind"] != TaskKind.CALL:
            found |= {"milestones": [], "by_units": False, "by_persons": True}
            found |= {"per_staff": None, "unit_numbers": {}}
        if audience != "offering":
            found["lead_unit"] = data["lead_unit"]
        return found
