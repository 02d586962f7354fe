"""Speakers: who teaches a session, alone or as a team."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from kernel.ids import PublicIdField


class Speaker(ClusterableModel):
    """A lecturer, guide or member of a speaker team; `person` is the same one in the register."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    title = models.CharField(pgettext_lazy("of a person", "title"), max_length=120, blank=True)
    title_en = models.CharField(
        pgettext_lazy("of a person", "title in English"), max_length=200, blank=True
    )
    unit_text = models.CharField(_("unit"), max_length=120, blank=True)
    topics = models.TextField(_("topics, one a line"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="speakers",
        verbose_name=_("person in the register"),
    )

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SpeakerAbsence(Orderable):
    """Days on which a speaker does not teach, as agreed with them; why is nobody's business."""

    speaker = ParentalKey(Speaker, on_delete=models.CASCADE, related_name="absences")
    from_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"))

    class Meta(Orderable.Meta):
        verbose_name = _("time when a speaker is not available")
        verbose_name_plural = _("times when a speaker is not available")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("until_on")),
                name="speaker_absence_runs_forward",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_on}–{self.until_on}"


class SpeakerTeam(ClusterableModel):
    """Speakers who go on tour together (宣讲团)."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("speaker team")
        verbose_name_plural = _("speaker teams")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def speakers(self) -> list[Speaker]:
        """Its members, whoever heads it first, then in its order."""
        rows = sorted(self.members.all(), key=lambda row: not row.is_head)
        return [row.speaker for row in rows]


class TeamMember(Orderable):
    """A speaker in a team, in the team's order."""

    team = ParentalKey(SpeakerTeam, on_delete=models.CASCADE, related_name="members")
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, related_name="team_members", verbose_name=_("speaker")
    )
    is_head = models.BooleanField(_("heads the team"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("member of the team")
        verbose_name_plural = _("members of the team")
        constraints = [
            models.UniqueConstraint(fields=["team", "speaker"], name="team_names_a_speaker_once")
        ]

    def __str__(self) -> str:
        return str(self.speaker)


class SessionSpeaker(models.Model):
    """Who speaks in a session and when that is: one row each, so that a constraint sees them all.

    The row at place 0 is the session's own `speaker`; times and `released` are the session's. The
    database writes these by itself, whoever changes the session (`events/triggers.py`); who speaks
    beside the first one is written by `events.actions.holding.seat`.
    """

    session = models.ForeignKey("events.Session", models.CASCADE, related_name="lineup")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="lineup")
    place = models.PositiveSmallIntegerField(default=0)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    released = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("speaker of a session")
        verbose_name_plural = _("speakers of sessions")
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "speaker"], name="lineup_names_each_once")
        ]
        indexes = [models.Index(fields=["speaker", "starts_at"], name="lineup_of_speaker")]

    def __str__(self) -> str:
        return str(self.speaker)
