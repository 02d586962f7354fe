"""Routes of visits: where a group meets, which buses carry it, where it stops, when it is back."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from kernel.ids import PublicIdField


class Route(ClusterableModel):
    """One way out and back, of an offering or of one of its sessions."""

    public_id = PublicIdField()
    offering = models.ForeignKey("events.Offering", models.PROTECT, related_name="routes")
    session = models.ForeignKey(
        "events.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="routes",
        verbose_name=_("session"),
        help_text=_("Empty: the route is that of the whole offering."),
    )
    meets_at = models.DateTimeField(_("meeting time"))
    meeting_point = models.CharField(pgettext_lazy("of a route", "meeting point"), max_length=160)
    meeting_point_en = models.CharField(_("meeting point in English"), max_length=240, blank=True)
    returns_at = models.DateTimeField(_("back at"))
    return_point = models.CharField(
        _("where the way back ends"),
        max_length=160,
        blank=True,
        help_text=_("Empty: at the meeting point."),
    )
    return_point_en = models.CharField(
        _("where the way back ends, in English"), max_length=240, blank=True
    )
    note = models.CharField(
        _("note for participants"),
        max_length=200,
        blank=True,
        help_text=_("What to wear or to bring, for example."),
    )
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        ordering = ["meets_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meets_at__lt=F("returns_at")),
                name="route_meets_before_return",
                violation_error_message=_("A group is back after it has met."),
            )
        ]

    def __str__(self) -> str:
        return self.meeting_point


class RouteBus(Orderable):
    """A bus on a route, held from meeting to return.

    Times and `released` are the route's, written with it: a constraint sees one row.
    """

    route = ParentalKey(Route, on_delete=models.CASCADE, related_name="buses")
    bus = models.ForeignKey(
        "events.Bus", models.PROTECT, related_name="route_buses", verbose_name=_("bus")
    )
    leader = models.CharField(
        _("who leads the bus"),
        max_length=40,
        blank=True,
        help_text=_("A name that participants may ask for on the way."),
    )
    headcount = models.PositiveSmallIntegerField(_("people planned"), default=0)
    starts_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    released = models.BooleanField(default=False, editable=False)

    class Meta(Orderable.Meta):
        verbose_name = _("bus of the route")
        verbose_name_plural = _("buses of the route")
        constraints = [
            models.UniqueConstraint(fields=["route", "bus"], name="route_has_a_bus_once"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="route_bus_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return str(self.bus)


class RouteStop(Orderable):
    """Where a route stops, in order."""

    route = ParentalKey(Route, on_delete=models.CASCADE, related_name="stops")
    venue = models.ForeignKey(
        "events.Venue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="route_stops",
        verbose_name=_("venue"),
    )
    place = models.CharField(_("place, where no venue is listed"), max_length=120, blank=True)
    place_en = models.CharField(_("place in English"), max_length=180, blank=True)
    arrives_at = models.DateTimeField(_("arrives"))
    leaves_at = models.DateTimeField(_("sets off"))

    class Meta(Orderable.Meta):
        verbose_name = _("stop on the way")
        verbose_name_plural = _("stops on the way")
        constraints = [
            models.CheckConstraint(
                condition=Q(arrives_at__lte=F("leaves_at")), name="stop_arrives_before_leaving"
            ),
            models.CheckConstraint(
                condition=Q(venue__isnull=False) | ~Q(place=""), name="stop_has_a_place"
            ),
        ]

    def __str__(self) -> str:
        return str(self.venue or self.place)
