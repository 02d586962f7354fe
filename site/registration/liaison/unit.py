"""For which unit a liaison acts, and what the screens of one offering need to know."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from events.models import Offering
from kernel.outcomes import Effect
from people.models import Unit, User
from people.queries import UserQuerySet
from publishing.languages import text
from registration.quota_rules import NOMINATING, nominate_people, nominate_to

LEVELS = {Effect.DONE: "success", Effect.SAME: "info", Effect.REFUSED: "warning"}


def unit_of(request: HttpRequest) -> Unit:
    """The unit asked for by `?unit=`, else the reader's own; raises Forbidden or Http404."""
    asked = request.POST.get("unit") or request.GET.get("unit") or ""
    if asked:
        unit = get_object_or_404(Unit.objects.active(), public_id=asked.replace("\0", ""))
        nominate_people.check(request.user, unit)
        return unit
    held = getattr(request.user, "current_memberships", [])
    own = [one.unit for one in held if one.role in NOMINATING and one.unit.is_active]
    if own:
        return min(own, key=lambda unit: unit.path)
    unit = nominate_people.visible(request.user).order_by("path").first()  # type: ignore[misc]
    if unit is None:
        raise Http404
    return unit


def offering_of(request: HttpRequest, public_id: str) -> Offering:
    """An offering that units nominate to, or in which one has places."""
    rows = nominate_to.visible(request.user).select_related("page", "lead_unit")  # type: ignore[misc]
    offering: Offering = get_object_or_404(rows, public_id=public_id)
    return offering


def people_of(unit: Unit, words: str = "") -> UserQuerySet:
    """The unit's people, with those of the units below; every word in name, pinyin or initials."""
    found: UserQuerySet = User.objects.in_units(Unit.objects.within(unit).order_by())
    for word in words.replace("\0", "").split()[:5]:
        found = found.matching(word)
    return found.order_by("name_key", "pk")


def address_of(offering: Offering, unit: Unit, *, name: str = "nominations") -> str:
    """A screen of an offering for a unit."""
    return f"{reverse(name, args=[offering.public_id])}?unit={unit.public_id}"


def crumbs_of(unit: Unit, *more: dict[str, Any]) -> list[dict[str, Any]]:
    """The way back to the unit's desk."""
    desk = {"title": text(unit, "name"), "url": reverse("unit-desk", args=[unit.public_id])}
    return [desk, *more]
