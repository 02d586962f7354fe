"""What teaching is made of: themes, the providers that teach, and the topics that each offers."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from events.enums import ProviderKind, SessionForm
from events.explained import NAMES, POSITION
from kernel.ids import PublicIdField


@register_snippet
class Theme(index.Indexed, models.Model):
    """What a campaign is about: a tag of pages and topics that figures are counted by."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    panels = [*NAMES, POSITION]
    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("name_en")]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Provider(models.Model):
    """Who teaches: a party school, a college, a training base. Persons are in its contact unit."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    kind = models.CharField(_("type"), max_length=20, choices=ProviderKind)
    contact_unit = models.ForeignKey(
        "people.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="providers",
        verbose_name=_("contact unit"),
        help_text=_("The unit of ours that deals with this provider."),
    )
    contact = models.EmailField(
        _("contact mailbox"), blank=True, help_text=_("A shared mailbox of the provider.")
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("provider of teaching")
        verbose_name_plural = _("providers of teaching")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Topic(models.Model):
    """One topic (专题) of a provider's catalogue, with what a session on it is like."""

    public_id = PublicIdField()
    provider = models.ForeignKey(
        Provider,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="topics",
        verbose_name=_("provider of teaching"),
        help_text=_("Empty: a topic of our own."),
    )
    title = models.CharField(_("title"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=240, blank=True)
    form = models.CharField(
        _("form"), max_length=20, choices=SessionForm, default=SessionForm.LECTURE
    )
    credit_hours = models.DecimalField(
        _("credit hours"),
        max_digits=4,
        decimal_places=1,
        default=Decimal(3),
        validators=[MinValueValidator(0)],
    )
    themes = models.ManyToManyField(
        Theme, related_name="topics", blank=True, verbose_name=_("themes")
    )
    is_offered = models.BooleanField(
        _("offered"), default=True, help_text=_("Others stay with the sessions that had them.")
    )

    class Meta:
        verbose_name = _("topic of the catalogue")
        verbose_name_plural = _("topics of the catalogue")
        ordering = ["provider__name", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "title"],
                name="topic_once_per_provider",
                violation_error_message=_("This provider has a topic of that title already."),
            ),
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(provider=None),
                name="own_topic_once",
                violation_error_message=_("There is a topic of our own with that title already."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
