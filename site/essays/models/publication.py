"""What may be published of an accepted essay: its pinned revision, consent per use, wordings."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.enums import EssayState
from essays.models.essays import TITLE_LENGTH, Essay, EssayRevision
from essays.uses import EditState, NameShown, Use
from kernel.ids import PublicIdField


class Publication(models.Model):
    """One accepted essay on its way to readers.

    Its row is the lock under which consent changes, wordings are settled and pages go live.
    """

    public_id = PublicIdField()
    essay = models.OneToOneField(Essay, models.PROTECT, related_name="publication")
    revision = models.ForeignKey(EssayRevision, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("first decided"), default=timezone.now)

    class Meta:
        verbose_name = _("essay to publish")
        verbose_name_plural = _("essays to publish")

    def __str__(self) -> str:
        return self.title if self.is_agreed else self.public_id

    def consent_for(self, use: str) -> "Consent | None":
        """The author's consent to a use as it stands; None where it was never or no longer given.

        Reads `consents` as they are loaded, so that a list asks once for all its rows.
        """
        standing = (one for one in self.consents.all() if one.ended_at is None)
        return next((one for one in standing if one.use == use), None)

    def allows(self, use: str) -> bool:
        """Whether the text may be used so: accepted, and its author agrees."""
        return self.essay.state == EssayState.ACCEPTED and self.consent_for(use) is not None

    @property
    def is_agreed(self) -> bool:
        """Whether the author agrees to any use; else nobody but the author reads the text here."""
        return any(one.ended_at is None for one in self.consents.all())

    def byline(self, use: str) -> str:
        """Name and unit as the author lets them be shown there: `林安 · 图书馆`; often empty."""
        consent = self.consent_for(use)
        if consent is None:
            return ""
        return " · ".join(filter(None, (self.name_for(consent), self.unit_for(consent))))

    def name_for(self, consent: "Consent") -> str:
        """The name that a consent lets stand."""
        if consent.name_shown == NameShown.REAL:
            return str(self.essay.author.name)
        return consent.pen_name if consent.name_shown == NameShown.PEN else ""

    def unit_for(self, consent: "Consent") -> str:
        """The unit that a consent lets stand."""
        unit = self.essay.unit
        return unit.name if unit is not None and consent.shows_unit else ""

    @property
    def wording(self) -> "CopyEdit | None":
        """The wording that the author approved last; None where the pinned revision stands."""
        approved = [one for one in self.edits.all() if one.state == EditState.APPROVED]
        return max(approved, key=lambda one: one.pk, default=None)

    @property
    def open_edit(self) -> "CopyEdit | None":
        """The proposal that awaits the author."""
        return next((one for one in self.edits.all() if one.state == EditState.OPEN), None)

    @property
    def title(self) -> str:
        """As it would be published."""
        return str((self.wording or self.revision).title)

    @property
    def text(self) -> str:
        """As it would be published."""
        return str((self.wording or self.revision).text)


class Consent(models.Model):
    """The author's yes to one use, with the day it was given and, perhaps, taken back.

    Rows are never changed but for their end: who wishes another name gives a new one.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="consents")
    use = models.CharField(pgettext_lazy("essay", "use"), max_length=10, choices=Use)
    name_shown = models.CharField(_("name shown"), max_length=10, choices=NameShown)
    pen_name = models.CharField(_("pen name"), max_length=40, blank=True)
    shows_unit = models.BooleanField(_("unit shown"), default=False)
    given_at = models.DateTimeField(pgettext_lazy("essay", "given"), default=timezone.now)
    ended_at = models.DateTimeField(_("taken back or replaced"), null=True)

    class Meta:
        verbose_name = _("consent to a use")
        verbose_name_plural = _("consents to uses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "use"],
                condition=Q(ended_at=None),
                name="one_standing_consent_per_use",
            ),
            models.CheckConstraint(
                condition=~Q(name_shown=NameShown.PEN) | ~Q(pen_name=""),
                name="pen_names_are_written",
            ),
            models.CheckConstraint(condition=Q(use__in=Use.values), name="known_essay_use"),
        ]

    def __str__(self) -> str:
        return self.get_use_display()

    def same_as(self, wish: Any) -> bool:
        """Whether it says already what the author wishes."""
        mine = (self.name_shown, self.pen_name, self.shows_unit)
        return mine == (wish.name_shown, wish.pen_name, wish.shows_unit)


class CopyEdit(models.Model):
    """A wording that the editors propose; it stands only when the author approves it."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="edits")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    text = models.TextField(_("text"))
    note = models.TextField(_("word to the author"), blank=True)
    proposed_at = models.DateTimeField(pgettext_lazy("essay", "proposed"), default=timezone.now)
    state = models.CharField(_("state"), max_length=10, choices=EditState, default=EditState.OPEN)
    answer = models.TextField(_("the author's word"), blank=True)
    answered_at = models.DateTimeField(pgettext_lazy("essay", "settled"), null=True)

    class Meta:
        verbose_name = _("proposed wording")
        verbose_name_plural = _("proposed wordings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication"],
                condition=Q(state=EditState.OPEN),
                name="one_open_wording",
            ),
            models.CheckConstraint(
                condition=Q(state=EditState.OPEN) | Q(answered_at__isnull=False),
                name="settled_wordings_say_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title
