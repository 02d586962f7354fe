"""Essay task, essay, its mutable draft, its immutable revisions, their reviews."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.enums import TRANSITIONS, WAITING, WRITABLE, EssayState, Verdict
from essays.models.remarks import names_of_reasons
from essays.queries import EssayQuerySet, RevisionQuerySet
from kernel.ids import PublicIdField

TITLE_LENGTH = 120


class EssayTask(models.Model):
    """What participants of an offering are asked to write."""

    public_id = PublicIdField()
    offering = models.ForeignKey("events.Offering", models.PROTECT, related_name="essay_tasks")
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    prompt = models.TextField(_("what is asked"), blank=True)
    min_characters = models.PositiveIntegerField(_("at least, characters"), default=800)
    max_characters = models.PositiveIntegerField(_("at most, characters"), default=3000)
    due_at = models.DateTimeField(_("due"))

    class Meta:
        verbose_name = _("essay task")
        verbose_name_plural = _("essay tasks")
        constraints = [
            models.CheckConstraint(
                condition=Q(min_characters__lte=F("max_characters")), name="essay_length_range"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Essay(models.Model):
    """One author's essay for one task."""

    public_id = PublicIdField()
    task = models.ForeignKey(EssayTask, models.PROTECT, related_name="essays")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="essays")
    registration = models.ForeignKey(
        "registration.Registration", models.PROTECT, null=True, related_name="essays"
    )
    state = models.CharField(
        _("state"), max_length=20, choices=EssayState, default=EssayState.DRAFT
    )
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True)

    objects = EssayQuerySet.as_manager()

    class Meta:
        verbose_name = _("essay")
        verbose_name_plural = _("essays")
        constraints = [
            models.UniqueConstraint(fields=["task", "author"], name="one_essay_per_author"),
            models.CheckConstraint(
                condition=Q(state=EssayState.DRAFT) | Q(submitted_at__isnull=False),
                name="submitted_essays_say_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=EssayState.values), name="known_essay_state"
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at", "id"], name="review_queue")]

    def __str__(self) -> str:
        return f"{self.task} #{self.pk}"

    def get_absolute_url(self) -> str:
        """`/me/essays/<id>/`: where the author writes and reads."""
        return reverse("essay", args=[self.public_id])

    @property
    def is_writable(self) -> bool:
        """Whether its author may change it: not handed in yet, or sent back."""
        return self.state in WRITABLE

    @property
    def is_waiting(self) -> bool:
        """Whether it is handed in and nobody has decided."""
        return self.state in WAITING

    def move(self, state: EssayState) -> None:
        """Take a step of TRANSITIONS; the caller saves. Raises ValueError for any other."""
        if state not in TRANSITIONS[EssayState(self.state)]:
            raise ValueError(f"no way from {self.state} to {state}")
        self.state = state

    def latest_revision(self) -> "EssayRevision | None":
        """What was handed in last, with its review if there is one."""
        return self.revisions.select_related("review").order_by("-number").first()


class EssayDraft(models.Model):
    """The text as it is being written; `version` tells two devices apart."""

    essay = models.OneToOneField(Essay, models.CASCADE, related_name="draft")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    text = models.TextField(_("text"), blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return self.title


class EssayRevision(models.Model):
    """The text as it was submitted, with its author's word that it is original; never changed.

    The database refuses any change of it but the emptying of its words when a person is erased.
    """

    essay = models.ForeignKey(Essay, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"))
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    text = models.TextField(_("text"))
    characters = models.PositiveIntegerField(_("characters"))
    submitted_at = models.DateTimeField(default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["essay", "number"], name="revisions_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class EssayReview(models.Model):
    """What was decided about one revision, and said to the author.

    `reasons`: those of a return, each `[Chinese, English]` as the list called it then.
    """

    revision = models.OneToOneField(EssayRevision, models.PROTECT, related_name="review")
    reviewer: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    comment = models.TextField(_("comment to the author"), blank=True)
    reasons: Any = models.JSONField(_("reasons"), default=list)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def reason_names(self) -> list[str]:
        """The reasons in the reader's language."""
        return names_of_reasons(self.reasons)
