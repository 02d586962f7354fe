"""Units: the tree of city, districts and their organisations, and named groups of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from kernel.ids import PublicIdField
from people.enums import UnitKind
from people.queries import UnitGroupQuerySet, UnitQuerySet


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    """Units in the official order: that of the tree."""

    def get_queryset(self) -> UnitQuerySet:
        """Treebeard's manager would answer with its own queryset class."""
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class Unit(MP_Node):
    """An organisation in the tree of city, districts and units; siblings in official order."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("type"), max_length=30, choices=UnitKind)
    staff_size = models.PositiveIntegerField(_("staff size"), null=True, blank=True)
    aliases = models.CharField(
        _("other names"),
        max_length=300,
        blank=True,
        help_text=_("Former and everyday names, with a comma between them: the search finds them."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("The unit that took over people and duties. Records stay with the old one."),
    )

    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(is_active=False),
                name="merged_unit_is_inactive",
            )
        ]

    def __str__(self) -> str:
        return self.short_name or self.name


class UnitGroup(models.Model):
    """A named set of units (各成员单位, 各区 …) that is addressed by one click.

    `units` names them one by one, wherever they stand in the tree. `owner` is the unit whose
    organisers keep the group; whoever works in it or below may use it.
    """

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    owner = models.ForeignKey(
        Unit, models.PROTECT, related_name="groups", verbose_name=_("kept by")
    )
    units = models.ManyToManyField(Unit, related_name="in_groups", verbose_name=_("units"))

    objects = UnitGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of units")
        verbose_name_plural = _("groups of units")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="one_group_per_name_and_owner")
        ]

    def __str__(self) -> str:
        return self.name
