"""What we write is read alike by two parsers, whatever people type."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from calendars.assemble import Source, calendar_bytes
from calendars.rows import DeadlineRow, SessionRow
from calendars.words import line
from tests.calendars.reading import check_bytes

STARTS = datetime(2026, 11, 28, 6, tzinfo=UTC)
ROW = SessionRow(
    uid=UUID(int=7),
    sequence=0,
    changed_at=datetime(2026, 11, 20, 1, 2, 3, 456, tzinfo=UTC),
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=2),
    moved_from=None,
    cancelled=False,
    standing="",
    title="甲",
    page_title="班",
    label="第1期",
    kind="讲座",
    host="组织部",
    unit="苏州市",
    contact="",
    form="lecture",
    speakers=(),
    hours=Decimal("2.0"),
    venue="馆",
    point=None,
    address=None,
    place_note="",
    latitude=None,
    longitude=None,
    coordinate_system=None,
    offering="0123456789ab",
    session="0123456789ac",
    is_course=False,
    image="https://study.example.org/static/drawings/circle.jpg",
    people=0,
    join_url="",
)
# What a database column can hold: no NUL, no lone surrogates.
WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=160)


def source(*rows, title="历"):
    return Source(title=title, language="zh-hans", sessions=list(rows))


def read_by_both(body):
    """(title, place, description, start) of the first component as each parser tells them."""
    event = next(iter(Calendar.from_ical(body).walk("VEVENT")))
    ours = [str(event.get(name, "")) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")]
    other = vobject.readOne(body.decode()).vevent
    theirs = [
        getattr(other, name).value if hasattr(other, name) else ""
        for name in ("summary", "location", "description")
    ]
    return [*ours, event["DTSTART"].dt], [*theirs, other.dtstart.value]


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS, WORDS)
@example('甲,乙;丙\\n丁:"', "\r\n\u2028\u2029\x85\x1e", "𠮷😀" * 70)
@example("BEGIN:VEVENT\r\nATTENDEE:x", "a\\", ";,")
def test_any_text_is_read_alike(title, place, name):
    row = ROW._replace(
        title=title, venue=None, place_note=place, speakers=(name, name), contact="a@b.cn"
    )
    row = row._replace(host=name)
    body = calendar_bytes(source(row, title=name))
    check_bytes(body)
    ours, theirs = read_by_both(body)
    assert ours[0] == (f"班 · {line(title)}" if line(title) not in ("", "班") else "班")
    assert ours[1] == line(place)
    assert body.count(b"BEGIN:VEVENT\r\n") == 1
    assert ours == theirs


@pytest.mark.parametrize("hour", [0, 6, 15, 16, 23])
def test_hours_are_read_alike(hour):
    starts = STARTS.replace(hour=hour)
    row = ROW._replace(starts_at=starts, ends_at=starts + timedelta(hours=1))
    ours, theirs = read_by_both(calendar_bytes(source(row)))
    assert ours[3] == theirs[3] == starts


def test_days_are_read_alike():
    due = DeadlineRow(
        kind="essay",
        id="t",
        sequence=0,
        changed_at=STARTS,
        due_at=STARTS,
        title="心得",
        page_title="班",
        label="",
        offering="0123456789ab",
    )
    body = calendar_bytes(replace(source(), deadlines=[due]))
    check_bytes(body)
    ours, theirs = read_by_both(body)
    assert ours == theirs


ROWS = st.builds(
    ROW._replace,
    title=st.sampled_from(["甲", "乙"]),
    cancelled=st.booleans(),
    sequence=st.integers(0, 2),
    uid=st.sampled_from([UUID(int=1), UUID(int=2)]),
    standing=st.sampled_from(["", "waitlisted"]),
    join_url=st.sampled_from(["", "https://meeting.example.org/1"]),
).map(lambda row: row._replace(standing="") if row.cancelled else row)  # as the query does


@settings(max_examples=150, deadline=None)
@given(st.lists(ROWS, max_size=3), st.lists(ROWS, max_size=3))
def test_the_validator_differs_when_and_only_when_the_bytes_do(before, after):
    one, two = source(*before), source(*after)
    assert (one.etag() == two.etag()) == (calendar_bytes(one) == calendar_bytes(two))
