"""What is planned for a cohort and what was published of it.

The public, feeds and codes know sessions alone. What an editor changes stands here, as rows laid
over the sessions that they would change, until it is published.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import TimetableVerb
from events.models import Slot
from kernel.ids import PublicIdField


class Timetable(models.Model):
    """The planning of one cohort: counts its steps, and is what two editors lock."""

    cohort = models.OneToOneField("courses.Cohort", models.PROTECT, related_name="timetable")
    revision = models.PositiveIntegerField(_("revision"), default=0)

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")

    def __str__(self) -> str:
        return str(self.cohort)


class DraftSession(Slot):
    """A session that is to be added, or what is to become of a published one.

    Beside a published session only the fields named in `touched` count; the others are the
    session's own, so that what is corrected there meanwhile is not undone by publishing.
    """

    public_id = PublicIdField()
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="draft_sessions")
    session = models.OneToOneField(
        "events.Session", models.PROTECT, null=True, related_name="draft"
    )
    touched = models.JSONField(_("changed fields"), default=list)
    is_removed = models.BooleanField(_("taken out"), default=False)

    class Meta(Slot.Meta):
        verbose_name = _("drafted session")
        verbose_name_plural = _("drafted sessions")
        constraints = [
            *Slot.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_removed=False) | ~Q(session=None),
                name="only_published_sessions_are_taken_out",
            ),
        ]


class TimetableStep(models.Model):
    """One change of a draft: what each session said before and after; for telling and undoing."""

    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="timetable_steps")
    revision = models.PositiveIntegerField(_("revision"))
    verb = models.CharField(_("what was done"), max_length=20, choices=TimetableVerb)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    changes = models.JSONField(_("changes"), default=list)
    is_undone = models.BooleanField(_("undone"), default=False)

    class Meta:
        verbose_name = _("step of a timetable")
        verbose_name_plural = _("steps of timetables")
        ordering = ["revision"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "revision"], name="one_step_a_revision")
        ]

    def __str__(self) -> str:
        return f"{self.revision} {self.get_verb_display()}"


class TimetableVersion(models.Model):
    """A published timetable: what all of it said, and what this publication changed."""

    public_id = PublicIdField()
    cohort = models.ForeignKey("courses.Cohort", models.PROTECT, related_name="timetable_versions")
    number = models.PositiveSmallIntegerField(_("version"))
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    slots = models.JSONField(_("sessions"), default=list)
    changes = models.JSONField(_("changes"), default=list)
    revision = models.PositiveIntegerField(_("revision"), default=0)

    class Meta:
        verbose_name = _("published timetable")
        verbose_name_plural = _("published timetables")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="one_timetable_a_number")
        ]

    def __str__(self) -> str:
        return str(self.number)
