"""Remote sites (分会场): where else than in the main hall people attend, and who chose which."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.ids import PublicIdField


class RemoteSite(models.Model):
    """A place beside the main hall at which the sessions of an offering are attended.

    The people of `units`, and of the units below these, sit here unless a choice says otherwise.
    Each site has its own roll, desk and code; a mark says at which site it was made.
    """

    public_id = PublicIdField()
    offering = models.ForeignKey("events.Offering", models.CASCADE, related_name="remote_sites")
    name = models.CharField(pgettext_lazy("remote sites", "name of the site"), max_length=60)
    name_en = models.CharField(_("name of the site in English"), max_length=90, blank=True)
    venue = models.ForeignKey(
        "events.Venue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remote_sites",
        verbose_name=_("venue"),
    )
    place = models.CharField(_("place, where no venue is listed"), max_length=120, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("people who can choose this site"),
        null=True,
        blank=True,
        help_text=_("Empty: as many as want to."),
    )
    is_open = models.BooleanField(_("participants may choose this site"), default=False)
    units: Any = models.ManyToManyField(
        "people.Unit",
        blank=True,
        related_name="remote_sites",
        verbose_name=_("whose people sit here"),
    )
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("remote site")
        verbose_name_plural = _("remote sites")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "name"], name="one_remote_site_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class SiteChoice(models.Model):
    """Where somebody sits by choice, theirs or an organiser's; without a site: the main hall."""

    registration = models.OneToOneField(
        "registration.Registration", models.PROTECT, related_name="site_choice"
    )
    site = models.ForeignKey(RemoteSite, models.CASCADE, null=True, related_name="choices")
    chosen_at = models.DateTimeField(_("chosen"), default=timezone.now)
    chosen_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("choice of a site")
        verbose_name_plural = _("choices of sites")

    def __str__(self) -> str:
        return f"{self.registration} {self.site or ''}".strip()
