"""Names: family name first, found by pinyin and initials, whatever the script."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.models import User
from people.names import full_name, search_key, split_name
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


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("单雄信", {"shanxiongxin", "danxiongxin", "sxx", "dxx"}),
        ("曾锦遥", {"zengjinyao", "cengjinyao", "zjy", "cjy"}),
        ("仇英", {"qiuying", "chouying", "qy", "cy"}),
        ("区建国", {"oujianguo", "qujianguo", "ojg", "qjg"}),
        ("解晓东", {"xiexiaodong", "jiexiaodong", "xxd", "jxd"}),
        ("尉迟恭", {"yuchigong", "weichigong", "ycg", "wcg"}),
        ("吕布", {"lvbu", "lyubu", "lb"}),
    ],
)
def test_a_family_name_is_found_by_both_readings(name: str, readings: set[str]) -> None:
    assert set(search_key(name).split(" ")[1:]) == readings


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_name_has_a_key_that_a_column_takes(name: str) -> None:
    assert len(search_key(name)) <= 400


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("林𠮷安", ("林", "𠮷安")),
        ("欧 阳 堃", ("欧阳", "堃")),
        ("欧阳", ("欧", "阳")),
        ("阿依努尔·买买提江", ("", "阿依努尔·买买提江")),
        ("Meller Andrew", ("Meller", "Andrew")),
        ("龙", ("", "龙")),
    ],
)
def test_a_name_in_one_cell_is_divided(whole: str, parts: tuple[str, str]) -> None:
    assert split_name(whole) == parts
    assert split_name(full_name(*parts)) == parts


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
