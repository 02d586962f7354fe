"""Personal feeds: who may read whose calendar by an address alone."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField


class FeedQuerySet(models.QuerySet[Any]):
    """Personal feeds."""

    def of(self, person: Any) -> "FeedQuerySet":
        """A person's own, newest first."""
        return self.filter(person=person).order_by("-made_at", "-pk")

    def in_use(self) -> "FeedQuerySet":
        """Not revoked."""
        return self.filter(revoked_at=None)


class Feed(models.Model):
    """One personal calendar address; the token is shown once and kept as a hash."""

    public_id = PublicIdField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    name = models.CharField(_("name"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        indexes = [
            models.Index(fields=["person"], name="feeds_in_use", condition=Q(revoked_at=None))
        ]

    def __str__(self) -> str:
        return self.name
