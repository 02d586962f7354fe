"""What is said about a text: reasons of a return from an editable list, comments on passages."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from essays.enums import Visibility
from essays.queries import CommentQuerySet
from kernel.ids import PublicIdField
from publishing.dates import in_chinese


class ReturnReason(models.Model):
    """One reason for a return, as organisers keep the list; what was said once stays as said."""

    name = models.CharField(pgettext_lazy("for a return", "reason"), max_length=60, unique=True)
    name_en = models.CharField(
        pgettext_lazy("for a return", "reason in English"), max_length=80, blank=True
    )
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    is_used = models.BooleanField(_("offered to reviewers"), default=True)

    class Meta:
        verbose_name = _("reason for a return")
        verbose_name_plural = _("reasons for a return")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def as_said(self) -> list[str]:
        """The reason as a review keeps it: Chinese, English."""
        return [self.name, self.name_en]


def names_of_reasons(reasons: list[list[str]]) -> list[str]:
    """Kept reasons in the active language; in Chinese where there is no English one."""
    return [(not in_chinese() and name_en) or name for name, name_en in reasons]


class ReviewComment(models.Model):
    """A comment on one revision, or on a passage of it.

    `start`, `end`: the passage in characters of the revision's text, which never changes; the
    quotation is read from there, so that it goes when the words go.
    """

    public_id = PublicIdField()
    revision = models.ForeignKey("essays.EssayRevision", models.PROTECT, related_name="comments")
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    text = models.TextField(_("comment"))
    visibility = models.CharField(
        _("who reads it"), max_length=12, choices=Visibility, default=Visibility.AUTHOR
    )
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(_("written"), default=timezone.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")),
                name="comments_point_at_something",
            ),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="known_comment_visibility"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
