"""What one entry of a timetable says, whether it is published (`Session`) or still drafted."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.enums import SessionForm


class Slot(models.Model):
    """Topic, form, time, place, speaker and credit hours: what published and drafted share.

    A field added here belongs to both: whatever copies, compares or keeps slots goes over
    SLOT_FIELDS.
    """

    topic = models.ForeignKey(
        "events.Topic",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("topic of the catalogue"),
    )
    title = models.CharField(_("topic"), max_length=160)
    title_en = models.CharField(_("topic in English"), max_length=240, blank=True)
    form = models.CharField(_("form"), max_length=20, choices=SessionForm)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.ForeignKey(
        "events.Venue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("venue"),
    )
    teaching_point = models.ForeignKey(
        "events.TeachingPoint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("teaching point"),
    )
    place_note = models.CharField(_("place, where no venue is listed"), max_length=160, blank=True)
    speaker = models.ForeignKey(
        "events.Speaker",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("speaker"),
    )
    bus = models.ForeignKey(
        "events.Bus",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("bus"),
    )
    credit_hours = models.DecimalField(
        _("credit hours"),
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0)],
    )
    join_url = models.URLField(_("address for taking part online"), max_length=500, blank=True)

    class Meta:
        abstract = True
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="%(class)s_starts_before_end",
                violation_error_message=_("A session must start before it ends."),
            )
        ]

    def __str__(self) -> str:
        return self.title


# Everything a slot says, in the order of its fields, and those among it that name a record.
SLOT_FIELDS = tuple(field.name for field in Slot._meta.local_fields)
SLOT_RECORDS = tuple(field.name for field in Slot._meta.local_fields if field.is_relation)
# Fields that make sense only together: whoever changes one of them has meant them all.
TIMES = ("starts_at", "ends_at")
PLACE = ("venue", "teaching_point", "place_note")
# What those who take part plan by: they are told when any of it changes.
MOVES = (*TIMES, *PLACE)
TOLD = (*MOVES, "speaker", "credit_hours")
# What one more session like it says; its time is its own.
COPIED = tuple(name for name in SLOT_FIELDS if name not in TIMES)
