"""What public feeds contain."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from calendars.words import line, text
from events.actions import send_team
from events.models import EventKind, SessionSpeaker, TeachingPoint, Workday
from events.workdays import fill
from tests.calendars.reading import events, read, summaries
from tests.factories import (
    make_course,
    make_event,
    make_offering,
    make_session,
    make_speaker,
    make_team,
    make_venue,
)

ALL = "/calendar/all.ics"


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, page=make_event("院士开讲"), sessions=0)


def test_an_empty_calendar_is_valid(client, cast):
    calendar = read(client.get(ALL))
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


def test_a_session_is_told_whole(client, offering):
    venue = make_venue(
        "王淦昌故居", address="枫塘湾 1 号", latitude="31.650001", longitude="120.750002"
    )
    point = TeachingPoint.objects.create(venue=venue, name="生平展厅")
    offering.contact, offering.host = "office@example.org", "苏州市委组织部"
    offering.save()
    session = make_session(
        offering,
        title="两弹一星",
        starts_at=timezone.now().replace(microsecond=0) + timedelta(days=3),
        venue=venue,
        teaching_point=point,
        place_note="三楼东",
        speaker=make_speaker("顾清和"),
        revision=3,
    )
    [event] = events(client.get(ALL))
    assert event["UID"] == f"{session.uid}@yanxi.invalid"
    assert event["SEQUENCE"] == 2
    assert event["DTSTAMP"].dt == session.changed_at.replace(microsecond=0)
    assert event["LAST-MODIFIED"].dt == event["DTSTAMP"].dt
    assert event["SUMMARY"] == "院士开讲 · 两弹一星"
    assert event["LOCATION"] == "王淦昌故居 生平展厅 三楼东，枫塘湾 1 号"
    assert event["GEO"].to_ical() == "31.650001;120.750002"
    assert event["STATUS"] == "CONFIRMED"
    assert event["URL"] == f"http://localhost:8000/o/{offering.public_id}/"
    assert event["CATEGORIES"].to_ical() == "人才沙龙".encode()
    assert event["ORGANIZER"] == "mailto:office@example.org"
    assert event["ORGANIZER"].params["CN"] == "苏州市委组织部"
    assert event["CONTACT"] == "苏州市委组织部，office@example.org"
    assert event["COLOR"] == "steelblue"
    assert event["IMAGE"].startswith("http://localhost:8000/static/drawings/")
    assert event["IMAGE"].params["VALUE"] == "URI"
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event["DTSTART"].dt == session.starts_at
    for word in ("顾清和", "3", "第1期"):
        assert word in event["DESCRIPTION"]


def test_all_who_speak_are_named_and_another_second_one_is_news(client, cast):
    team = make_team("宣讲团", "顾清和", "钱致远", "顾安然")
    stop = make_offering(unit=cast.city, page=make_event("巡回宣讲", team=team), sessions=0)
    session = make_session(stop)
    assert send_team(by=cast.organiser, offering=stop, team=team).ok
    before = client.get(ALL)
    assert "主讲：顾清和、钱致远、顾安然" in events(before)[0]["DESCRIPTION"]
    beside = SessionSpeaker.objects.filter(session=session, place=1)
    beside.update(speaker=make_speaker("周明远"))
    after = client.get(ALL)
    assert "主讲：顾清和、周明远、顾安然" in events(after)[0]["DESCRIPTION"]
    assert after["ETag"] != before["ETag"]


def test_the_head_names_itself_and_when_to_come_again(client, offering):
    make_session(offering)
    body = client.get(ALL).content.replace(b"\r\n ", b"").decode()
    for wanted in (
        "NAME:研习：研修班与活动",
        "X-WR-CALNAME:研习：研修班与活动",
        "X-WR-TIMEZONE:Asia/Shanghai",
        "X-PUBLISHED-TTL:PT6H",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "METHOD:PUBLISH",
        "SOURCE;VALUE=URI:http://localhost:8000/calendar/all.ics",
        "BEGIN:STANDARD",
        "TZOFFSETTO:+0800",
    ):
        assert f"\r\n{wanted}\r\n" in body, wanted


def test_a_shifted_point_is_brought_back_to_gps(client, offering):
    shifted = make_venue(latitude="31.65", longitude="120.75", coordinate_system="gcj02")
    make_session(offering, venue=shifted)
    [event] = events(client.get(ALL))
    north, east = event["GEO"].latitude, event["GEO"].longitude
    # Some 210 m to the north and 415 m to the west of where the shifted map has it.
    assert (round(north - 31.65, 4), round(120.75 - east, 4)) == (0.0019, 0.0044)


HARD = "甲,乙;丙\\n丁\r\n戊\u2028己\u2029庚\x85辛\x0b壬\x00癸\t𠮷䶮😀" + "很" * 100


def test_hard_titles_come_through_whole(client, cast):
    page = make_event("院士,开讲;😀")
    offering = make_offering(unit=cast.city, page=page, sessions=0, label="第1,2;3期")
    make_session(offering, title=HARD.replace("\x00", "")[:160], place_note="一楼\n二楼")
    offering.contact, offering.host = "office@example.org", '所谓"甲;乙,丙:丁"\r\nATTENDEE:x'
    offering.save()
    path = f"/calendar/offering/{offering.public_id}.ics"
    calendar = read(client.get(path))
    [event] = calendar.walk("VEVENT")
    assert event["SUMMARY"].startswith("院士,开讲;😀 · 甲,乙;丙\\n丁 戊 己 庚 辛 壬")
    assert "𠮷䶮😀" in event["SUMMARY"]
    assert event["LOCATION"] == "一楼 二楼"
    # The library leaves both names as they are written.
    written = "院士\\,开讲\\;😀 第1\\,2\\;3期"
    assert str(calendar["X-WR-CALNAME"]) == str(calendar["NAME"]) == written


def test_words_are_cleaned():
    assert text("a\r\nb\u2028c\x85\x00\x1b d ") == "a\nb\nc\n d"
    assert line(HARD).count("\n") == 0
    assert text(None) == ""


def test_a_cancelled_session_says_so_for_thirty_days(client, offering):
    now = timezone.now()
    make_session(offering, title="刚取消", cancelled_at=now - timedelta(days=29), revision=2)
    make_session(offering, title="早取消", cancelled_at=now - timedelta(days=32))
    [event] = events(client.get(ALL))
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == "已取消：院士开讲 · 刚取消"
    assert event["SEQUENCE"] == 1


def test_a_cancelled_offering_cancels_its_sessions(client, offering):
    session = make_session(offering)
    now = timezone.now().replace(microsecond=0)
    offering.state, offering.changed_at = "cancelled", now
    offering.save()
    [event] = events(client.get(ALL))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", session.revision)
    assert event["DTSTAMP"].dt == now
    offering.changed_at = now - timedelta(days=32)
    offering.save()
    assert events(client.get(ALL)) == []


def test_drafts_and_hidden_pages_are_not_told(client, cast):
    make_offering(unit=cast.city, state="draft")
    hidden = make_offering(unit=cast.city)
    hidden.page.unpublish()
    assert events(client.get(ALL)) == []
    for path in (
        f"/calendar/offering/{hidden.public_id}.ics",
        f"/calendar/session/{hidden.sessions.get().public_id}.ics",
    ):
        assert client.get(path).status_code == 404


def test_the_window_ends_and_can_be_moved_back(client, offering):
    now = timezone.now()
    for days in (-200, -80, 300, 400):
        make_session(offering, title=str(days), starts_at=now + timedelta(days=days))
    told = [title.split(" · ")[1] for title in summaries(client.get(ALL))]
    assert told == ["-80", "300"]
    since = (now - timedelta(days=210)).date().isoformat()
    assert len(summaries(client.get(f"{ALL}?from={since}"))) == 3
    assert len(events(client.get(f"/calendar/offering/{offering.public_id}.ics"))) == 4


def test_filters_combine(client, cast):
    kind = EventKind.objects.create(name="讲座", name_en="Lecture", slug="lecture")
    venue = make_venue("昆山馆")
    talk = make_offering(unit=cast.district, page=make_event("讲座甲", kind=kind), sessions=0)
    make_session(talk, venue=venue, title="甲")
    salon = make_offering(unit=cast.city, page=make_event("沙龙乙"), sessions=0)
    make_session(salon, title="乙")
    course = make_offering(unit=cast.city, page=make_course("班丙"), sessions=0)
    make_session(course, venue=venue, title="丙")
    course.supporting_units.add(cast.unit)

    def told(query, feed="all"):
        found = summaries(client.get(f"/calendar/{feed}.ics?{query}"))
        return {title[-1] for title in found}

    assert told("") == {"甲", "乙", "丙"}
    assert told("", "courses") == {"丙"}
    assert told("", "events") == {"甲", "乙"}
    assert told("kind=lecture") == {"甲"}
    assert told("kind=course") == {"丙"}
    assert told(f"unit={cast.city.public_id}") == {"甲", "乙", "丙"}
    assert told(f"unit={cast.district.public_id}") == {"甲", "丙"}
    assert told(f"unit={cast.other_unit.public_id}") == set()
    assert told(f"venue={venue.public_id}") == {"甲", "丙"}
    assert told(f"venue={venue.public_id}&kind=lecture&unit={cast.district.public_id}") == {"甲"}


@pytest.mark.parametrize(
    "path",
    [
        "all.ics?kind=nothing",
        "all.ics?kind=%00",
        "all.ics?unit=000000000000",
        "all.ics?unit=x",
        "events.ics?venue=000000000000",
        "offering/000000000000.ics",
        "session/000000000000.ics",
        "offering/UPPER.ics",
        "nothing.ics",
        "me/short.ics",
        "me/%20.ics",
    ],
)
def test_what_does_not_exist_is_a_plain_404(client, cast, path):
    response = client.get(f"/calendar/{path}")
    assert response.status_code == 404
    assert response.content.decode().startswith(
        "这个日历地址不存在或已停用，请从网站重新复制订阅地址。"
    )
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_a_day_that_is_none_is_a_plain_400(client, cast):
    response = client.get(f"{ALL}?from=2026-13-45")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


def test_english_where_there_is_english(client, cast):
    venue = make_venue("昆山馆", name_en="Kunshan Hall")
    offering = make_offering(unit=cast.city, page=make_event("沙龙"), sessions=0, label_en="Run 1")
    make_session(offering, title="甲", title_en="First", venue=venue, cancelled_at=timezone.now())
    response = client.get(f"{ALL}?lang=en")
    [event] = events(response)
    assert response["Content-Language"] == "en"
    assert event["SUMMARY"] == "Cancelled: 沙龙 · First"
    assert event["LOCATION"] == "Kunshan Hall"
    assert event["URL"].startswith("http://localhost:8000/en/o/")
    assert b"lang=en" in response.content.replace(b"\r\n ", b"")


def test_one_session_is_one_event(client, offering):
    session = make_session(offering)
    make_session(offering)
    assert len(events(client.get(f"/calendar/session/{session.public_id}.ics"))) == 1


def test_the_zone_begins_before_everything(client, offering):
    make_session(offering)
    [zone] = read(client.get(ALL)).walk("VTIMEZONE")
    [block] = zone.subcomponents
    assert block["DTSTART"].dt.isoformat() == "1992-01-01T00:00:00"
    made = zone.to_tz()
    assert datetime(2026, 7, 1, tzinfo=UTC).astimezone(made).utcoffset() == timedelta(hours=8)


def test_holidays_are_taken_over_and_never_overwritten(db):
    Workday.objects.create(on="2026-10-01", is_working=True, name="特例")
    new = fill([2026, 2999])
    assert new == Workday.objects.count() - 1 > 20
    assert Workday.objects.get(on="2026-10-10").is_working
    holiday = Workday.objects.get(on="2026-10-02")
    assert (holiday.is_working, holiday.name, holiday.name_en) == (False, "国庆节", "National Day")
    assert Workday.objects.get(on="2026-10-01").name == "特例"
    assert fill([2026]) == 0
