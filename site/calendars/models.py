"""Personal feeds: who may read whose calendar by an address alone; and what state feeds are in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models import Attendance, SiteChoice
from calendars.texts import lines_of
from essays.foundations import opened_last
from essays.models import Essay
from events.models import SeatPool
from kernel.ids import PublicIdField
from people.models import Membership
from people.rules import LIAISONS
from registration.models import Registration


def _newest(rows: Any) -> Subquery:
    """When one of `rows` changed last."""
    return Subquery(rows.order_by().annotate(at=Func(F("changed_at"), function="MAX")).values("at"))


def _number(rows: Any) -> Subquery:
    """How many `rows` there are; a plain function, since an aggregate would want groups."""
    counted = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=counted).values("number"))


def _keys(rows: Any) -> Subquery:
    """Which `rows` there are: a number alone stays when one goes and another comes."""
    return lines_of(rows, [F("pk")])


def _either(own: Any, of_unit: Any) -> Case:
    """A figure of a person's feed, or of a unit's; the database works out the one that is asked."""
    return Case(When(unit=None, then=own), default=of_unit)


class FeedQuerySet(models.QuerySet[Any]):
    """Personal feeds."""

    def of(self, person: Any) -> "FeedQuerySet":
        """A person's own, newest first."""
        return self.filter(person=person).order_by("-made_at", "-pk")

    def of_token(self, token_hash: str, **more: Any) -> "FeedQuerySet":
        """The feed of a token, its owner, whether they may read it (`allowed`: of a unit, as its
        liaison today), figures of which one moves when the feed may, and what `more` is asked. One
        statement."""
        person, unit = OuterRef("person"), OuterRef("unit")
        below = Registration.objects.filter(unit__path__startswith=OuterRef("unit__path"))
        places = Registration.objects.filter(person=person)
        liaison = (
            Membership.objects.current()
            .filter(user=person, role__in=LIAISONS)
            .alias(path=ExpressionWrapper(OuterRef("unit__path"), CharField()))
            .filter(path__startswith=F("unit__path"))
        )
        came = Attendance.objects.attended().filter(registration__person=person)
        belonging = Membership.objects.current().filter(user=person)
        handed_in = Essay.objects.handed_in().filter(author=person)
        seats = SiteChoice.objects.filter(registration__person=person)
        generation = Generation.objects.filter(pk=1).values("number")
        opened = Subquery(opened_last().values("opens_at")[:1])
        none = Value("", output_field=TextField())
        return (
            self.filter(token_hash=token_hash)
            .select_related("person", "unit")
            .annotate(
                allowed=Case(When(unit=None, then=True), default=Exists(liaison)),
                moved_at=_either(_newest(places), _newest(below)),
                places=_either(_number(places), _number(below)),
                coming=_either(Value(0), _number(below.filter(state="confirmed"))),
                came=_either(_keys(came), none),
                belongs=_either(_keys(belonging), none),
                handed_in=_either(_keys(handed_in), none),
                seats=_either(lines_of(seats, [F("registration"), F("site")]), none),
                pools=_either(none, _keys(SeatPool.objects.filter(unit=unit))),
                opened=_either(opened, Value(None, output_field=models.DateTimeField())),
                generation=Coalesce(Subquery(generation), Value(0)),
                **more,
            )
        )

    def in_use(self) -> "FeedQuerySet":
        """Not revoked."""
        return self.filter(revoked_at=None)


class Feed(models.Model):
    """One personal calendar address; the token is shown once and kept as a hash.

    With a `unit` it is a liaison's: what the unit's people take part in, by numbers and not by
    names. Its right is asked anew at every reading.
    """

    class Deadlines(models.TextChoices):
        """How what is to be handed in by a day stands in the calendar."""

        NONE = "none", _("not at all")
        DAY = "day", _("as an entry of that day")
        TASK = "task", _("as a task")

    class Alarm(models.IntegerChoices):
        """Minutes before the start."""

        NONE = 0, _("no reminder")
        HALF_HOUR = 30, _("half an hour before")
        TWO_HOURS = 120, _("two hours before")
        DAY = 1440, _("a day before")

    public_id = PublicIdField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    name = models.CharField(_("name"), max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    unit = models.ForeignKey(
        "people.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("unit")
    )
    with_waiting = models.BooleanField(_("what I wait for, too"), default=True)
    deadlines = models.CharField(
        _("deadlines"), max_length=4, choices=Deadlines, default=Deadlines.DAY
    )
    alarm = models.PositiveSmallIntegerField(_("reminder"), choices=Alarm, default=Alarm.NONE)
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


class InvitationWish(models.Model):
    """Whether a person wants invitations with the mails; without a row they do."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation_wish"
    )
    by_mail = models.BooleanField(_("invitations with the mails"), default=True)

    class Meta:
        verbose_name = _("wish about invitations")
        verbose_name_plural = _("wishes about invitations")

    def __str__(self) -> str:
        return str(self.person)


class MailedSession(models.Model):
    """What a person's calendar last learned of a session by mail.

    `content` is a hash of what the mail said, `is_held` whether it invited or took back, `mail`
    the public id of the notice that it went with: sent again, that one says the same.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mailed_sessions"
    )
    session = models.ForeignKey(
        "events.Session", models.CASCADE, related_name="+", verbose_name=_("session")
    )
    sequence = models.PositiveIntegerField()
    content = models.CharField(max_length=64)
    is_held = models.BooleanField(_("invited"))
    mail = models.CharField(max_length=12)
    mailed_at = models.DateTimeField(_("mailed"), default=timezone.now)

    class Meta:
        verbose_name = _("mailed session")
        verbose_name_plural = _("mailed sessions")
        constraints = [
            models.UniqueConstraint("person", "session", name="one_mailed_state_per_session")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.sequence}"


class Generation(models.Model):
    """The one number that triggers move with every change of what feeds tell (one row, key 1)."""

    number = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("generation of the feeds")
        verbose_name_plural = _("generations of the feeds")

    def __str__(self) -> str:
        return str(self.number)
