"""Giving a role in a unit, ending it, handing the liaison's office over, moving on.

Lock order: units by key, then memberships by key. Whoever decides by what a unit's memberships are
holds the unit first, so two acts on one unit follow one another.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from people.actions.telling import tell_joined, tell_role
from people.enums import Role
from people.groups import sync_groups
from people.joining_outcomes import JoiningOutcome
from people.models import ActivationCode, Membership, Unit, User
from people.outcomes import PeopleOutcome
from people.rules import KEEPING, units_of
from publishing import dates


@action("people.add_member")
def add_member(
    *,
    by: Any,
    person: User,
    unit: Unit,
    role: str = Role.MEMBER,
    since_on: date | None = None,
    post: str = "",
    rank: int = 0,
) -> Result:
    """Give `person` a role in `unit` from a day on (today), with the post held there.

    Ends in MEMBER_ADDED (record: the membership), ALREADY_MEMBER, LIAISON_EXISTS (also for one
    whose office ends after that day: a unit has one liaison on any day) or UNIT_INACTIVE.
    With an office an open activation code ends. The person is told.
    """
    unit = locked_units(unit)[0]
    if not unit.is_active:
        return Result(PeopleOutcome.UNIT_INACTIVE, unit, {"unit": unit.name})
    since_on = since_on or timezone.localdate()
    held = open_membership(person, unit, role)
    if held is not None:
        return Result(PeopleOutcome.ALREADY_MEMBER, held, words(held))
    if role == Role.LIAISON and (other := _liaison_on(unit, since_on)):
        return Result(PeopleOutcome.LIAISON_EXISTS, other, words(other))
    made = Membership.objects.create(
        user=person, unit=unit, role=role, since_on=since_on, post=post, rank=rank
    )
    if role != Role.MEMBER:
        end_codes(person)
    sync_groups(person)
    tell_joined(by, made)
    changes = {"role": str(role), "unit": unit.public_id}
    return Result(PeopleOutcome.MEMBER_ADDED, made, words(made) | {"changes": changes})


@action("people.enrol")
def enrol(*, by: Any, person: User, unit: Unit, post: str = "", rank: int = 0) -> Result:
    """Put `person` on the list of one's own unit, as a member from today on.

    A person of a unit that `by` does not reach has to ask or be invited: BELONGS_ELSEWHERE. Else as
    `add_member`.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = Membership.objects.current().filter(user=person)
    elsewhere = held.exclude(unit__in=units_of(by, *KEEPING)).exclude(unit=unit)
    if elsewhere.exists():
        return Result(PeopleOutcome.BELONGS_ELSEWHERE, unit, {"person": person.name})
    return add_member(by=by, person=person, unit=unit, post=post, rank=rank)


@action("people.edit_membership")
def edit_membership(*, by: Any, membership: Membership, post: str, rank: int) -> Result:
    """Change post and rank, as rosters show them: MEMBERSHIP_EDITED or UNCHANGED."""
    held = locked(membership)
    if (held.post, held.rank) == (post, rank):
        return Result(PeopleOutcome.UNCHANGED, held)
    held.post, held.rank = post, rank
    held.save(update_fields=["post", "rank"])
    details = words(held) | {"changes": {"fields": ["post", "rank"]}}
    return Result(PeopleOutcome.MEMBERSHIP_EDITED, held, details)


@action("people.end_membership")
def end_membership(
    *, by: Any, membership: Membership, until_on: date | None = None, reason: str = ""
) -> Result:
    """End a membership with a day (today, which still counts); the person is told.

    Ends in MEMBERSHIP_ENDED, ENDED_ALREADY or ENDS_BEFORE_START.
    """
    held = locked(membership)
    until_on = until_on or timezone.localdate()
    if held.until_on is not None and held.until_on <= until_on:
        return Result(PeopleOutcome.ENDED_ALREADY, held)
    if until_on < held.since_on:
        return Result(PeopleOutcome.ENDS_BEFORE_START, held)
    held.until_on = until_on
    held.save(update_fields=["until_on"])
    sync_groups(held.user)
    tell_role(by, held, "ended", until=until_on)
    found = words(held) | {"until": dates.plain_day(until_on)}
    changes = {"role": held.role, "until_on": until_on.isoformat()}
    return Result(PeopleOutcome.MEMBERSHIP_ENDED, held, found | {"changes": changes}, reason)


@action("people.hand_over_liaison")
def hand_over_liaison(*, by: Any, membership: Membership, to: User) -> Result:
    """Make `to` the liaison of the unit from today on; the office's history stays.

    Both are told. Ends in HANDED_OVER (record: the new membership), ALREADY_MEMBER, NOT_A_LIAISON,
    ACCOUNT_CLOSED, or NOT_OF_THE_UNIT: the office goes to one of the unit's own people.
    """
    held = locked(membership)
    today = timezone.localdate()
    if held.role != Role.LIAISON or held.until_on is not None or held.since_on > today:
        return Result(PeopleOutcome.NOT_A_LIAISON, held)
    if held.user_id == to.pk:
        return Result(PeopleOutcome.ALREADY_MEMBER, held, words(held))
    if refusal := _cannot_take_over(to, held.unit):
        return Result(refusal, held, words(held) | {"person": to.name})
    # The former liaison's last day was yesterday: two at once would both decide today.
    close(held, today)
    made = Membership.objects.create(user=to, unit=held.unit, role=Role.LIAISON, since_on=today)
    # Whoever laid down the office is one of the unit's people still.
    if open_membership(held.user, held.unit, Role.MEMBER) is None:
        Membership.objects.create(
            user=held.user,
            unit=held.unit,
            role=Role.MEMBER,
            since_on=today,
            post=held.post,
            rank=held.rank,
        )
    # A liaison is no deputy of their own any more.
    deputy = open_membership(to, held.unit, Role.DEPUTY_LIAISON)
    if deputy is not None:
        close(deputy, today)
    end_codes(to)
    sync_groups(held.user)
    sync_groups(to)
    tell_role(by, held, "handed_over", other=to)
    tell_role(by, made, "taken_over", other=held.user)
    changes = {"role": Role.LIAISON.value, "unit": held.unit.public_id}
    return Result(PeopleOutcome.HANDED_OVER, made, words(made) | {"changes": changes})


@action("people.transfer")
def transfer(
    *,
    by: Any,
    membership: Membership,
    unit: Unit,
    since_on: date | None = None,
    post: str = "",
    reason: str = "",
) -> Result:
    """Let a person move on: their roles in the old unit end, they are a member of `unit`.

    Everything held in the old unit ends with the day before `since_on` (today): an office is not
    taken along. The person is told. Ends in TRANSFERRED (record: the new membership), SAME_UNIT,
    UNIT_INACTIVE, ENDED_ALREADY or ENDS_BEFORE_START.
    """
    since_on = since_on or timezone.localdate()
    old = membership.unit
    places = {place.pk: place for place in locked_units(old, unit)}
    held, unit = locked(membership), places[unit.pk]
    found = words(held) | {"unit": unit.name, "since": dates.plain_day(since_on)}
    if held.unit_id == unit.pk:
        return Result(PeopleOutcome.SAME_UNIT, held, found)
    if not unit.is_active:
        return Result(PeopleOutcome.UNIT_INACTIVE, held, found)
    if held.until_on is not None and held.until_on < since_on:
        return Result(PeopleOutcome.ENDED_ALREADY, held)
    if held.since_on > since_on:
        return Result(PeopleOutcome.ENDS_BEFORE_START, held)
    made = move_person(held.user, old, unit, since_on, post)
    tell_role(by, made, "moved", since=since_on)
    changes = {"from": held.unit.public_id, "to": unit.public_id}
    return Result(PeopleOutcome.TRANSFERRED, made, found | {"changes": changes}, reason)


@action("people.leave_unit")
def leave_unit(*, by: Any, unit: Unit) -> Result:
    """End one's own membership with today.

    Ends in LEFT, LEFT_ALREADY or OFFICE_HELD: an office is handed over or ended by an organiser.
    """
    unit = locked_units(unit)[0]
    found = {"unit": unit.name}
    rows = list(_open_rows(by, unit))
    if not rows:
        return Result(JoiningOutcome.LEFT_ALREADY, unit, found)
    if any(row.role != Role.MEMBER for row in rows):
        return Result(JoiningOutcome.OFFICE_HELD, unit, found)
    for row in rows:
        row.until_on = max(timezone.localdate(), row.since_on)
        row.save(update_fields=["until_on"])
    return Result(JoiningOutcome.LEFT, rows[0], found | {"changes": {"unit": unit.public_id}})


def move_person(person: User, old: Unit, new: Unit, since_on: date, post: str = "") -> Membership:
    """End what `person` is in `old`, make them a member of `new`; both units are locked."""
    for row in _open_rows(person, old):
        close(row, since_on)
    made = open_membership(person, new, Role.MEMBER)
    if made is None:
        made = Membership.objects.create(
            user=person, unit=new, role=Role.MEMBER, since_on=since_on, post=post
        )
    sync_groups(person)
    return made


def close(row: Membership, on: date) -> None:
    """Let the day before `on` be the last one, so that nothing of it holds on that day.

    One that began on that day, or begins later, is dated back: the audit log has when it was done.
    """
    last = on - timedelta(days=1)
    row.since_on, row.until_on = min(row.since_on, last), last
    row.save(update_fields=["since_on", "until_on"])


def locked_units(*units: Unit) -> list[Unit]:
    """The rows of `units`, held until the transaction ends, by key."""
    keys = [unit.pk for unit in units]
    rows = Unit.objects.select_for_update(no_key=True).filter(pk__in=keys)
    return list(rows.order_by("pk"))


def locked(membership: Membership) -> Membership:
    """The membership as it is now, held after its unit."""
    locked_units(membership.unit)
    rows = Membership.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("user", "unit").get(pk=membership.pk)


def open_membership(person: User, unit: Unit, role: str) -> Membership | None:
    """The membership without an end that `person` has in this role."""
    rows = Membership.objects.filter(user=person, unit=unit, role=role, until_on=None)
    return rows.select_related("user", "unit").first()


def words(membership: Membership) -> dict[str, Any]:
    """What the sentences of outcomes name."""
    return {
        "person": membership.user.name,
        "role": membership.get_role_display(),
        "unit": membership.unit.name,
    }


def _liaison_on(unit: Unit, day: date) -> Membership | None:
    return Membership.objects.liaisons_from(unit, day).select_related("user", "unit").first()


def end_codes(*people: User) -> None:
    """A letter handed out before must not open an account that reaches further since."""
    codes = ActivationCode.objects.unended().filter(person__in=people)
    codes.update(revoked_at=timezone.now())


def _cannot_take_over(person: User, unit: Unit) -> PeopleOutcome | None:
    if not User.objects.filter(pk=person.pk, is_active=True).exists():
        return PeopleOutcome.ACCOUNT_CLOSED
    if not Membership.objects.current().filter(user=person, unit=unit).exists():
        return PeopleOutcome.NOT_OF_THE_UNIT
    return None


def _open_rows(person: User, unit: Unit) -> Any:
    rows = Membership.objects.select_for_update(no_key=True).filter(user=person, unit=unit)
    return rows.exclude(until_on__lt=timezone.localdate()).order_by("pk")
