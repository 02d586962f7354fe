"""Units, invented people, and the accounts to try."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from pypinyin import lazy_pinyin

from people.actions import ask_to_join, keep_group
from people.enums import Role
from people.groups import sync_groups
from people.models import Membership, PersonCategory, Unit, User
from people.names import full_name, search_key
from portal.demo.data import read

PASSWORD = "study-demo-2026"  # noqa: S105 - printed by `make run` for everybody to use
POSTS = ("院长", "副院长", "办公室主任")
ACCOUNTS = (
    ("admin", "钟", "守一", None, None),
    ("editor", "陶", "书昀", "sz", Role.EDITOR),
    ("organiser", "骆", "明朗", "sz", Role.ORGANISER),
    ("liaison", "温", "如砚", "sz-suda", Role.LIAISON),
    ("coordinator", "倪", "安澜", "sz", Role.COORDINATOR),
    ("reviewer", "孟", "听松", "sz", Role.REVIEWER),
    ("auditor", "邵", "正言", "sz", Role.AUDITOR),
    ("participant", "林", "𠮷安", "sz-suda", Role.MEMBER),
    ("stranger", "江", "远帆", None, None),
)


def load() -> dict[str, Unit]:
    """Make units, people and accounts; return the units by code."""
    units = _units()
    _groups(units)
    password = make_password(PASSWORD)
    _people(units, password)
    for name, family, given, code, role in ACCOUNTS:
        person = User(
            username=name, email=f"{name}@example.org", last_name=family, first_name=given
        )
        person.password = password
        person.is_superuser = person.is_staff = name == "admin"
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
        if code and role:
            Membership.objects.create(user=person, unit=units[code], role=role)
            sync_groups(person)
    _joining(units)
    return units


def _units() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for row in read("people", "units")["unit"]:
        values = dict(row)
        parent = units.get(values.pop("parent"))
        units[row["code"]] = parent.add_child(**values) if parent else Unit.add_root(**values)
    return units


def _groups(units: dict[str, Unit]) -> None:
    for row in read("people", "units")["group"]:
        names = {"name": row["name"], "name_en": row["name_en"], "owner": units[row["owner"]]}
        members = [units[code] for code in row["units"]]
        keep_group(by=None, group=None, values=names, units=members)


def _joining(units: dict[str, Unit]) -> None:
    """The liaison's unit has a roster with posts, and somebody who waits to be let in."""
    people = Membership.objects.filter(unit=units["sz-suda"], role=Role.MEMBER).order_by("pk")
    for rank, (row, post) in enumerate(zip(people, POSTS, strict=False), start=1):
        Membership.objects.filter(pk=row.pk).update(post=post, rank=rank)
    asker = User.objects.filter(memberships__unit=units["sz-media"]).order_by("pk").first()
    if asker is not None:
        ask_to_join(
            by=asker,
            person=asker,
            unit=units["sz-suda"],
            leaving=units["sz-media"],
            message="下月起调入学校档案馆",
        )


def _people(units: dict[str, Unit], password: str) -> None:
    data = read("people", "people")
    rows: list[dict[str, Any]] = data["person"]
    people = []
    for number, row in enumerate(rows, start=1):
        name = full_name(row["family"], row["given"])
        address = "".join(lazy_pinyin(name, errors="ignore")) or "person"
        people.append(
            User(
                username=f"demo{number}",
                email=f"{address}{number}@example.org",
                last_name=row["family"],
                first_name=row["given"],
                name_key=search_key(name),
                number=f"{row['unit'].partition('-')[0].upper()}{number:04}",
                password=password,
            )
        )
    made = User.objects.bulk_create(people)
    posts = data["post"]
    Membership.objects.bulk_create(
        Membership(
            user=person,
            unit=units[row["unit"]],
            role=Role.MEMBER,
            post=posts[number % len(posts)] if number % 3 else "",
            rank=number % 5 + 1 if number % 3 else 0,
        )
        for number, (person, row) in enumerate(zip(made, rows, strict=True))
    )
    categories = [PersonCategory.objects.create(**row) for row in data["category"]]
    for number, category in enumerate(categories, start=2):
        category.people.add(*made[::number])
