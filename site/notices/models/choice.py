"""What a person chose: which kinds by which channel, and when the collected mail comes."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from notices.enums import MailChoice, Rhythm, kinds


class Choice(models.Model):
    """One person's choice for one kind; without a row, mail at once and no text message."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(_("kind"), max_length=30, choices=kinds)
    mail = models.CharField(
        _("by e-mail"), max_length=20, choices=MailChoice, default=MailChoice.AT_ONCE
    )
    sms = models.BooleanField(_("by text message"), default=False)

    class Meta:
        verbose_name = _("choice of channels")
        verbose_name_plural = _("choices of channels")
        constraints = [models.UniqueConstraint("person", "kind", name="one_choice_per_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_mail_display()}"


class DigestPlan(models.Model):
    """When a person's collected mail comes, by the clock of the site's time zone."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digest_plan"
    )
    rhythm = models.CharField(
        _("collected mail"), max_length=10, choices=Rhythm, default=Rhythm.DAILY
    )
    weekday = models.PositiveSmallIntegerField(  # 0 is Monday
        _("day of the week"), default=0, validators=[MaxValueValidator(6)]
    )
    hour = models.PositiveSmallIntegerField(
        _("time of day"), default=8, validators=[MaxValueValidator(23)]
    )
    next_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("plan of the collected mail")
        verbose_name_plural = _("plans of the collected mail")

    def __str__(self) -> str:
        return f"{self.get_rhythm_display()} {self.hour:02}:00"
