"""Names: family name first, found by pinyin and initials, whatever the script."""

import pytest

from people.models import User
from people.names import full_name, search_key
from tests.factories import Cast, make_person


@pytest.mark.parametrize(
    ("family", "given", "whole"),
    [
        ("林", "𠮷安", "林𠮷安"),
        ("欧阳", "堃", "欧阳堃"),
        ("", "阿依努尔·买买提江", "阿依努尔·买买提江"),
        ("Meller", "Andrew", "Meller Andrew"),
        (" 何 ", "䶮", "何䶮"),
        ("", "", ""),
    ],
)
def test_the_family_name_comes_first(family: str, given: str, whole: str) -> None:
    assert full_name(family, given) == whole


def test_a_name_is_found_by_pinyin_and_initials() -> None:
    assert search_key("顾晓梅") == "顾晓梅 guxiaomei gxm"
    assert search_key("林𠮷安") == "林𠮷安 linjian lja"


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["顾晓", "guxiao", "GXM", "gxm "])
def test_the_register_finds_a_person(cast: Cast, text: str) -> None:
    assert list(User.objects.matching(text)) == [cast.liaison]


@pytest.mark.django_db
def test_a_rare_character_is_found(cast: Cast) -> None:
    assert list(User.objects.matching("𠮷")) == [cast.participant]


@pytest.mark.django_db
def test_a_renamed_person_is_found_by_the_new_name(cast: Cast) -> None:
    cast.liaison.first_name = "小雪"
    cast.liaison.save(update_fields=["first_name"])
    assert list(User.objects.matching("gxx")) == [cast.liaison]


@pytest.mark.django_db
def test_people_without_address_or_number_do_not_collide() -> None:
    one, two = (make_person(name, email="", phone="") for name in ("张一", "张二"))
    assert (one.email, one.phone, two.email) == (None, None, None)
