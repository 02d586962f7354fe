"""What a role reaches: its unit and all below it, never sideways or up."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.rules import Rule
from people.enums import Role
from people.models import JoinRequest, Membership, PersonalToken, Unit, UnitGroup, User
from people.queries import UnitQuerySet, UserQuerySet, below

WORKERS = (Role.ORGANISER, Role.COORDINATOR, Role.OPERATOR)
LIAISONS = (Role.LIAISON, Role.DEPUTY_LIAISON)


def paths_of(person: Any, *roles: str) -> list[str]:
    """Tree paths of the units in which `person` holds one of `roles` today."""
    if not getattr(person, "is_authenticated", False):
        return []
    return [m.unit.path for m in person.current_memberships if m.role in roles]


def units_of(person: Any, *roles: str) -> UnitQuerySet:
    """Units that `person` reaches by one of `roles`; all of them for a superuser."""
    if getattr(person, "is_superuser", False):
        return Unit.objects.all()
    return Unit.objects.filter(below(paths_of(person, *roles), ""))


def reaches(person: Any, unit: Unit | None, *roles: str) -> bool:
    """Whether one of `roles` of `person` reaches `unit`; None asks whether any is held."""
    if getattr(person, "is_superuser", False):
        return True
    paths = paths_of(person, *roles)
    return any(unit is None or unit.path.startswith(path) for path in paths)


def has_role(person: Any, *roles: str) -> bool:
    """Whether `person` holds one of `roles` anywhere."""
    return reaches(person, None, *roles)


# Who acts is written down by the first of these that the person holds.
BY_REACH = (
    *(Role.OPERATOR, Role.ORGANISER, Role.COORDINATOR, Role.EDITOR, Role.REVIEWER, Role.AUDITOR),
    *(*LIAISONS, Role.MEMBER),
)


def standing_of(person: Any) -> tuple[str, str]:
    """As what a person acts: the furthest-reaching role held today, and its unit's public id."""
    held = sorted(person.current_memberships, key=lambda m: (BY_REACH.index(m.role), m.unit.path))
    if getattr(person, "is_superuser", False):
        return "administrator", held[0].unit.public_id if held else ""
    return (held[0].role, held[0].unit.public_id) if held else ("", "")


see_unit = Rule(
    "people.see_unit",
    _("You can open this page only for a unit whose liaison you are."),
    visible=lambda person: units_of(person, *LIAISONS, *WORKERS),
    test=lambda person, unit: reaches(person, unit, *LIAISONS, *WORKERS),
    who_can_help=_("The organiser of your city or district names the liaisons."),
)
# Roles that reach beyond the records of a unit are given by operators alone.
NAMED_BY_ORGANISERS = (Role.MEMBER, *LIAISONS, Role.COORDINATOR, Role.REVIEWER, Role.ORGANISER)
NAMING = (Role.ORGANISER, Role.OPERATOR)


def roles_named_by(person: Any, unit: Unit | None = None) -> tuple[Role, ...]:
    """Roles that `person` may give in `unit`, or anywhere."""
    if reaches(person, unit, Role.OPERATOR):
        return tuple(Role)
    return NAMED_BY_ORGANISERS if reaches(person, unit, Role.ORGANISER) else ()


follow_memberships = Rule(
    "people.follow_memberships",
    _("You can see the memberships of your own unit and those below it only."),
    visible=lambda person: Membership.objects.filter(
        unit__in=units_of(person, *WORKERS, Role.AUDITOR)
    ),
    who_can_help=_("Ask an organiser of that unit."),
)
name_people = Rule(
    "people.name_people",
    _("You can name people only in your own unit and those below it."),
    visible=lambda person: Membership.objects.filter(unit__in=units_of(person, *NAMING)),
    test=lambda person, membership: (
        (membership is None and has_role(person, *NAMING))
        or (membership is not None and membership.role in roles_named_by(person, membership.unit))
    ),
    who_can_help=_("Ask an organiser of that unit."),
)
follow_units = Rule(
    "people.follow_units",
    _("You can see your own unit and those below it only."),
    visible=lambda person: units_of(person, *WORKERS, Role.AUDITOR),
    who_can_help=_("Ask an organiser of that unit."),
)
keep_units = Rule(
    "people.keep_units",
    _("Only operators change the tree of units."),
    visible=lambda person: units_of(person, Role.OPERATOR),
    who_can_help=_("Ask the operator of the site."),
)


def _to_activate(person: Any) -> Any:
    """Who waits for a code from `person`.

    Nobody with an office that `person` could not have given: a code opens the account, and with it
    whatever its owner may do.
    """
    today = timezone.localdate()
    beyond = (
        Membership.objects.filter(user=OuterRef("pk"))
        .exclude(role=Role.MEMBER)
        .exclude(until_on__lt=today)
        .exclude(unit__in=units_of(person, Role.OPERATOR))
        .exclude(role__in=NAMED_BY_ORGANISERS, unit__in=units_of(person, Role.ORGANISER))
    )
    reached = units_of(person, *LIAISONS, *NAMING)
    waiting = User.objects.in_units(reached).not_activated().filter(is_superuser=False)
    return waiting.exclude(Exists(beyond))


activate_people = Rule(
    "people.activate_people",
    _("Only liaisons hand out activation codes, and only to the people of their own unit."),
    visible=_to_activate,
    test=lambda person, unit: reaches(person, unit, *LIAISONS, *NAMING),
    who_can_help=_("The organiser of your city or district names the liaisons."),
)
own_devices = Rule("people.own_devices", _("Please sign in first: this list is about you."))
own_language = Rule("people.own_language", _("Please sign in first: this page is about you."))
own_tokens = Rule(
    "people.own_tokens", _("These tokens belong to somebody else."), PersonalToken.objects.of
)


# The register: who sees whom, and who may change whom.
def _registered(person: Any, *roles: str) -> UserQuerySet:
    """People of the units that `roles` reach; for an operator of a whole tree, those of none."""
    people = User.objects.standing()
    if getattr(person, "is_superuser", False):
        return people
    operated = paths_of(person, Role.OPERATOR)
    others = Unit.objects.filter(depth=1).exclude(path__in=operated)
    # Where there is one tree, as a rule, its operator sees everybody: nothing need be looked up.
    if operated and not others.exists():
        return people
    found = people.in_units(units_of(person, *roles))
    if any(len(path) == Unit.steplen for path in operated):
        return people.filter(
            Q(pk__in=found.values("pk")) | Q(pk__in=people.without_unit().values("pk"))
        )
    return found


def may_change(person: Any, other: User, *, listed: bool = False) -> bool:
    """Whether every role of `other` is one that `person` gives: else a changed address would be
    a way into an account that reaches further than one's own. `listed`: known to be in reach.
    """
    if getattr(person, "is_superuser", False):
        return True
    if other.is_superuser or other.is_staff:
        return False
    if not listed and not _registered(person, *NAMING).contains(other):
        return False
    held = other.current_memberships
    return all(row.role in roles_named_by(person, row.unit) for row in held)


follow_people = Rule(
    "people.follow_people",
    _("You can see the people of your own unit and those below it only."),
    visible=lambda person: _registered(person, *WORKERS, Role.AUDITOR),
    who_can_help=_("Ask an organiser of that unit."),
)
change_people = Rule(
    "people.change_people",
    _("You can change people only whose roles all lie within your reach."),
    visible=lambda person: _registered(person, *NAMING),
    test=lambda person, other: (
        has_role(person, *NAMING) if other is None else may_change(person, other)
    ),
    who_can_help=_("Ask the operator of the site."),
)
merge_people = Rule(
    "people.merge_people",
    _("Only operators merge people, and only those whose roles all lie within their reach."),
    visible=lambda person: _registered(person, Role.OPERATOR),
    test=lambda person, other: (
        has_role(person, Role.OPERATOR)
        if other is None
        else reaches(person, None, Role.OPERATOR) and may_change(person, other)
    ),
    who_can_help=_("Ask the operator of the site."),
)
see_categories = Rule(
    "people.see_categories",
    _("Categories are shown with their own permission only."),
    test=lambda person, _record: person.has_perm("people.see_categories"),
    who_can_help=_("Ask the operator of the site."),
)
import_people = Rule(
    "people.import_people",
    _("Only organisers and operators import people."),
    test=lambda person, _record: has_role(person, *NAMING),
    who_can_help=_("Ask an organiser of your city or district."),
)
import_units = Rule(
    "people.import_units",
    _("Only operators change the tree of units."),
    test=lambda person, _record: has_role(person, Role.OPERATOR),
    who_can_help=_("Ask the operator of the site."),
)

# The liaison's desk: the people of the unit, those who ask, those who are invited.
KEEPING = (*LIAISONS, *NAMING)


def _to_name(person: Any) -> Any:
    """People of the units that `person` keeps, and those who belong nowhere yet."""
    people = User.objects.standing().filter(is_active=True)
    if getattr(person, "is_superuser", False):
        return people
    own = people.in_units(units_of(person, *KEEPING)).values("pk")
    return people.filter(Q(pk__in=own) | Q(pk__in=people.without_unit().values("pk")))


name_somebody = Rule(
    "people.name_somebody",
    _("You can name people of your own units only, and those who belong to none."),
    visible=_to_name,
    who_can_help=_("Whoever belongs to another unit asks to join yours: on the page “Me”."),
)


def roles_kept_by(person: Any, unit: Unit) -> tuple[Role, ...]:
    """Roles that `person` gives and takes on the desk of `unit`: the back office's and a few."""
    if named := roles_named_by(person, unit):
        return named
    if reaches(person, unit, Role.LIAISON):
        return (Role.MEMBER, Role.DEPUTY_LIAISON)
    return (Role.MEMBER,) if reaches(person, unit, Role.DEPUTY_LIAISON) else ()


def may_hand_over(person: Any, membership: Membership) -> bool:
    """Whether this liaison's office is the person's own, or theirs to give."""
    own = membership.user_id == person.pk
    return own or Role.LIAISON in roles_named_by(person, membership.unit)


keep_people = Rule(
    "people.keep_people",
    _("Only the liaison of a unit and the deputies keep its people."),
    visible=lambda person: units_of(person, *KEEPING),
    test=lambda person, unit: reaches(person, unit, *KEEPING),
    who_can_help=_("The organiser of your city or district names the liaisons."),
)
see_member = Rule(
    "people.see_member",
    _("You can see the people of your own unit only."),
    visible=lambda person: Membership.objects.filter(
        unit__in=units_of(person, *LIAISONS, *WORKERS)
    ),
    test=lambda person, membership: reaches(
        person, membership and membership.unit, *LIAISONS, *WORKERS
    ),
    who_can_help=_("Ask the liaison of that unit."),
)
decide_request = Rule(
    "people.decide_request",
    _("Only the liaison of a unit and the deputies decide who joins it."),
    visible=lambda person: JoinRequest.objects.filter(unit__in=units_of(person, *KEEPING)),
    test=lambda person, request: reaches(person, request and request.unit, *KEEPING),
    who_can_help=_("Ask the liaison of that unit."),
)
join_units = Rule(
    "people.join_units",
    _("Please sign in first: units take in people whom they know."),
    visible=lambda _person: Unit.objects.active(),
)
keep_groups = Rule(
    "people.keep_groups",
    _("You can keep groups of units only for your own unit and those below it."),
    visible=lambda person: UnitGroup.objects.filter(owner__in=units_of(person, *NAMING)),
    who_can_help=_("Ask an organiser of that unit."),
)
use_groups = Rule(
    "people.use_groups",
    _("Groups of units are for those who organise."),
    visible=lambda person: UnitGroup.objects.usable_in(units_of(person, *WORKERS)),
    who_can_help=_("Ask an organiser of your unit."),
)
