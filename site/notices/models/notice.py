"""A notice is a record, written in the transaction that causes it, delivered after commit."""

from django.conf import settings
from django.db import models
from django.db.models import ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField
from notices.enums import MANDATORY, OUTSIDE_THE_INBOX, kinds


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices."""

    def of(self, person: object) -> "NoticeQuerySet":
        """What `person` was told, newest first."""
        return self.filter(recipient=person).order_by("-created_at", "-id")

    def in_the_inbox(self) -> "NoticeQuerySet":
        """Without the mails that only carry other notices."""
        return self.exclude(kind__in=OUTSIDE_THE_INBOX)

    def unread(self) -> "NoticeQuerySet":
        """Not opened yet."""
        return self.filter(read_at=None).in_the_inbox()

    def unread_first(self) -> "NoticeQuerySet":
        """The inbox: what was not opened yet above the rest, each newest first."""
        read = ExpressionWrapper(Q(read_at__isnull=False), output_field=models.BooleanField())
        return self.in_the_inbox().order_by(read, "-created_at", "-id")


class Notice(models.Model):
    """One message to one person, with its words as they were sent.

    `topic` is what it is about, as the room that wrote it names it (the public id of an offering):
    those who answer for that may follow its delivery, never its words.
    """

    public_id = PublicIdField()
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", verbose_name=_("to")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=kinds)
    key = models.CharField(max_length=120, unique=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    path = models.CharField(max_length=200, blank=True)
    topic = models.CharField(max_length=40, blank=True, db_index=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(_("at"), default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [models.Index(fields=["recipient", "-created_at"], name="notice_inbox")]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_mandatory(self) -> bool:
        """Whether its kind reaches everybody, whatever they chose."""
        return self.kind in MANDATORY
