"""A difference between two timetables as a person reads it, in Chinese and in English."""

from datetime import timedelta

import pytest
from django.utils import translation

from courses.models import DraftSession
from courses.planning.differences import lines_of, pairs_of
from courses.planning.facts import fact_of, values_of
from events.enums import SessionForm, VenueType
from events.models import SLOT_FIELDS, Speaker, TeachingPoint, Venue
from tests.factories.timetables import at, next_monday

HALL = Venue(pk=1, name="顾炎武纪念馆", name_en="Gu Yanwu Hall", venue_type=VenueType.MEMORIAL)
MARSH = Venue(pk=2, name="沙家浜革命历史纪念馆", short_name="沙家浜", name_en="Shajiabang")
ROOM, WING = TeachingPoint(pk=1, venue=HALL, name="报告厅"), TeachingPoint(venue=HALL, name="西厢")
WING.pk = 2
WEDNESDAY = next_monday() + timedelta(days=2)


def fact(key="a", day=WEDNESDAY, start="14:00", end="16:30", **values):
    """What one session says."""
    slot = DraftSession(
        **{"title": "红色记忆", "form": SessionForm.ON_SITE, "venue": HALL, "credit_hours": 3}
        | {"starts_at": at(day, start), "ends_at": at(day, end)}
        | values
    )
    return fact_of(key, slot)


def said(before, after, language="zh-hans"):
    """The difference in a language."""
    with translation.override(language):
        return lines_of(pairs_of(before, after), after)


THURSDAY = WEDNESDAY + timedelta(days=1)
CASES = [
    (
        [fact(venue=MARSH, start="13:30", end="16:00")],
        "周三下午：顾炎武纪念馆 → 沙家浜，提前 30 分钟",
        "Wed afternoon: Gu Yanwu Hall → Shajiabang, 30 minutes earlier",
    ),
    (
        [fact(day=THURSDAY, start="09:00", end="11:30")],
        "周三下午：移至周四上午 09:00–11:30",
        "Wed afternoon: moved to Thu morning 09:00–11:30",
    ),
    (
        [fact(end="15:00")],
        "周三下午：缩短 1 小时 30 分钟",
        "Wed afternoon: 1 hour 30 minutes shorter",
    ),
    ([fact(start="15:00", end="17:30")], "周三下午：推后 1 小时", "Wed afternoon: 1 hour later"),
    (
        [fact(speaker=Speaker(pk=7, name="钱致远", name_en="Qian Zhiyuan"))],
        "周三下午：主讲人：无 → 钱致远",
        "Wed afternoon: speaker: none → Qian Zhiyuan",
    ),
    ([], "周三下午：取消“红色记忆”14:00–16:30，顾炎武纪念馆", None),
    ([fact(credit_hours=4)], "周三下午：学时：3 → 4", "Wed afternoon: credit hours: 3 → 4"),
    (
        [fact(title="绿色记忆")],
        "周三下午“红色记忆”：专题：红色记忆 → 绿色记忆",
        "Wed afternoon “红色记忆”: topic: 红色记忆 → 绿色记忆",
    ),
    (
        [fact(form=SessionForm.LECTURE)],
        "周三下午：教学形式：现场教学 → 专题讲座",
        "Wed afternoon: form: On-site teaching → Lecture",
    ),
    (
        [fact(), fact("b", start="19:00", end="20:30", venue=None, place_note="宿舍楼")],
        "周三晚上：新增“红色记忆”19:00–20:30，宿舍楼",
        "Wed evening: added “红色记忆” 19:00–20:30, 宿舍楼",
    ),
]


@pytest.mark.parametrize(("after", "chinese", "english"), CASES)
def test_one_change_in_one_line(after, chinese, english):
    assert said([fact()], after) == [chinese]
    if english:
        assert said([fact()], after, "en") == [english]


def test_inside_a_venue_the_teaching_point_is_enough():
    before, after = fact(teaching_point=ROOM), fact(teaching_point=WING)
    assert said([before], [after]) == ["周三下午：报告厅 → 西厢"]


def test_where_a_half_day_has_several_the_topic_says_which_one():
    other = fact("b", start="17:00", end="18:00", title="座谈")
    assert said([fact(), other], [fact(credit_hours=4), other]) == [
        "周三下午“红色记忆”：学时：3 → 4"
    ]


def test_in_a_longer_course_the_date_says_which_wednesday():
    later = fact("b", day=WEDNESDAY + timedelta(days=7), title="座谈")
    line = said([fact(), later], [fact(credit_hours=4), later])[0]
    with translation.override("zh-hans"):
        assert line == f"{WEDNESDAY.month}月{WEDNESDAY.day}日（周三）下午：学时：3 → 4"


def test_into_another_week_the_date_says_where_to():
    after = fact(day=WEDNESDAY + timedelta(days=5), start="14:00")
    assert "（周一）下午" in said([fact()], [after])[0]


def test_nothing_differs_from_itself():
    assert said([fact()], [fact()]) == []


@pytest.mark.django_db
def test_a_fact_is_taken_back_field_by_field_without_what_is_no_more():
    hall = Venue.objects.create(name="馆", venue_type=VenueType.MEMORIAL)
    kept = fact(venue=hall, speaker=Speaker(pk=987, name="离任"))
    values = values_of([kept])[0]
    assert set(values) == set(SLOT_FIELDS)
    assert (values["venue"], values["speaker"]) == (hall, None)
    again = fact_of("a", DraftSession(**values))
    assert again == kept | {"speaker": None}
