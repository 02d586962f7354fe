"""Prizes of a call and who got them: people decide, one by one."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.models.essays import Essay, EssayTask


class Prize(models.Model):
    """A prize of a task: its name and how many essays may get it. Its row is the lock of both."""

    task = models.ForeignKey(
        EssayTask, models.PROTECT, related_name="prizes", verbose_name=_("essay task")
    )
    name = models.CharField(_("prize"), max_length=40)
    name_en = models.CharField(_("prize in English"), max_length=60, blank=True)
    places = models.PositiveSmallIntegerField(_("how many"), default=1)
    position = models.PositiveSmallIntegerField(_("rank of the prize"), default=1)

    class Meta:
        verbose_name = _("prize")
        verbose_name_plural = _("prizes")
        ordering = ["task", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "name"], name="prizes_have_names"),
            models.CheckConstraint(condition=Q(places__gte=1), name="prizes_have_places"),
        ]

    def __str__(self) -> str:
        return self.name


class Award(models.Model):
    """An essay got a prize; an essay gets one at most."""

    prize = models.ForeignKey(Prize, models.PROTECT, related_name="awards")
    essay = models.OneToOneField(Essay, models.PROTECT, related_name="award")
    decided_at = models.DateTimeField(_("decided"), default=timezone.now)

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["prize__position", "pk"]

    def __str__(self) -> str:
        return f"{self.prize} · {self.essay}"
