"""Personal tokens: how a program of a person's own uses the API in that person's name."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from people.enums import TokenScope
from people.models.person import User
from people.queries import PersonalTokenQuerySet


class PersonalToken(models.Model):
    """A secret that a program sends as `Authorization: Bearer`; kept as a hash, shown once.

    `used_on` is a day, no instant: enough to find what nobody uses, too little to follow a person.
    """

    public_id = PublicIdField()
    person = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(_("scope"), max_length=20, choices=TokenScope)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = PersonalTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal token")
        verbose_name_plural = _("personal tokens")

    def __str__(self) -> str:
        return self.name
