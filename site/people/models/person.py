"""Persons: accounts with a name, a number, and what categories they belong to."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kernel.ids import PublicIdField, new_public_id
from people.enums import Role
from people.names import full_name, search_key
from people.queries import UserQuerySet
from people.strokes import stroke_key

if TYPE_CHECKING:
    from people.models.membership import Membership
    from people.models.unit import Unit


class StrokeKeyField(models.CharField):
    """The order of a person in official lists; kept with the name, however a row is written."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": 140, "editable": False, "default": ""}
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Computed anew at every writing."""
        person: Any = model_instance
        key = stroke_key(full_name(person.last_name, person.first_name))
        setattr(person, self.attname, key)
        return key


class PersonCategory(models.Model):
    """A category of persons (领军人才, 企业家, 中共党员 …): whom an audience rule may ask for.

    Which person belongs to which is sensitive: read with the permission `people.see_categories`,
    used by rules without being shown.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("category of persons")
        verbose_name_plural = _("categories of persons")
        ordering = ["name"]
        permissions = [("see_categories", "Can see which categories a person belongs to")]

    def __str__(self) -> str:
        return self.name


class PersonManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Accounts as Django makes them, with our vocabulary."""


class User(AbstractUser):
    """A person. Has an e-mail address or a mobile number or neither; is emptied, never deleted."""

    public_id = PublicIdField()
    username = models.CharField(max_length=150, unique=True, default=new_public_id)
    last_name = models.CharField(_("family name"), max_length=80, blank=True)
    first_name = models.CharField(_("given name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # type: ignore[assignment]
    number = models.CharField(
        _("personnel number"), max_length=40, null=True, blank=True, unique=True
    )
    phone = models.CharField(_("mobile number"), max_length=20, null=True, blank=True, unique=True)
    phone_verified = models.BooleanField(default=False)
    name_key = models.CharField(max_length=400, editable=False, db_index=True)
    stroke_key = StrokeKeyField()
    categories = models.ManyToManyField(
        PersonCategory, related_name="people", blank=True, verbose_name=_("categories")
    )
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    merged_into: Any = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )

    objects = PersonManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        # What the register asks for; `change_user` and its like open accounts, groups and all.
        permissions = [
            ("view_person", "Can see the register of people"),
            ("add_person", "Can add people to the register"),
            ("change_person", "Can change people in the register"),
            ("merge_person", "Can merge duplicates in the register"),
        ]
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
        self.number = self.number or None
        self.name_key = search_key(self.name)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "name_key", "stroke_key"}
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
        """Memberships in force today with their units; one query, kept for the request.

        Django's own kind of cached property: `with_units` fills it for many at once.
        """
        return list(self.memberships.current().select_related("unit"))

    @property
    def unit(self) -> "Unit | None":
        """The unit the person belongs to first of all, if any."""
        memberships = sorted(self.current_memberships, key=lambda m: (m.role != Role.MEMBER, m.pk))
        return memberships[0].unit if memberships else None


class DistinctPair(models.Model):
    """Two persons who look like one and are two: somebody looked, and they are not shown again."""

    one = models.ForeignKey(User, models.PROTECT, related_name="+")
    other = models.ForeignKey(User, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("pair of different people")
        verbose_name_plural = _("pairs of different people")
        constraints = [
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pairs_are_in_order"),
            models.UniqueConstraint(fields=["one", "other"], name="one_pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.one} ≠ {self.other}"
