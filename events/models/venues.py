"""Venues: bases, museums, halls, areas; where sessions are held and when they are open."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from events.enums import CoordinateSystem, VenueType
from events.ground import check_corners
from kernel.ids import PublicIdField
from publishing.motifs import Motif

MOST_METRES = 100_000
WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
    (6, _("Saturday")),
    (7, _("Sunday")),
]


class Venue(ClusterableModel):
    """A place of teaching. Its public text is a VenuePage; its facts are here."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    venue_type = models.CharField(_("type"), max_length=30, choices=VenueType)
    town = models.CharField(_("town"), max_length=60, blank=True)
    town_en = models.CharField(_("town in English"), max_length=100, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    address_en = models.CharField(_("address in English"), max_length=300, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    coordinate_system = models.CharField(
        _("coordinate system"),
        max_length=10,
        choices=CoordinateSystem,
        default=CoordinateSystem.WGS84,
    )
    radius = models.PositiveIntegerField(
        _("reaches so many metres around the point"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_METRES)],
        help_text=_("For an area such as a free-trade zone or a village; empty for a building."),
    )
    corners = models.TextField(
        _("corners of the area"),
        blank=True,
        validators=[check_corners],
        help_text=_(
            "One corner a line, latitude and longitude in the same coordinate system: 31.3012, "
            "120.6034. At least three; they go before the radius."
        ),
    )
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    guide_lead_days = models.PositiveSmallIntegerField(
        _("guide must be booked, working days ahead"), default=0
    )
    open_on_holidays = models.BooleanField(
        _("open on public holidays"),
        default=False,
        help_text=_("Even when the holiday falls on a weekday on which it is closed."),
    )
    contact = models.CharField(
        _("contact for bookings"),
        max_length=120,
        blank=True,
        help_text=_("An office or a function, such as “reception office”: the page shows it."),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    motif = models.CharField(_("drawing"), max_length=20, default="museum", choices=Motif)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.short_name or self.name


class TeachingPoint(Orderable):
    """A place inside a venue where teaching happens (现场教学点)."""

    venue = ParentalKey(Venue, on_delete=models.CASCADE, related_name="teaching_points")
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    picture = models.ForeignKey(
        "media.CustomImage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph"),
    )
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("teaching point")
        verbose_name_plural = _("teaching points")

    def __str__(self) -> str:
        return self.name


class OpeningRule(Orderable):
    """When a venue is open on a weekday; a weekday without a rule is closed."""

    venue = ParentalKey(Venue, on_delete=models.CASCADE, related_name="opening_rules")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAYS)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    last_entry = models.TimeField(_("last entry"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("opening rule")
        verbose_name_plural = _("opening rules")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens__lt=models.F("closes")), name="venue_opens_before_closing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"


class OpeningException(Orderable):
    """Days on which a venue keeps other hours than its week: closed, or open all the same."""

    venue = ParentalKey(Venue, on_delete=models.CASCADE, related_name="opening_exceptions")
    from_on = models.DateField(_("first day"))
    until_on = models.DateField(_("last day"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    last_entry = models.TimeField(_("last entry"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=80, blank=True)
    reason_en = models.CharField(_("reason in English"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("exception from the opening hours")
        verbose_name_plural = _("exceptions from the opening hours")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_on__lte=models.F("until_on")),
                name="opening_exception_runs_forward",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(opens=None, closes=None)
                | models.Q(opens__isnull=False, closes__isnull=False, opens__lt=models.F("closes")),
                name="opening_exception_has_both_hours",
                violation_error_message=_(
                    "Give both hours, the first before the second, or none: then it is closed."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on}–{self.until_on} {self.reason}".rstrip()

    @property
    def is_closed(self) -> bool:
        """Whether nobody is let in on these days."""
        return self.opens is None
