"""How an offering admits: the ways in, the window's late end, companions, the waiting list."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import BelowMinimum

MOST_COMPANIONS = 9
MOST_OFFER_HOURS = 80


class Admission(models.Model):
    """The part of an offering that says who gets a place, and how.

    The ways in are any mix: people register by themselves (first come, or decided one by one when
    `needs_approval`), units nominate, or the organiser's named list is invited. `offer_hours` and
    nothing else makes a freed place a timed offer; hours are working hours.
    """

    admits_self = models.BooleanField(
        _("people register by themselves"),
        default=True,
        help_text=_("Whoever comes first gets a place, unless the organiser decides."),
    )
    needs_approval = models.BooleanField(_("organiser decides about each registration"))
    admits_nominated = models.BooleanField(
        _("units nominate"),
        default=False,
        help_text=_("Liaisons propose people of their unit; the lead unit admits them."),
    )
    admits_invited = models.BooleanField(
        _("invited persons register"),
        default=False,
        help_text=_("Who stands on the list of invitations gets a place without a decision."),
    )
    open_to_all = models.BooleanField(
        _("open to all"),
        default=False,
        help_text=_("People who belong to no unit may register too."),
    )
    late_until = models.DateTimeField(
        _("late registrations until"),
        null=True,
        blank=True,
        help_text=_("After the window closes, people may still ask; the organiser decides."),
    )
    companions_max = models.PositiveSmallIntegerField(
        _("companions a person may bring"),
        default=0,
        validators=[MaxValueValidator(MOST_COMPANIONS)],
        help_text=_("Family members, for example. Each takes a place and is counted apart."),
    )
    substitution_allowed = models.BooleanField(
        _("a colleague may take over a place"),
        default=False,
        help_text=_("Somebody of the same unit, as long as nothing has begun."),
    )
    minimum = models.PositiveIntegerField(
        _("fewest participants"),
        default=0,
        help_text=_("0 means that any number will do."),
    )
    minimum_due_at = models.DateTimeField(
        _("fewest participants needed by"),
        null=True,
        blank=True,
        help_text=_("The confirmed are counted then; what happens is set below."),
    )
    below_minimum = models.CharField(
        _("with fewer participants"),
        max_length=10,
        choices=BelowMinimum,
        default=BelowMinimum.ASK,
    )
    minimum_settled_at = models.DateTimeField(null=True, editable=False)
    has_waiting_list = models.BooleanField(_("waiting list"), default=True)
    offer_hours = models.PositiveSmallIntegerField(
        _("working hours to accept a free place"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_OFFER_HOURS)],
        help_text=_("Empty: whoever is next in line gets a free place at once."),
    )
    promotion_paused = models.BooleanField(
        _("waiting list stands still"),
        default=False,
        help_text=_("Free places are kept until the organiser lets the list go on."),
    )
    asks_to_reconfirm = models.BooleanField(
        _("ask again after a change"),
        default=False,
        help_text=_("When time or place changes, those who have a place confirm once more."),
    )
    questions_frozen_at = models.DateTimeField(
        _("answers can be changed until"), null=True, blank=True
    )

    class Meta:
        abstract = True


CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(admits_self=True) | Q(admits_nominated=True) | Q(admits_invited=True),
        name="offering_admits_somebody",
        violation_error_message=_("Choose at least one way in."),
    ),
    models.CheckConstraint(
        condition=Q(late_until__isnull=True) | Q(late_until__gt=F("closes_at")),
        name="offering_late_end_after_closing",
        violation_error_message=_("Late registrations end after the window closes."),
    ),
    models.CheckConstraint(
        condition=Q(below_minimum__in=BelowMinimum.values), name="offering_known_below_minimum"
    ),
    models.CheckConstraint(
        condition=Q(offer_hours__isnull=True) | Q(offer_hours__gt=0),
        name="offering_offers_have_hours",
    ),
]
