"""Rosters: order of units, rank, strokes of the surname."""

import pytest

from people.models import Membership, User
from people.strokes import stroke_key, strokes_of
from tests.factories import Cast, make_person


@pytest.mark.parametrize(
    ("character", "strokes"),
    [("丁", 2), ("王", 4), ("李", 7), ("𠮷", 6), ("䶮", 9), ("龘", 48), ("𪚥", 64), ("a", None)],
)
def test_strokes_of_common_and_rare_characters(character, strokes):
    assert strokes_of(character) == strokes


def test_names_stand_by_strokes_and_other_scripts_last():
    names = ["Smith", "李四", "王五", "丁二", "欧阳一", "丁一", "𠮷安"]
    assert sorted(names, key=stroke_key) == [
        *("丁一", "丁二", "王五", "𠮷安", "李四", "欧阳一", "Smith")
    ]


@pytest.mark.django_db
def test_a_roster_stands_by_unit_rank_and_strokes(cast: Cast):
    Membership.objects.all().delete()
    names = {"李四": 0, "王五": 2, "丁一": 0, "欧阳": 1}
    for name, rank in names.items():
        Membership.objects.create(user=make_person(name), unit=cast.unit, rank=rank)
    Membership.objects.create(user=make_person("丁二"), unit=cast.other_unit, rank=1)
    Membership.objects.create(user=make_person("龚九"), unit=cast.district, rank=0)
    rows = Membership.objects.in_official_order().select_related("user")
    expected = ["龚九", "欧阳", "王五", "丁一", "李四", "丁二"]
    assert [row.user.name for row in rows] == expected
    people = User.objects.filter(memberships__in=rows).distinct()
    assert [one.name for one in people.in_official_order(rows)] == expected


@pytest.mark.django_db
def test_the_key_follows_the_name_however_it_is_written():
    person = make_person("丁一")
    before = person.stroke_key
    person.last_name = "龚"
    person.save(update_fields=["last_name"])
    person.refresh_from_db()
    assert person.stroke_key == stroke_key("龚一") != before
    made = User.objects.bulk_create([User(username="bulk", last_name="王", first_name="五")])
    assert User.objects.get(pk=made[0].pk).stroke_key == stroke_key("王五")
