"""Everybody who may come to an address: each role in each position to what the address is about.

All records of the walk belong to one unit. *Own*: the role is held in that unit. *Below*: in the
unit above it, so that the records are below. *Beside*: in its sibling. *Above*: in a unit under it.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser

from courses.models import Cohort, CohortTemplate
from people.enums import Role, UnitKind
from people.groups import ensure_groups, sync_groups
from people.models import UnitGroup, User
from tests.factories import Cast, make_person, make_unit
from tests.walk.scene import Scene, make_scene

POSITIONS = ("own", "below", "beside", "above")
OWNER = "whose it is"
OUTSIDE = ("anonymous", "stranger", OWNER)
EVERYTHING = "administrator"
COLUMNS = (*OUTSIDE, *(role.value.replace("_", " ") for role in Role), EVERYTHING)


@dataclass(frozen=True)
class Stand:
    """Who walks: a column of the table and, for a role, the position."""

    column: str
    position: str = ""

    @property
    def is_first(self) -> bool:
        """Whether this one stands for the column where no position can matter."""
        return self.position in ("", POSITIONS[0])


def make_gathered(cast: Cast) -> tuple[Scene, dict[Stand, Any]]:
    """A scene whose records all belong to one unit, and everybody who walks over it."""
    over = make_unit("无锡市", kind=UnitKind.AREA)
    own = make_unit("江阴市", over, kind=UnitKind.AREA)
    units = {
        "own": own,
        "below": over,
        "beside": make_unit("宜兴市", over, kind=UnitKind.AREA),
        "above": make_unit("江阴市图书馆", own),
    }
    ensure_groups()
    people = {
        Stand(role.value.replace("_", " "), position): placed(role, units[position], position)
        for role in Role
        for position in POSITIONS
    }
    gathered = replace(
        cast,
        city=own,
        district=own,
        unit=own,
        other_unit=units["beside"],
        organiser=people[Stand("organiser", "own")],
        liaison=people[Stand("liaison", "own")],
        participant=make_person("江流", own),
        colleague=make_person("江帆", own),
        # Nobody reviews people of the own unit.
        reviewer=people[Stand("reviewer", "below")],
    )
    outside: dict[Stand, Any] = {
        Stand("anonymous"): AnonymousUser(),
        Stand("stranger"): cast.stranger,
        Stand(OWNER): gathered.participant,
    }
    scene = make_scene(gathered)
    Cohort.objects.create(offering=scene.offering, number=1)
    CohortTemplate.objects.create(name="本单位的模板", unit=own)
    UnitGroup.objects.create(name="各成员单位", owner=own)
    return scene, outside | people | {Stand(EVERYTHING): cast.admin}


def placed(role: Role, unit: Any, position: str) -> User:
    """Somebody with a role in a unit, in the groups of the role."""
    person = make_person(f"{role.value} {position}", unit, role)
    sync_groups(person)
    return person
