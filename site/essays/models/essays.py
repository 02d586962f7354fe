"""Essay, its mutable draft, its immutable revisions, their reviews, files that were sent."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.enums import TRANSITIONS, WAITING, WRITABLE, EssayState, Verdict
from essays.models.remarks import names_of_reasons
from essays.models.tasks import EssayTask
from essays.queries import EssayQuerySet, RevisionQuerySet
from essays.task_enums import Genre
from kernel.files import private_storage
from kernel.ids import PublicIdField
from media.fields import CheckedFileField

TITLE_LENGTH = 120


class Essay(models.Model):
    """One author's essay for one task.

    `unit` is the author's, as it was when the essay was begun; None for people without one.
    `recommended_at`: when the unit's liaison recommended it, for calls that take essays so.
    `emptied_at`: when its words went with its author's name; it is counted and waits for nobody.
    """

    public_id = PublicIdField()
    task = models.ForeignKey(EssayTask, models.PROTECT, related_name="essays")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="essays")
    registration = models.ForeignKey(
        "registration.Registration", models.PROTECT, null=True, related_name="essays"
    )
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, related_name="essays", verbose_name=_("unit")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=EssayState, default=EssayState.DRAFT
    )
    started_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    recommended_at = models.DateTimeField(_("recommended"), null=True)
    emptied_at = models.DateTimeField(pgettext_lazy("words of an essay", "emptied"), null=True)

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
        return f"{self.task} #{self.public_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Who registered through a unit writes from there."""
        if self._state.adding and self.unit_id is None and self.registration is not None:
            self.unit_id = self.registration.unit_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """`/me/essays/<id>/`: where the author writes and reads."""
        return reverse("essay", args=[self.public_id])

    @property
    def is_writable(self) -> bool:
        """Whether its author may change it: not handed in yet, or sent back."""
        return self.state in WRITABLE

    @property
    def is_waiting(self) -> bool:
        """Whether it is handed in and nobody has decided, and there is something to read."""
        return self.state in WAITING and self.emptied_at is None

    @property
    def has_arrived(self) -> bool:
        """Whether it came by a way that its task takes: alone, or recommended by the unit."""
        return self.task.by_persons or self.recommended_at is not None

    def move(self, state: EssayState) -> None:
        """Take a step of TRANSITIONS; the caller saves. Raises ValueError for any other."""
        if state not in TRANSITIONS[EssayState(self.state)]:
            raise ValueError(f"no way from {self.state} to {state}")
        self.state = state

    def latest_revision(self) -> "EssayRevision | None":
        """What was handed in last, with its review if there is one."""
        rows = self.revisions.select_related("essay", "review", "upload")
        return rows.order_by("-number").first()


class EssayUpload(models.Model):
    """A file that its author sent, as it came, with the text that was read from it.

    It waits until its author has looked at the text (`confirmed_at`); who does not, loses it after
    a day. A revision that grew from it keeps it.
    """

    public_id = PublicIdField()
    essay = models.ForeignKey(Essay, models.CASCADE, related_name="uploads")
    file = CheckedFileField(
        upload_to="essays", storage=private_storage, max_length=200, verbose_name=_("file")
    )
    name = models.CharField(_("name of the file"), max_length=100)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    text = models.TextField(_("text"))
    characters = models.PositiveIntegerField(_("characters"))
    at = models.DateTimeField(_("sent"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    class Meta:
        verbose_name = _("file of an essay")
        verbose_name_plural = _("files of essays")

    def __str__(self) -> str:
        return self.name


class EssayDraft(models.Model):
    """The text as it is being written; `version` tells two devices apart."""

    essay = models.OneToOneField(Essay, models.CASCADE, related_name="draft")
    title = models.CharField(_("title"), max_length=TITLE_LENGTH, blank=True)
    text = models.TextField(_("text"), blank=True)
    genre = models.CharField(_("genre"), max_length=10, choices=Genre, blank=True)
    upload = models.ForeignKey(EssayUpload, models.SET_NULL, null=True, related_name="drafts")
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        return self.title


class EssayRevision(models.Model):
    """The text as it was submitted, with its author's word that it is original; never changed.

    `statement`: the words of that; empty where they were not kept yet.
    `is_late`: it came after the deadline that held for its author; a fact, not a judgement.

    The database refuses any change of it but the emptying of its words when a person is erased.
    """

    essay = models.ForeignKey(Essay, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("revision"))
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    text = models.TextField(_("text"))
    genre = models.CharField(_("genre"), max_length=10, choices=Genre, blank=True)
    characters = models.PositiveIntegerField(_("characters"))
    submitted_at = models.DateTimeField(default=timezone.now)
    is_late = models.BooleanField(_("late"), default=False)
    statement = models.TextField(_("statement accepted"), max_length=500, blank=True, default="")
    upload = models.ForeignKey(EssayUpload, models.SET_NULL, null=True, related_name="revisions")

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

    @property
    def receipt_number(self) -> str:
        """What its author can name it by."""
        return f"{self.essay.public_id}-{self.number}"

    @property
    def digest(self) -> str:
        """SHA-256 of title, an empty line and text in UTF-8: whoever has both can compute it."""
        return sha256(f"{self.title}\n\n{self.text}".encode()).hexdigest()


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
