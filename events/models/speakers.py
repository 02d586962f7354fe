"""Speakers: who teaches a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField


class Speaker(models.Model):
    """A lecturer, guide or member of a speaker team."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    unit_text = models.CharField(_("unit"), max_length=120, blank=True)
    topics = models.TextField(_("topics, one a line"), blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
