"""Kinds of events: data that editors keep, not code."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from events.explained import MOTIF, NAMES, POSITION
from publishing.motifs import Motif


@register_snippet
class EventKind(index.Indexed, models.Model):
    """Site visit, salon, lecture, report meeting, talk tour …"""

    name = models.CharField(_("name"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    slug = models.SlugField(_("slug"), unique=True)
    motif = models.CharField(_("drawing"), max_length=20, default="circle", choices=Motif)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [*NAMES, MOTIF, POSITION]
    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("name_en")]

    class Meta:
        verbose_name = _("event kind")
        verbose_name_plural = _("event kinds")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name
