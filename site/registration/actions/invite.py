"""The named list of an offering."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from events.actions.locks import lock_offering
from events.models import Offering
from kernel.actions import action
from kernel.outcomes import Result
from people.models import User
from registration.actions.entries import reached
from registration.actions.persons import hold_people
from registration.enums import RegistrationOutcome
from registration.models import Invitation
from registration.telling import tell_invited


@action("registration.invite")
def invite(*, by: Any, offering: Offering, names: Iterable[str]) -> Result:
    """Put addresses and personnel numbers on the list: INVITED, NOBODY_INVITED or NAMES_UNKNOWN.

    Whoever has an account is told at once; an address without one is recognised when its owner
    signs up. A line that was taken back stands again. Whoever is beyond reach stands there as they
    were written: an address or a number never says whose it is.
    """
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    hold_people(person.pk for person in _people(wanted).values())
    offering = lock_offering(offering)
    people = _people(wanted)  # once more: who was just merged into another is no longer meant
    unknown = [name for name in wanted if name.lower() not in people and not _is_address(name)]
    if unknown:
        some = "、".join(unknown[:5]) + ("…" if len(unknown) > 5 else "")
        return Result(RegistrationOutcome.NAMES_UNKNOWN, offering, {"lines": some})
    # Whoever is written twice, as by number and by address, stands on the list once.
    named: dict[Any, tuple[str, User | None]] = {}
    for name in wanted:
        person = people.get(name.lower())
        named.setdefault(person or name.lower(), (name, person))
    near = reached([person.pk for person in people.values()], by)
    lines = [(_line(offering, name, person, near), person) for name, person in named.values()]
    new = [pair for pair in lines if pair[0].pk is None or pair[0].revoked_at is not None]
    for line, _person in new:
        line.by, line.at, line.revoked_at = by, timezone.now(), None
        line.save()
    if not new:
        return Result(RegistrationOutcome.NOBODY_INVITED, offering)
    tell_invited(offering, new)
    details = {"number": len(new), "changes": {"invited": len(new)}}
    return Result(RegistrationOutcome.INVITED, offering, details)


@action("registration.uninvite")
def uninvite(*, by: Any, offering: Offering, invitations: Iterable[Invitation]) -> Result:
    """Take lines back: UNINVITED or AS_BEFORE. Who has registered already keeps their place."""
    offering = lock_offering(offering)
    lines = Invitation.objects.filter(offering=offering).standing()
    number = lines.filter(pk__in=[line.pk for line in invitations]).update(
        revoked_at=timezone.now()
    )
    if not number:
        return Result(RegistrationOutcome.AS_BEFORE, offering)
    details = {"number": number, "changes": {"taken_back": number}}
    return Result(RegistrationOutcome.UNINVITED, offering, details)


def _people(names: list[str]) -> dict[str, User]:
    """Accounts by address and number, in lower case."""
    by_email = Q(email__in=[name.lower() for name in names] + names)
    found = User.objects.filter(by_email | Q(number__in=names), is_active=True)
    people: dict[str, User] = {}
    for person in found:
        people |= {key.lower(): person for key in (person.email, person.number) if key}
    return people


def _is_address(name: str) -> bool:
    try:
        Invitation._meta.get_field("email").run_validators(name)
    except ValidationError:
        return False
    return True


def _line(offering: Offering, name: str, person: User | None, near: set[int]) -> Invitation:
    """The line there is for a person, however it was written, or a new one; by account only for
    those whose keys are in `near`.
    """
    listed = Invitation.objects.filter(offering=offering)
    known = listed.naming(person) if person else listed.filter(email__iexact=name)
    if (line := known.order_by("pk").first()) is not None:
        return line
    if person is not None and person.pk in near:
        return Invitation(offering=offering, person=person)
    return Invitation(offering=offering, **{"email" if "@" in name else "number": name})
