"""The words of a kind in a language, where somebody changed those that the site came with."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.enums import kinds


class Wording(models.Model):
    """Words of one kind in one language; empty ones mean those that the site came with.

    There is a row for every kind and language: see `placeholders`.
    """

    kind = models.CharField(_("kind"), max_length=30, choices=kinds)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), max_length=5000, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    changed_at = models.DateTimeField(_("changed"), null=True)

    class Meta:
        verbose_name = _("words of a notice")
        verbose_name_plural = _("words of notices")
        constraints = [models.UniqueConstraint("kind", "language", name="one_wording_per_language")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.get_language_display()}"

    @property
    def is_own(self) -> bool:
        """Whether somebody's words stand in place of those that the site came with."""
        return bool(self.subject)


class WordingVersion(models.Model):
    """What the words were after each change; empty ones: put back to those of the site."""

    wording = models.ForeignKey(Wording, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )

    class Meta:
        verbose_name = _("version of the words")
        verbose_name_plural = _("versions of the words")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint("wording", "number", name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.wording} {self.number}"
