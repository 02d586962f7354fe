"""Dates, times and counts as people here read them: one row an example, both languages."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from publishing import dates

NOW = date(2026, 11, 25)
# 06:00 UTC is 14:00 in Shanghai.
START = datetime(2026, 11, 28, 6, 0, tzinfo=UTC)
END = datetime(2026, 11, 28, 8, 30, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 1, 5, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "chinese", "english"),
    [
        (START, END, "11月28日（周六）14:00–16:30", "Sat 28 Nov, 14:00–16:30"),
        (START, None, "11月28日（周六）14:00", "Sat 28 Nov, 14:00"),
        (NEXT_YEAR, None, "2027年1月5日（周二）14:00", "Tue 5 Jan 2027, 14:00"),
        (date(2026, 11, 28), None, "11月28日（周六）", "Sat 28 Nov"),
        (
            START,
            NEXT_YEAR,
            "11月28日（周六）14:00 – 2027年1月5日（周二）14:00",
            "Sat 28 Nov, 14:00 – Tue 5 Jan 2027, 14:00",
        ),
    ],
)
def test_when(start, end, chinese, english):
    assert dates.when(start, end, language="zh-hans", now=NOW) == chinese
    assert dates.when(start, end, language="en", now=NOW) == english


def test_the_day_is_that_of_shanghai():
    late = datetime(2026, 11, 28, 16, 30, tzinfo=UTC)
    assert dates.day(late, language="zh-hans", now=NOW) == "11月29日（周日）"
    assert dates.clock(late) == "00:30"


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        (date(2026, 11, 28), date(2026, 11, 30), "11月28日–30日", "28–30 Nov"),
        (date(2026, 11, 28), date(2026, 12, 2), "11月28日–12月2日", "28 Nov – 2 Dec"),
        (date(2027, 3, 1), date(2027, 3, 5), "2027年3月1日–5日", "1–5 Mar 2027"),
        (
            date(2026, 12, 30),
            date(2027, 1, 3),
            "2026年12月30日–2027年1月3日",
            "30 Dec 2026 – 3 Jan 2027",
        ),
        (date(2026, 11, 28), date(2026, 11, 28), "11月28日（周六）", "Sat 28 Nov"),
    ],
)
def test_date_range(first, last, chinese, english):
    assert dates.date_range(first, last, language="zh-hans", now=NOW) == chinese
    assert dates.date_range(first, last, language="en", now=NOW) == english


@pytest.mark.parametrize(
    ("on", "chinese", "english"),
    [
        (date(2026, 11, 25), "今天", "today"),
        (date(2026, 11, 26), "明天", "tomorrow"),
        (date(2026, 11, 24), "昨天", "yesterday"),
        (date(2026, 11, 28), "还有 3 天", "in 3 days"),
        (date(2026, 11, 20), "5 天前", "5 days ago"),
        (date(2027, 11, 20), "", ""),
    ],
)
def test_relative_day(on, chinese, english):
    with override("zh-hans"):
        assert dates.relative_day(on, now=NOW) == chinese
    with override("en"):
        assert dates.relative_day(on, now=NOW) == english


@pytest.mark.parametrize(
    ("hour_utc", "chinese", "english"),
    [
        (1, "上午", "Morning"),
        (4, "下午", "Afternoon"),
        (6, "下午", "Afternoon"),
        (11, "晚上", "Evening"),
    ],
)
def test_half_day(hour_utc, chinese, english):
    moment = datetime(2026, 11, 28, hour_utc, 0, tzinfo=UTC)
    with override("zh-hans"):
        assert dates.half_day(moment) == chinese
    with override("en"):
        assert dates.half_day(moment) == english


@pytest.mark.parametrize(
    ("number", "chinese", "english"),
    [
        (0, "0", "0"),
        (9999, "9999", "9,999"),
        (10_000, "1万", "10,000"),
        (25_000, "2.5万", "25,000"),
        (12_300, "1.23万", "12,300"),
        (12_345, "1万2345", "12,345"),
        (-12_345, "-1万2345", "-12,345"),
    ],
)
def test_grouped(number, chinese, english):
    assert dates.grouped(number, language="zh-hans") == chinese
    assert dates.grouped(number, language="en") == english


def test_persons_and_attendances():
    assert dates.person_count(320, language="zh-hans") == "320 人"
    assert dates.person_count(1, language="en") == "1 person"
    assert dates.person_times(12_000, language="zh-hans") == "1.2万 人次"
    assert dates.person_times(2, language="en") == "2 attendances"


def test_edges_of_lists():
    assert dates.short_moment(START, language="zh-hans", now=date(2026, 11, 28)) == "14:00"
    assert dates.short_moment(START, language="zh-hans", now=NOW) == "11月28日"
    assert dates.short_moment(NEXT_YEAR, language="en", now=NOW) == "5 Jan 2027"
    assert dates.instant(START, now=NOW) == "11月28日 14:00"
    with override("en"):
        assert dates.instant(START, now=NOW) == "28 Nov, 14:00"
    assert dates.hours_to(START, END) == "14:00–16:30"


def test_countdown():
    with override("en"):
        assert dates.countdown(END, now=START) == "2 h 30 min left"
        assert dates.countdown(START, now=END) == ""
        assert dates.countdown(NEXT_YEAR, now=START) == "38 days left"


def test_filters_take_sessions_instants_and_nothing():
    session = SimpleNamespace(starts_at=NEXT_YEAR.replace(year=2099), ends_at=None)
    source = "{% load dates %}{{ s|when }}|{{ s.starts_at|clock }}|{{ none|day }}|{{ none|when }}"
    with override("zh-hans"):
        text = Template(source).render(Context({"s": session, "none": None}))
    assert text == "2099年1月5日（周一）14:00|14:00||"
