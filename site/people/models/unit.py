"""Units: the tree of city, districts and their organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from kernel.ids import PublicIdField
from people.enums import UnitKind
from people.queries import UnitQuerySet


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
    is_active = models.BooleanField(_("active"), default=True)

    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.short_name or self.name
