"""Offering, Session, SeatPool: when, where, and for how many."""

import uuid
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import OVER, Availability, OfferingState, PostingKind
from events.kept_words import in_words
from events.models.admission import CONSTRAINTS, Admission
from events.models.slots import Slot
from events.queries import OfferingQuerySet, SessionQuerySet
from kernel.ids import PublicIdField

FEW = 5


class Offering(Admission):
    """One dated run that a person registers for: a cohort, or one holding of an event."""

    public_id = PublicIdField()
    page = models.ForeignKey("wagtailcore.Page", models.PROTECT, related_name="offerings")
    label = models.CharField(_("label"), max_length=80, blank=True)
    label_en = models.CharField(_("label in English"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=OfferingState, default=OfferingState.DRAFT
    )
    lead_unit = models.ForeignKey(
        "people.Unit", models.PROTECT, related_name="led_offerings", verbose_name=_("lead unit")
    )
    number = models.PositiveSmallIntegerField(
        _("number in the series"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Which instalment or stop of its page it is; empty: the next one."),
    )
    recurrence = models.ForeignKey(
        "events.Recurrence",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="offerings",
        verbose_name=_("rhythm"),
    )
    team = models.ForeignKey(
        "events.SpeakerTeam",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="offerings",
        verbose_name=_("speaker team"),
        help_text=_("Its members speak at this stop. Empty: the team of the event's page."),
    )
    supporting_units = models.ManyToManyField(
        "people.Unit",
        related_name="supported_offerings",
        blank=True,
        verbose_name=_("supporting units"),
    )
    host = models.CharField(_("host"), max_length=160, blank=True)
    host_en = models.CharField(_("host in English"), max_length=240, blank=True)
    audience = models.CharField(_("for whom"), max_length=240, blank=True)
    audience_en = models.CharField(_("for whom, in English"), max_length=300, blank=True)
    contact = models.EmailField(_("contact mailbox"), blank=True)
    opens_at = models.DateTimeField(_("registration opens"))
    closes_at = models.DateTimeField(_("registration closes"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    # Cancelled while it was a draft: nobody outside ever heard of it.
    is_dropped = models.BooleanField(default=False, db_default=False, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfferingQuerySet.as_manager()

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="offering_opens_before_closing",
                violation_error_message=_("Registration must open before it closes."),
            ),
            models.UniqueConstraint(
                fields=["page", "number"],
                condition=Q(number__isnull=False) & ~Q(state=OfferingState.CANCELLED),
                name="one_offering_a_number",
                violation_error_message=_("Another one of this page has this number already."),
            ),
            *CONSTRAINTS,
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="offering_window")]

    def __str__(self) -> str:
        return " ".join(part for part in (self.page.title, self.label) if part)

    @property
    def title_en(self) -> str:
        """In English, where the page's translation is published; what `named` says.

        Lists read it with their rows (`events.titles`); for one offering it is one statement.
        """
        if not hasattr(self, "page_title_en"):
            english = self.page.get_translations().filter(locale__language_code="en", live=True)
            self.page_title_en = english.values_list("title", flat=True).first()
        parts = (self.page_title_en, self.label_en or self.label) if self.page_title_en else ()
        return " ".join(part for part in parts if part)

    def get_absolute_url(self) -> str:
        """`/o/<id>/`."""
        return reverse("offering", args=[self.public_id])

    def window(self, at: datetime | None = None) -> Availability:
        """What state and window say at an instant, whatever the places are."""
        at = at or timezone.now()
        if self.state in (*OVER, OfferingState.PAUSED):
            return Availability(self.state)
        if at < self.opens_at:
            return Availability.NOT_OPEN_YET
        return Availability.OPEN if at < self.closes_at else Availability.CLOSED

    def availability(
        self, *, capacity: int, taken: int, at: datetime | None = None
    ) -> Availability:
        """The one word for a listing, from the window and the places given."""
        word = self.window(at)
        if word is not Availability.OPEN:
            return word
        left = capacity - taken
        if left <= 0:
            return Availability.WAITING_LIST if self.has_waiting_list else Availability.FULL
        return Availability.FEW_LEFT if left <= FEW else Availability.OPEN


class Session(Slot):
    """One slot of an offering: what people attend."""

    public_id = PublicIdField()
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offering = models.ForeignKey(Offering, models.PROTECT, related_name="sessions")
    moved_from = models.DateTimeField(_("started before the last move"), null=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)
    # So that the database can say what is held: a constraint sees one row, not the offering's.
    offering_cancelled = models.BooleanField(default=False, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    # The `speaker`, where the offering's team brought them: they may have left it since.
    team_speaker = models.ForeignKey(
        "events.Speaker", models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = SessionQuerySet.as_manager()

    class Meta(Slot.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [
            models.Index(fields=["offering", "starts_at"], name="session_of_offering"),
            models.Index(fields=["starts_at"], name="session_start"),
        ]

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not be held."""
        return self.cancelled_at is not None

    @cached_property
    def others(self) -> tuple[int, ...]:
        """Keys of those who speak beside `speaker`; set before saving, it says who is to.

        Only where the offering has a team: no other session costs a query.
        """
        if self.pk is None or self.offering.team_id is None:
            return ()
        return tuple(row.speaker_id for row in self.lineup.all() if row.place)

    @property
    def speakers(self) -> list[Any]:
        """All who speak, `speaker` first."""
        first = [] if self.speaker is None else [self.speaker]
        if self.pk is None or self.offering.team_id is None:
            return first
        rows = self.lineup.all()
        return [*first, *(row.speaker for row in rows if row.place)]


class SeatPool(models.Model):
    """Places of an offering, general or granted to one unit.

    `taken` is written by a database trigger on registrations alone, `capacity` by the trigger on
    postings alone, and the CHECK holds for both: no write to registrations can give one place too
    many.
    """

    offering = models.ForeignKey(Offering, models.PROTECT, related_name="pools")
    unit = models.ForeignKey("people.Unit", models.PROTECT, null=True, related_name="seat_pools")
    capacity = models.PositiveIntegerField(_("places"), default=0)
    taken = models.PositiveIntegerField(_("taken"), default=0)

    class Meta:
        verbose_name = _("seat pool")
        verbose_name_plural = _("seat pools")
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("capacity")), name="no_seat_too_many"),
            models.UniqueConstraint(
                fields=["offering"], condition=Q(unit=None), name="one_general_pool"
            ),
            models.UniqueConstraint(
                fields=["offering", "unit"], condition=~Q(unit=None), name="one_pool_per_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taken}/{self.capacity}"

    @property
    def left(self) -> int:
        """Free places."""
        return self.capacity - self.taken


class SeatPosting(models.Model):
    """One line of the ledger of places (名额台账): never changed, only followed by another."""

    pool = models.ForeignKey(SeatPool, models.PROTECT, related_name="postings")
    kind = models.CharField(_("kind"), max_length=20, choices=PostingKind)
    delta = models.IntegerField(_("places"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    by: Any = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("posting of places")
        verbose_name_plural = _("postings of places")
        constraints = [models.CheckConstraint(condition=~Q(delta=0), name="posting_moves_places")]

    def __str__(self) -> str:
        return f"{self.delta:+d}"

    @property
    def said(self) -> str:
        """The reason in the reader's language."""
        return in_words(self.reason)
