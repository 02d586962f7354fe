"""Remote sites: setting them, choosing one, placing people.

The offering is locked: its sites and the people of each are counted by one at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import timezone

from attendance.models import AttendanceChange, RemoteSite, SiteChoice
from attendance.remote import Layout, Spot, expected_at, layout_of, seated_at
from attendance.site_outcomes import SiteOutcome
from attendance.telling import tell_seats
from events.actions.locks import lock_offering
from events.models import Session
from kernel.actions import action
from kernel.outcomes import Result
from registration.models import Registration

FIELDS = ("name", "name_en", "venue", "place", "capacity", "is_open")


@dataclass(frozen=True)
class SiteFacts:
    """What a site is to be; `public_id` is empty for a new one, the name for one that goes."""

    public_id: str
    units: Sequence[Any]
    values: Mapping[str, Any]  # of FIELDS


@action("attendance.set_sites")
def set_sites(*, by: Any, offering: Any, sites: Sequence[SiteFacts]) -> Result:
    """Write these remote sites of the offering, in this order; those without a name go.

    Whoever is not among them stays: somebody else added it meanwhile. SITES_SET, SITES_AS_BEFORE,
    SITE_TWICE for two of one name, or SITE_IN_USE where marks were made at one that would go.
    """
    lock_offering(offering)
    known = {one.public_id: one for one in RemoteSite.objects.filter(offering=offering)}
    named = [site for site in sites if site.values["name"]]
    sent = {site.public_id for site in sites}
    gone = [known[key] for key in sent - {site.public_id for site in named} if key in known]
    names = [site.values["name"] for site in named]
    names += [one.name for key, one in known.items() if key not in sent]
    if len(set(names)) < len(names):
        return Result(SiteOutcome.SITE_TWICE, offering)
    # Also marks that were taken back: where they were made stays in their history.
    used = AttendanceChange.objects.filter(site__in=gone).select_related("site").first()
    if used is not None:
        return Result(SiteOutcome.SITE_IN_USE, offering, {"name": used.site})
    before = seated_at(offering.pk)
    for one in gone:
        one.delete()
    _free_names(named, known)
    written = [
        _written(offering, facts, known.get(facts.public_id), place)
        for place, facts in enumerate(named)
    ]
    if not gone and not any(written):
        return Result(SiteOutcome.SITES_AS_BEFORE, offering)
    if seated_at(offering.pk) != before:
        _revise(offering)
    tell_seats(offering, before)
    details = {"changes": {"count": len(named), "removed": len(gone)}}
    return Result(SiteOutcome.SITES_SET, offering, details)


def _free_names(named: Sequence[SiteFacts], known: Mapping[str, RemoteSite]) -> None:
    """Let go of names that change, so that two sites can swap theirs."""
    for facts in named:
        one = known.get(facts.public_id)
        if one is not None and one.name != facts.values["name"]:
            RemoteSite.objects.filter(pk=one.pk).update(name=one.public_id)


def _written(offering: Any, facts: SiteFacts, site: RemoteSite | None, place: int) -> bool:
    """Whether anything was written."""
    usual = RemoteSite()
    values = {name: facts.values.get(name, getattr(usual, name)) for name in FIELDS}
    values["sort_order"] = place
    if site is None:
        site = RemoteSite.objects.create(offering=offering, **values)
        site.units.set(facts.units)
        return True
    changed = [name for name, value in values.items() if getattr(site, name) != value]
    for name in changed:
        setattr(site, name, values[name])
    if changed:
        site.save(update_fields=changed)
    moved = set(site.units.values_list("pk", flat=True)) != {unit.pk for unit in facts.units}
    if moved:
        site.units.set(facts.units)
    return bool(changed) or moved


@action("attendance.choose_site")
def choose_site(*, by: Any, registration: Any, spot: Spot) -> Result:
    """Sit at the main hall or a remote site, by one's own choice: SITE_CHOSEN, or why not."""
    lock_offering(registration.offering)
    row = _locked([registration.pk])[0]
    layout = layout_of(row.offering_id)
    if not row.is_confirmed:
        return Result(SiteOutcome.SITE_NO_PLACE, row)
    # Before all else: where one sits already need not be open to a choice.
    if layout.key_of(row) == (spot.site.pk if spot.site else None):
        return Result(SiteOutcome.SITE_CHOSEN_BEFORE, row)
    if refusal := _impossible(layout, row, spot):
        return Result(refusal, row)
    before = {row.pk: layout.site_of(row)}
    _choose(by, row, spot)
    tell_seats(registration.offering, before)
    details = {"site": spot.name, "changes": {"fields": ["site"]}}
    return Result(SiteOutcome.SITE_CHOSEN, row, details)


def _impossible(layout: Layout, row: Registration, spot: Spot) -> SiteOutcome | None:
    ahead = Session.objects.filter(offering=row.offering_id, ends_at__gt=timezone.now())
    if not ahead.holding().exists():
        return SiteOutcome.SITE_OVER
    if not may_choose(layout, spot):
        return SiteOutcome.SITE_NOT_OPEN
    if spot.site is None:
        return None
    taken = expected_at(layout, row.offering_id)[spot.site.pk]
    is_full = spot.site.capacity is not None and taken >= spot.site.capacity
    return SiteOutcome.SITE_FULL if is_full else None


def may_choose(layout: Layout, spot: Spot) -> bool:
    """Whether people choose this spot by themselves: an open site, or the hall beside one."""
    if spot.site is not None:
        return spot.site.is_open
    return spot.is_main and any(site.is_open for site in layout.sites)


@action("attendance.place_people")
def place_people(*, by: Any, offering: Any, keys: Mapping[str, str]) -> Result:
    """Place people by public id of their registration: at the spot of a key, or where their unit
    sits (an empty key). Whoever is not named stays. PLACED or PLACED_AS_BEFORE.
    """
    lock_offering(offering)
    layout = layout_of(offering.pk)
    known = {spot.key: spot for spot in layout.spots}
    wanted = Registration.objects.filter(offering=offering, public_id__in=keys)
    before, moved, freed = seated_at(offering.pk, layout), 0, False
    for row in _locked(wanted.values_list("pk", flat=True)):
        key = keys[row.public_id]
        choice = getattr(row, "site_choice", None)
        if choice is None and not key:
            continue
        if key not in known or (choice and key and _key_of(layout, choice) == key):
            continue
        moved += 1
        if key:
            _choose(by, row, known[key])
        elif choice is not None:
            choice.delete()
            freed = True
    if freed:
        _revise(offering)
    if moved:
        tell_seats(offering, before)
    outcome = SiteOutcome.PLACED if moved else SiteOutcome.PLACED_AS_BEFORE
    return Result(outcome, offering, {"count": moved, "changes": {"count": moved}})


def _revise(offering: Any) -> None:
    """Calendars that compare instants learn of other seats for which no choice has one."""
    offering.sessions.update(revision=F("revision") + 1, changed_at=timezone.now())


def _key_of(layout: Layout, choice: SiteChoice) -> str:
    site = layout.by_key.get(choice.site_id) if choice.site_id else None
    return Spot(site, is_main=site is None).key


def _locked(keys: Any) -> list[Registration]:
    rows = Registration.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(pk__in=keys).select_related("site_choice").order_by("pk"))


def _choose(by: Any, row: Registration, spot: Spot) -> None:
    values = {"site": spot.site, "chosen_by": by, "chosen_at": timezone.now()}
    SiteChoice.objects.update_or_create(registration=row, defaults=values)
