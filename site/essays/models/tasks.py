"""What is asked: the task, the length of each genre, numbers by date, more time for some."""

from hashlib import sha256
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from essays.task_enums import Audience, Genre, Takes, TaskKind
from kernel.ids import PublicIdField


def days_before() -> list[int]:
    """How many days before the deadline people are reminded, unless somebody says otherwise."""
    return [7, 1]


def days_after() -> list[int]:
    """The same for after it."""
    return [1]


class EssayTask(models.Model):
    """What is asked, of whom, how long, until when.

    `audience` says of whom: participants of `offering`, those of all cohorts of `course`, the
    people of `units` and of the units below them, or everybody with an account. `lead_unit` runs
    it; for an offering it is the offering's own. `per_staff`: numbers of a call are for so many
    who work in a unit, by the directory; empty: each unit is asked for the same. `unit_numbers`:
    by a unit's public id and the day, what it is asked for instead of the common number.
    `revision` and `changed_at` move with what calendars tell: the title and the deadline.
    """

    public_id = PublicIdField()
    audience = models.CharField(
        _("asked of"), max_length=10, choices=Audience, default=Audience.OFFERING
    )
    offering = models.ForeignKey(
        "events.Offering", models.PROTECT, null=True, blank=True, related_name="essay_tasks"
    )
    course = models.ForeignKey(
        "courses.CoursePage", models.PROTECT, null=True, blank=True, related_name="essay_tasks"
    )
    units: Any = models.ManyToManyField("people.Unit", blank=True, related_name="essay_tasks")
    lead_unit = models.ForeignKey(
        "people.Unit", models.PROTECT, related_name="+", verbose_name=_("lead unit")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TaskKind, default=TaskKind.REFLECTION)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    prompt = models.TextField(_("what is asked"), blank=True)
    takes = models.CharField(
        pgettext_lazy("how essays are handed in", "taken"),
        max_length=10,
        choices=Takes,
        default=Takes.EITHER,
    )
    min_characters = models.PositiveIntegerField(_("at least, characters"), default=800)
    max_characters = models.PositiveIntegerField(_("at most, characters"), default=3000)
    originality = models.TextField(_("statement to accept"), max_length=500, blank=True)
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"))
    cutoff_at = models.DateTimeField(_("taken late until"), null=True, blank=True)
    least_sessions = models.PositiveSmallIntegerField(_("attended at least, sessions"), default=0)
    least_percent = models.PositiveSmallIntegerField(_("attended at least, percent"), default=0)
    by_persons = models.BooleanField(_("people may hand in by themselves"), default=True)
    by_units = models.BooleanField(_("units recommend essays"), default=False)
    per_staff = models.PositiveIntegerField(
        _("numbers are for so many staff"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    unit_numbers: Any = models.JSONField(_("numbers of single units"), default=dict, blank=True)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    revision = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    remind_before: Any = models.JSONField(_("days before"), default=days_before, blank=True)
    remind_after: Any = models.JSONField(_("days after"), default=days_after, blank=True)

    class Meta:
        verbose_name = _("essay task")
        verbose_name_plural = _("essay tasks")
        constraints = [
            models.CheckConstraint(
                condition=Q(min_characters__lte=F("max_characters")), name="essay_length_range"
            ),
            models.CheckConstraint(
                condition=Q(audience=Audience.OFFERING, offering__isnull=False, course=None)
                | Q(audience=Audience.COURSE, offering=None, course__isnull=False)
                | Q(audience__in=(Audience.UNITS, Audience.OPEN), offering=None, course=None),
                name="essay_tasks_say_of_whom",
            ),
            models.CheckConstraint(
                condition=(Q(opens_at=None) | Q(opens_at__lt=F("due_at")))
                & (Q(cutoff_at=None) | Q(cutoff_at__gte=F("due_at"))),
                name="essay_task_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(least_percent__lte=100), name="essay_share_of_sessions"
            ),
            models.CheckConstraint(
                condition=Q(per_staff=None) | Q(per_staff__gte=1), name="essay_numbers_by_staff"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An offering's task is led by who leads the offering."""
        if self._state.adding and self.lead_unit_id is None and self.offering is not None:
            self.lead_unit_id = self.offering.lead_unit_id
        super().save(*args, **kwargs)

    @property
    def is_call(self) -> bool:
        """Whether units are asked for a number of essays instead of every person for one."""
        return self.kind == TaskKind.CALL

    @property
    def statement(self) -> str:
        """What authors vouch for: the task's own words, or the usual ones in their language."""
        return self.originality or gettext(
            "I wrote this text myself; what I took from others is marked as a quotation, and it "
            "contains no state or work secrets."
        )

    @property
    def statement_mark(self) -> str:
        """What tells these words from others, for a page that shows them."""
        return sha256(self.statement.encode()).hexdigest()[:16]

    @property
    def closes_at(self) -> Any:
        """Until when something is taken at all, extensions aside."""
        return self.cutoff_at or self.due_at


class GenreRule(models.Model):
    """A genre that a task takes, with its own length."""

    task = models.ForeignKey(EssayTask, models.CASCADE, related_name="genres")
    genre = models.CharField(_("genre"), max_length=10, choices=Genre)
    min_characters = models.PositiveIntegerField(_("at least, characters"), default=0)
    max_characters = models.PositiveIntegerField(_("at most, characters"))
    max_lines = models.PositiveSmallIntegerField(_("at most, lines"), null=True, blank=True)

    class Meta:
        verbose_name = _("genre of a task")
        verbose_name_plural = _("genres of tasks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "genre"], name="one_rule_per_genre"),
            models.CheckConstraint(
                condition=Q(min_characters__lte=F("max_characters")), name="genre_length_range"
            ),
        ]

    def __str__(self) -> str:
        return self.get_genre_display()


class EssayMilestone(models.Model):
    """How many essays each unit has handed in by a day, all in all."""

    task = models.ForeignKey(EssayTask, models.CASCADE, related_name="milestones")
    due_on = models.DateField(_("by the day"))
    number = models.PositiveSmallIntegerField(_("essays of each unit"))

    class Meta:
        verbose_name = _("number of essays by a day")
        verbose_name_plural = _("numbers of essays by a day")
        ordering = ["due_on"]
        constraints = [
            models.UniqueConstraint(fields=["task", "due_on"], name="one_essay_number_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.number}"


class EssayExtension(models.Model):
    """More time for a person, or for the people of a unit and of the units below it.

    `revision` counts how often it was given, `at` is the last time.
    """

    task = models.ForeignKey(EssayTask, models.PROTECT, related_name="extensions")
    person: Any = models.ForeignKey(
        "people.User", models.PROTECT, null=True, related_name="essay_extensions"
    )
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    until = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason"), max_length=200)
    at = models.DateTimeField(_("given on"), default=timezone.now)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None),
                name="extensions_are_for_one",
            ),
            models.UniqueConstraint(fields=["task", "person"], name="one_extension_per_person"),
            models.UniqueConstraint(fields=["task", "unit"], name="one_extension_per_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.person or self.unit}"
