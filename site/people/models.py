"""Persons, units, and memberships that tie them together with a role and dates."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from kernel.ids import PublicIdField, new_public_id
from people.enums import Role, UnitKind
from people.names import full_name, search_key
from people.queries import MembershipQuerySet, UnitQuerySet, UserQuerySet


class PersonManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Accounts as Django makes them, with our vocabulary."""


class User(AbstractUser):
    """A person. Has an e-mail address or a mobile number or neither; is emptied, never deleted."""

    public_id = PublicIdField()
    username = models.CharField(max_length=150, unique=True, default=new_public_id)
    last_name = models.CharField(_("family name"), max_length=80, blank=True)
    first_name = models.CharField(_("given name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # type: ignore[assignment]
    phone = models.CharField(_("mobile number"), max_length=20, null=True, blank=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    name_key = models.CharField(max_length=400, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")

    objects = PersonManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="one_person_per_email", condition=~Q(email="")
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search key with the name; an empty address or number is none."""
        self.email = self.email or None
        self.phone = self.phone or None
        self.name_key = search_key(self.name)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """Family name first; the account's name where no name is known."""
        return full_name(self.last_name, self.first_name) or self.email or self.username

    def get_full_name(self) -> str:
        """The same as `name`: what Django's and Wagtail's screens show."""
        return self.name

    def get_short_name(self) -> str:
        """The same as `name`: Chinese names are not shortened."""
        return self.name

    @cached_property
    def current_memberships(self) -> list["Membership"]:
        """Memberships in force today with their units; one query, kept for the request."""
        return list(self.memberships.current().select_related("unit"))

    @property
    def unit(self) -> "Unit | None":
        """The unit the person belongs to first of all, if any."""
        memberships = sorted(self.current_memberships, key=lambda m: (m.role != Role.MEMBER, m.pk))
        return memberships[0].unit if memberships else None


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


class Membership(models.Model):
    """A person's role in a unit between two dates; history is kept by ending, not deleting."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    since_on = models.DateField(_("since"), default=timezone.localdate)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("since_on")),
                name="membership_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(role=Role.LIAISON, until_on__isnull=True),
                name="one_current_liaison_per_unit",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(until_on__isnull=True),
                name="one_open_membership_per_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.unit} · {self.get_role_display()}"
