"""Persons and units."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from people.enums import Role, UnitKind
from people.models import Membership, Unit, User

_number = count(1)


def make_unit(name: str = "", parent: Unit | None = None, **fields: Any) -> Unit:
    """A unit; without a parent a tree of its own."""
    number = next(_number)
    values = {
        "name": name or f"第{number}单位",
        "code": f"u{number}",
        "kind": UnitKind.PUBLIC_INSTITUTION,
    } | fields
    return parent.add_child(**values) if parent else Unit.add_root(**values)


def make_person(
    name: str = "", unit: Unit | None = None, role: str = Role.MEMBER, **fields: Any
) -> User:
    """A person with an e-mail address; `name` is family name (first character) and given name."""
    number = next(_number)
    name = name or f"测{number}"
    values = {
        "last_name": name[:1],
        "first_name": name[1:],
        "email": f"person{number}@example.org",
    } | fields
    username = f"person-{number}"  # which no random id holds by chance
    person = User.objects.create_user(username=username, password=None, **values)
    if unit is not None:
        Membership.objects.create(user=person, unit=unit, role=role)
    return person


@dataclass(frozen=True)
class Cast:
    """The people of the tests and where they belong."""

    city: Unit
    district: Unit
    unit: Unit
    other_unit: Unit
    organiser: User
    district_organiser: User
    liaison: User
    participant: User
    colleague: User
    reviewer: User
    editor: User
    admin: User
    stranger: User


def make_cast() -> Cast:
    """Everybody, with two units in one district of one city."""
    city = make_unit("苏州市", kind=UnitKind.AREA)
    district = make_unit("昆山市", city, kind=UnitKind.AREA)
    unit = make_unit("昆山市图书馆", district, name_en="Kunshan Library")
    other_unit = make_unit("昆山市第一中学", district, kind=UnitKind.SCHOOL)
    return Cast(
        city=city,
        district=district,
        unit=unit,
        other_unit=other_unit,
        organiser=make_person("周明远", city, Role.ORGANISER),
        district_organiser=make_person("沈若兰", district, Role.ORGANISER),
        liaison=make_person("顾晓梅", unit, Role.LIAISON),
        participant=make_person("林𠮷安", unit),
        colleague=make_person("何䶮", unit),
        reviewer=make_person("秦书言", city, Role.REVIEWER),
        editor=make_person("唐韵", city, Role.EDITOR),
        admin=make_person("管理员", is_superuser=True, is_staff=True),
        stranger=make_person("远方"),
    )
