"""Every address of our rooms inside the Wagtail admin, and for which record of the scene."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils import translation

from kernel.middleware import belongs_to_library
from people.models import Membership, User
from registration.models import Registration
from tests.walk.addresses import Address, addresses
from tests.walk.scene import Scene

# Wagtail's own screens that our groups open or keep shut.
FRONT = (
    "/admin/",
    "/admin/pages/",
    "/admin/users/",
    "/admin/settings/publishing/sitesettings/",
    "/admin/login/",
)
# What stands in an address that names no record.
NAMED = {
    "admin-retention-edit": "people.devices",
    "admin-credit-table": "2026",
    "admin-credit-targets": "2026",
}
# Rows of a listing that is drawn anew: the view of the listing itself, under the same rule.
SAME_VIEW = "results/"


def screens() -> list[Address]:
    """Our rooms' addresses below `/admin/`, an act's once for each of its verbs."""
    with translation.override("zh-hans"):
        everything = [address for address in addresses() if address.pattern.startswith("admin/")]
    own = [address for address in everything if not belongs_to_library(address.view)]
    return [one for address in own for one in spelt(address) if not one.pattern.endswith(SAME_VIEW)]


def spelt(address: Address) -> Iterator[Address]:
    """An address with each word that it takes."""
    acts = getattr(getattr(address.view, "view_class", None), "acts", None)
    if "<slug:verb>" not in address.pattern or not acts:
        yield address
        return
    for verb in acts:
        yield Address(address.name, address.pattern.replace("<slug:verb>", verb), address.view)


def written(address: Address) -> str:
    """`/admin/offerings/<id>/cancel/`, as people read it."""
    return re.sub(r"<(?:\w+:)?\w+>", "<id>", f"/{address.pattern}")


def path(address: Address, scene: Scene) -> str:
    """The address of the scene's own record of that kind."""
    if "<" not in address.pattern:
        return f"/{address.pattern}"
    if "<slug:table>" in address.pattern:
        return address.with_id("people")
    if address.name in NAMED:
        return address.with_id(NAMED[address.name])
    view = address.view.view_class
    record = record_of(address.view.view_initkwargs.get("model") or view.model, scene)
    key = record.public_id if "<slug:public_id>" in address.pattern else record.pk
    return address.with_id(str(key))


def record_of(model: type[Model], scene: Scene) -> Any:
    """The record of a model that belongs to the scene. Raises LookupError when there is none."""
    participant = scene.people["participant"]
    if issubclass(model, User):
        return participant
    if issubclass(model, Membership | Registration):
        mine = "user" if issubclass(model, Membership) else "person"
        return model._default_manager.filter(**{mine: participant}).earliest("pk")
    named = (value for value in vars(scene).values() if isinstance(value, model))
    record = next(named, None) or model._default_manager.order_by("pk").first()
    if record is None:
        raise LookupError(f"tests/walk/scene.py makes no {model.__name__}")
    return record
