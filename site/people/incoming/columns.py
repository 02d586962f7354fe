"""The columns of the two tables, and how their cells are understood."""

import re
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from people.enums import UnitKind
from people.models import PersonCategory
from people.numbers import normal_phone
from people.rules import NAMING, roles_named_by, see_categories, units_of
from publishing.tabular.columns import (
    BadCell,
    Column,
    as_text,
    day,
    one_of,
    text,
    whole_number,
    yes_or_no,
)

SEVERAL = re.compile(r"[、,，;；/\n]+")


def phone(value: Any) -> str:
    """A mobile number in E.164."""
    try:
        return normal_phone(as_text(value))
    except ValueError:
        raise BadCell(
            _("Enter a mobile number with 11 digits, for example 138 0013 8000.")
        ) from None


def email(value: Any) -> str:
    """An e-mail address."""
    written = as_text(value)
    try:
        validate_email(written)
    except ValidationError:
        raise BadCell(_("An e-mail address such as name@example.org, please.")) from None
    return written


def kinds() -> dict[str, Any]:
    """Types of units by their words."""
    return {str(kind.label): kind for kind in UnitKind}


class Categories:
    """Reads categories by name or code, several divided by 、 or a comma; looked up once."""

    @cached_property
    def known(self) -> dict[str, PersonCategory]:
        """Every category by its name and by its code."""
        rows = PersonCategory.objects.all()
        return {word: row for row in rows for word in (row.name, row.code)}

    def __call__(self, value: Any) -> list[PersonCategory]:
        """The categories of a cell."""
        words = [part.strip() for part in SEVERAL.split(as_text(value)) if part.strip()]
        for word in words:
            if word not in self.known:
                raise BadCell(_("There is no category “%(word)s”.") % {"word": word})
        return [self.known[word] for word in words]


NAME = Column(
    "name",
    gettext_lazy("Full name"),
    text(120),
    ("姓名", "学员姓名"),
    required=True,
    explains=gettext_lazy("Family name and given name in one cell."),
    example="欧阳静",
)
NUMBER = Column(
    "number",
    gettext_lazy("Personnel number"),
    text(40),
    ("工号", "人员编号", "编号"),
    explains=gettext_lazy("By it a person is found again: the best protection from doubles."),
    example="0012",
)
UNIT = Column(
    "unit",
    gettext_lazy("Unit"),
    text(200),
    ("单位", "工作单位", "单位名称", "单位代码"),
    required=True,
    explains=gettext_lazy("Name, short name or code of a unit within your reach."),
    example="昆山市图书馆",
    width=32,
)
POST = Column(
    "post",
    gettext_lazy("Post"),
    text(80),
    ("职务", "岗位", "现任职务"),
    explains=gettext_lazy("The position held, for rosters."),
    example="副馆长",
)
RANK = Column(
    "rank",
    gettext_lazy("Rank"),
    whole_number(0, 999),
    ("职级排序", "排序", "职级"),
    explains=gettext_lazy("1 is the highest; 0 where none is known, which stands last."),
)
PHONE = Column(
    "phone",
    gettext_lazy("Mobile number"),
    phone,
    ("手机", "手机号", "手机号码", "联系电话"),
    explains=gettext_lazy("Eleven digits. A person can sign in with it."),
    example="138 0013 8000",
)
EMAIL = Column(
    "email",
    gettext_lazy("E-mail address"),
    email,
    ("邮箱", "电子邮箱", "电子邮件"),
    explains=gettext_lazy("A person can sign in with it."),
    example="name@example.org",
    width=28,
)
SINCE = Column(
    "since_on",
    gettext_lazy("Since"),
    day,
    ("起始日期", "到岗日期"),
    explains=gettext_lazy("First day of the membership; today where nothing stands."),
    example="2026-05-01",
)
CATEGORIES = Column(
    "categories",
    gettext_lazy("Categories"),
    Categories(),
    ("人员类别", "类别"),
    explains=gettext_lazy("Several divided by 、. What a person has already stays."),
    choices=lambda: list(PersonCategory.objects.values_list("name", flat=True)),
)


def people_columns(person: Any) -> list[Column]:
    """What `person` may say of people; categories only with their permission."""
    units = units_of(person, *NAMING).active().order_by("path")
    given = roles_named_by(person)

    def roles() -> dict[str, Any]:
        return {str(role.label): role for role in given}

    role = Column(
        "role",
        gettext_lazy("Role"),
        one_of(roles),
        ("角色", "平台角色"),
        explains=gettext_lazy("Member where nothing stands."),
        choices=lambda: list(roles()),
    )
    unit = replace(UNIT, choices=lambda: list(units.values_list("name", flat=True)))
    found = [NAME, NUMBER, unit, POST, RANK, PHONE, EMAIL, role, SINCE]
    return (
        [*found, replace(CATEGORIES, parse=Categories())]
        if see_categories.allows(person)
        else found
    )


UNIT_COLUMNS = (
    Column(
        "code",
        pgettext_lazy("of a unit", "Code"),
        text(40),
        ("代码", "单位代码", "机构代码"),
        required=True,
        explains=gettext_lazy("Short and lasting: imports and exports name the unit by it."),
        example="sz-lib",
    ),
    Column(
        "name",
        gettext_lazy("Name"),
        text(120),
        ("名称", "单位名称"),
        required=True,
        example="苏州图书馆",
        width=36,
    ),
    Column("short_name", gettext_lazy("Short name"), text(40), ("简称",)),
    Column("name_en", gettext_lazy("Name in English"), text(200), ("英文名称",), width=36),
    Column(
        "parent",
        gettext_lazy("Stands below (code)"),
        text(40),
        ("上级代码", "上级单位代码"),
        explains=gettext_lazy("Code of the unit above; it may stand in the same file."),
        example="sz",
    ),
    Column(
        "kind",
        gettext_lazy("Type"),
        one_of(kinds),
        ("类型", "单位类型"),
        explains=gettext_lazy("A new unit must have one."),
        choices=lambda: list(kinds()),
    ),
    Column(
        "staff_size",
        gettext_lazy("Staff size"),
        whole_number(0, 10_000_000),
        ("人数", "编制数"),
    ),
    Column(
        "is_active",
        gettext_lazy("Active"),
        one_of(yes_or_no),
        ("有效", "是否有效"),
        explains=gettext_lazy("A unit that no longer exists stays, with all its records."),
        choices=lambda: list(yes_or_no()),
    ),
)


def unit_columns(person: Any) -> tuple[Column, ...]:
    """What is said of units, whoever says it."""
    return UNIT_COLUMNS
