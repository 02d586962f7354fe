"""The calendar page."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from calendars.period import period_of
from events.models import EventKind, Workday
from events.workdays import fill
from tests.factories import (
    make_course,
    make_event,
    make_offering,
    make_session,
    make_unit,
    make_venue,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(day, hour=9):
    return datetime(2026, 12, day, hour, tzinfo=SHANGHAI)


@pytest.fixture
def december(cast):
    """A lecture on the 3rd and a course on the 30th, across the end of the month's last week."""
    kind = EventKind.objects.create(name="讲座", name_en="Lecture", slug="lecture")
    talk = make_offering(unit=cast.district, page=make_event("讲座甲", kind=kind), sessions=0)
    make_session(talk, title="甲题", starts_at=at(3), venue=make_venue("甲馆"))
    course = make_offering(unit=cast.city, page=make_course("班乙"), sessions=0)
    make_session(course, title="乙题", starts_at=at(30))
    course.closes_at, course.opens_at = at(1), at(1) - timedelta(days=30)
    course.save()
    return talk, course


def page(client, query="", prefix=""):
    response = client.get(f"{prefix}/calendar/{query}")
    assert response.status_code == 200
    return response.content.decode()


def links(html):
    return [link.replace("&amp;", "&") for link in re.findall(r'href="([^"]*)"', html)]


def test_the_month_shows_titles_and_days_off(client, december):
    fill([2026])
    Workday.objects.create(on=date(2026, 12, 26), is_working=True, name="调休")
    html = page(client, "?view=month&date=2026-12-15")
    assert "2026年12月" in html
    assert "讲座甲" in html
    assert f"/o/{december[0].public_id}/" in html
    assert html.count("month__workday") == 1
    assert "国庆节" in page(client, "?date=2026-10-15")
    assert "National Day" in page(client, "?date=2026-10-15", "/en")


def test_the_week_and_the_agenda(client, december):
    week = page(client, "?view=week&date=2026-12-03")
    assert "甲题" in week
    assert "甲馆" in week
    assert "乙题" not in week
    agenda = page(client, "?view=agenda&date=2026-12-04")
    assert "甲题" not in agenda
    assert "乙题" in agenda


def test_filters_narrow_and_survive(client, cast, december):
    html = page(client, "?view=agenda&date=2026-12-01&kind=lecture")
    assert "讲座甲\N{NO-BREAK SPACE}· 甲题" in html
    assert "乙题" not in html
    following = next(link for link in links(html) if "date=2026-12-31" in link)
    assert "kind=lecture" in following
    assert "view=agenda" in following
    both = f"kind=lecture&unit={cast.district.public_id}"
    assert any(both in link for link in links(html))
    assert "/calendar/all.ics?kind=lecture" in html
    assert "webcal://localhost:8000/calendar/all.ics?kind=lecture" in html
    course = page(client, "?view=agenda&date=2026-12-01&kind=course")
    assert "乙题" in course
    assert "甲题" not in course


def test_open_for_registration(client, december):
    html = page(client, "?view=agenda&date=2026-12-01&open=1")
    if timezone.now() < december[1].closes_at:
        assert "乙题" in html
    december[0].closes_at = timezone.now() - timedelta(hours=1)
    december[0].save()
    assert "甲题" not in page(client, "?view=agenda&date=2026-12-01&open=1")


@pytest.mark.parametrize(
    "wanted", ["2026-13-45", "tomorrow", "9999-12-31", "0001-01-01", "%00", "<b>"]
)
def test_a_wrong_day_is_told_and_today_shown(client, db, wanted):
    html = page(client, f"?date={wanted}")
    assert "不是本日历里的日期" in html
    assert "<b>" not in html


@pytest.mark.parametrize("query", ["?kind=nothing", "?unit=x", "?venue=000000000000", "?kind=%00"])
def test_a_filter_that_is_gone_is_told(client, december, query):
    html = page(client, f"{query}&date=2026-12-01")
    assert "筛选项已不存在" in html
    assert "讲座甲" in html


def test_an_unknown_view_is_the_month(client, db):
    assert "现在按月显示" in page(client, "?view=year")


def test_the_ends_of_time(client, db):
    for view in ("month", "week", "agenda"):
        for day in ("2000-01-01", "2099-12-31"):
            page(client, f"?view={view}&date={day}")


def test_a_crowded_day_leads_to_its_agenda(client, cast):
    offering = make_offering(unit=cast.city, page=make_event("宣讲"), sessions=0)
    for number in range(6):
        make_session(offering, title=f"第{number}站", starts_at=at(5, 8 + number))
    html = page(client, "?date=2026-12-01")
    assert "还有 3 项" in html
    assert "/calendar/?view=agenda&date=2026-12-05" in links(html)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_long_list_folds_its_weeks_but_the_first(client, cast, prefix):
    offering = make_offering(unit=cast.city, page=make_event("宣讲"), sessions=0)
    for number in range(12):
        make_session(offering, title=f"第{number}站", starts_at=at(3 + number // 6, 8 + number % 6))
    asked = "?view=agenda&date=2026-12-02"
    assert "fold" not in page(client, asked, prefix)
    make_session(offering, title="下一周", starts_at=at(7, 0))
    folds = re.findall(
        r'<details class="fold" id="(week-.)"( open)?><summary>(.*?)</su',
        page(client, asked, prefix),
    )
    weeks = ("12月2日–6日", "12月7日–13日", "12 场", "1 场")
    if prefix:
        weeks = ("2–6 Dec", "7–13 Dec", "12 sessions", "1 session")
    first, second, twelve, one = weeks
    assert folds == [
        ("week-0", " open", f'{first} <span class="faint">{twelve}</span>'),
        ("week-1", "", f'{second} <span class="faint">{one}</span>'),
    ]
    assert [link for link in links(page(client, asked, prefix)) if "#week" in link] == ["#week-1"]
    assert page(client, asked, prefix).count('class="row row--') == 13


def test_what_is_cancelled_is_struck(client, december):
    december[0].sessions.update(cancelled_at=timezone.now())
    assert "month__cancelled" in page(client, "?date=2026-12-01")
    assert "week__item--cancelled" in page(client, "?view=week&date=2026-12-03")


def test_each_session_is_taken_alone(client, cast):
    """From the agenda, too: some telephones take one entry at a time. Not what is over."""
    offering = make_offering(unit=cast.city, page=make_event("讲"), sessions=1)
    make_session(offering, title="昨天", starts_at=timezone.now() - timedelta(days=1))
    coming = f"/calendar/session/{offering.sessions.latest('starts_at').public_id}.ics"
    since = (timezone.localdate() - timedelta(days=2)).isoformat()
    found = links(page(client, f"?view=agenda&date={since}"))
    assert [link for link in found if "/calendar/session/" in link] == [coming]
    assert f"{coming}?lang=en" in links(page(client, f"?view=agenda&date={since}", "/en"))


def test_the_page_of_an_offering_leads_into_every_calendar(client, cast):
    """As the calendar page does: by a link, a code, an address, and what to press."""
    offering = make_offering(unit=cast.city, page=make_event("讲"))
    address, feed = f"/o/{offering.public_id}/", f"/calendar/offering/{offering.public_id}.ics"
    html = client.get(address).content.decode()
    assert {"#subscribe", f"webcal://localhost:8000{feed}"} <= set(links(html))
    assert f'value="http://localhost:8000{feed}"' in html
    assert html.count('id="subscribe"') == html.count("qr__code") == 1
    assert "Thunderbird" in html
    assert f"webcal://localhost:8000{feed}?lang=en" in links(
        client.get(f"/en{address}").content.decode()
    )
    assert f"{address}#subscribe" in links(client.get(offering.page.url).content.decode())
    offering.sessions.update(
        starts_at=at(1) - timedelta(days=90), ends_at=at(1, 10) - timedelta(days=90)
    )
    assert "#subscribe" not in links(client.get(address).content.decode())


def test_a_draft_has_no_calendar_to_be_led_to(client, cast):
    offering = make_offering(unit=cast.city, state="draft")
    client.force_login(cast.organiser)
    shown = client.get(f"/o/{offering.public_id}/")
    assert shown.status_code == 200
    assert "#subscribe" not in links(shown.content.decode())


def test_nothing_planned_is_said(client, db):
    assert "这些天没有安排" in page(client, "?view=agenda")


def test_many_choices_are_folded_behind_the_one_in_force(client, db):
    units = [make_unit(f"单位{number:02}") for number in range(12)]
    lectures = make_event("讲座")
    offerings = [make_offering(unit=unit, page=lectures, sessions=0) for unit in units]
    for offering in offerings[1:]:
        make_session(offering, starts_at=at(3))
    assert "filters__fold" not in page(client, "?date=2026-12-01")  # all, and eleven
    make_session(offerings[0], starts_at=at(3))
    folded = page(client, f"?date=2026-12-01&unit={units[0].public_id}").split("filters__fold")
    assert len(folded) == 2
    assert "单位00" in folded[1].partition("</summary>")[0]


def test_a_talk_named_after_its_topic_is_said_once(client, december):
    december[0].page.title = "讲座：甲题"
    december[0].page.save()
    html = page(client, "?view=agenda&date=2026-12-01")
    assert "讲座：甲题" in html
    assert "· 甲题" not in html
    assert "· 乙题" in html


def test_english(client, december):
    html = page(client, "?view=month&date=2026-12-15", "/en")
    assert "December 2026" in html
    assert "Lecture" in html
    assert "/calendar/all.ics?lang=en" in html


def test_periods():
    month = period_of("month", date(2026, 12, 15))
    assert (month.first, month.last) == (date(2026, 11, 30), date(2027, 1, 3))
    assert (month.previous, month.following) == (date(2026, 11, 1), date(2027, 1, 1))
    week = period_of("week", date(2026, 12, 15))
    assert (week.first, week.last) == (date(2026, 12, 14), date(2026, 12, 20))
    assert len(period_of("agenda", date(2026, 12, 15)).days()) == 30
    agenda = period_of("agenda", date(2026, 12, 15))
    first, last = (agenda.first, date(2026, 12, 20)), (date(2027, 1, 11), agenda.last)
    assert agenda.week_of(date(2026, 12, 1)) == agenda.week_of(agenda.first) == first
    assert agenda.week_of(date(2027, 2, 1)) == agenda.week_of(agenda.last) == last


@pytest.mark.parametrize("view", ["month", "week", "agenda"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_cost_does_not_grow(client, cast, django_assert_num_queries, count, view):
    for number in range(count):
        offering = make_offering(unit=cast.city, sessions=0)
        for hour in range(count):
            make_session(
                offering, starts_at=at(3 + number, 9 + hour), venue=make_venue(f"{number}{hour}")
            )
    address = f"/calendar/?view={view}&date=2026-12-03"
    client.get(address)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(address)


PAGE_QUERIES = 4


def test_only_reading(client, db):
    assert client.post("/calendar/").status_code == 405


def test_the_lunar_date_by_choice(client, december):
    plain = page(client, "?date=2026-12-01")
    assert "month__lunar" not in plain
    [wanted] = [url for url in links(plain) if "lunar=1" in url]
    shown = page(client, wanted.replace("&amp;", "&").removeprefix("/calendar/"))
    # 9 December 2026 begins the eleventh month; leap months and years turn as the almanac says.
    assert "十一月" in shown
    assert shown.count("month__lunar") == 35
    assert all("lunar=1" in url for url in links(shown) if "view=week" in url)
    assert "正月" in page(client, "?date=2026-02-17&lunar=1&view=week")
    assert "闰六月" in page(client, "?date=2025-07-25&lunar=1")
    assert 'lang="zh-Hans">十一月' in page(client, "?date=2026-12-01&lunar=1", prefix="/en")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_whatever_it_shows_it_is_shared_and_found_under_one_address(client, db, prefix):
    html = page(client, "?view=week&date=2026-12-03&open=1&utm_source=x", prefix)
    address = f"http://localhost:8000{prefix}/calendar/"
    assert f'<link rel="canonical" href="{address}">' in html
    assert f'<meta property="og:url" content="{address}">' in html
    assert re.search(r'itemprop="image" content="http://localhost:8000/static/drawings/', html)
