"""Bookings at venues: asked for, answered, and what became of them."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.enums import BookingState
from events.kept_words import in_words
from events.queries import BookingQuerySet
from kernel.ids import PublicIdField


class VenueBooking(models.Model):
    """What a venue was asked for: a session's time, so many people, a guide or none.

    Asked and confirmed ones count against the venue's capacity. Times are the session's when it was
    asked; the letter and the capacity go by them.
    """

    public_id = PublicIdField()
    session = models.ForeignKey("events.Session", models.PROTECT, related_name="bookings")
    venue = models.ForeignKey(
        "events.Venue", models.PROTECT, related_name="bookings", verbose_name=_("venue")
    )
    teaching_point = models.ForeignKey(
        "events.TeachingPoint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name=_("teaching point"),
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    headcount = models.PositiveIntegerField(
        pgettext_lazy("booking", "people"), validators=[MinValueValidator(1)]
    )
    guide_wanted = models.BooleanField(_("with a guide"), default=False)
    contact = models.CharField(
        _("our contact for the venue"),
        max_length=120,
        blank=True,
        help_text=_("Who comes with the group and how to reach them: it stands in the letter."),
    )
    state = models.CharField(
        _("state"), max_length=12, choices=BookingState, default=BookingState.ASKED
    )
    answer_by = models.DateTimeField(_("answer needed by"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking at a venue")
        verbose_name_plural = _("bookings at venues")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="booking_starts_before_end"
            ),
            models.CheckConstraint(condition=Q(headcount__gt=0), name="booking_is_for_somebody"),
            models.UniqueConstraint(fields=["session", "venue"], name="one_booking_per_venue"),
        ]
        indexes = [models.Index(fields=["venue", "starts_at"], name="booking_of_venue")]

    def __str__(self) -> str:
        return f"{self.venue} · {self.session}"

    @property
    def is_standing(self) -> bool:
        """Whether it counts against the venue's capacity."""
        return self.state in (BookingState.ASKED, BookingState.CONFIRMED)


class BookingChange(models.Model):
    """One step of a booking: never changed, only followed by another."""

    booking = models.ForeignKey(VenueBooking, models.PROTECT, related_name="changes")
    from_state = models.CharField(max_length=12, choices=BookingState, blank=True)
    to_state = models.CharField(max_length=12, choices=BookingState)
    note = models.CharField(max_length=200, blank=True)
    by: Any = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of a booking")
        verbose_name_plural = _("steps of bookings")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"

    @property
    def said(self) -> str:
        """The note in the reader's language."""
        return in_words(self.note)
