"""What an organiser asks of those who register, what they answered, and every change of it."""

from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from registration.models.registration import Registration
from registration.queries import QuestionQuerySet
from registration.question_kinds import QuestionKind


def private_storage() -> Storage:
    """Where answers that are files lie: no address leads there but that of a ruled view."""
    return storages["private"]


class Question(models.Model):
    """One question of an offering.

    `options` are rows `{"code", "label", "label_en", "gone"}`: an answer keeps the code, so a label
    can be corrected; an option that somebody chose is never taken away, only offered no more.
    A question that was answered is retired, never deleted.
    """

    public_id = PublicIdField()
    offering = models.ForeignKey("events.Offering", models.PROTECT, related_name="questions")
    sort_order = models.PositiveIntegerField(default=0)
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    label = models.CharField(_("question"), max_length=200)
    label_en = models.CharField(_("question in English"), max_length=300, blank=True)
    help = models.CharField(_("help"), max_length=300, blank=True)
    help_en = models.CharField(_("help in English"), max_length=400, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    options = models.JSONField(default=list, blank=True)
    shown_if: Any = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="shows"
    )
    shown_if_codes = models.JSONField(default=list, blank=True)
    retired_at = models.DateTimeField(null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=QuestionKind.values), name="known_question_kind"
            ),
            models.CheckConstraint(
                condition=Q(shown_if=None) | ~Q(shown_if=F("id")), name="question_not_its_own_if"
            ),
        ]
        indexes = [models.Index(fields=["offering", "sort_order"], name="question_order")]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """Name of its field in forms."""
        return f"q_{self.public_id}"


class Answer(models.Model):
    """What one registration answers to one question now.

    `value` by kind: a text; a number as its decimal text; the code of an option, or a list of them;
    a date as ISO text; True for a consent; {"name", "size"} for a file, which lies in `file`.
    """

    public_id = PublicIdField()
    registration = models.ForeignKey(Registration, models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    value = models.JSONField()
    file = models.FileField(storage=private_storage, upload_to="answers/%Y/%m/", blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="one_answer_per_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question} · {self.value}"


class AnswerChange(models.Model):
    """One change of an answer: what it was, what it is, who, when. Null: no answer."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="answer_changes")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of an answer")
        verbose_name_plural = _("changes of answers")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.question}: {self.before} → {self.after}"
