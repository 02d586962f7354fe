"""A tour of many stops on one page: found by month, town and unit; what came of it in numbers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance
from events.actions import cancel_offering, move_session, repeat_offering
from events.enums import Counting, HolidayPolicy, OfferingState, Rhythm
from events.models import EventPage
from publishing import dates
from publishing.page_cache import cache
from reports.tours import tour_figures
from tests.factories import (
    make_event,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_venue,
)


def in_days(days):
    """An instant some days from now."""
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def tour(cast):
    """Twelve stops in two towns by two units, five of them over."""
    page = make_event("巡回宣讲", counting=Counting.STOP)
    venues = {town: make_venue(f"{town}礼堂", town=town) for town in ("昆山", "常熟")}
    for number in range(1, 13):
        unit = cast.unit if number % 2 else cast.other_unit
        offering = make_offering(
            unit=unit, page=page, sessions=0, label=f"第{number}场", number=number
        )
        starts = in_days(number * 3 - 16)
        town = "昆山" if number < 9 else "常熟"
        make_session(offering, starts_at=starts, venue=venues[town])
    return page


def text_of(client, page, query=""):
    """The page as a visitor reads it now."""
    cache.clear()
    answer = client.get(f"{page.url}{query}")
    assert answer.status_code == 200
    return answer.text


def stops_in(text):
    """Labels in the list of all stops, in its order."""
    listed = text.split('<div class="stops">')[1]
    return [part.split("</b>")[0] for part in listed.split('<span class="stop__place"><b>')[1:]]


def test_the_next_stop_comes_first_and_is_marked(tour, client):
    text = text_of(client, tour)
    assert text.index("接下来") < text.index('<div class="stops">')
    assert text.count("stop--next") == 1
    marked = text.split("stop--next")[1]
    assert marked.split("<b>")[1].startswith("第6场")


def test_stops_are_filtered_by_town_and_unit(cast, tour, client):
    assert len(stops_in(text_of(client, tour))) == 12
    only = stops_in(text_of(client, tour, "?town=常熟"))
    assert only == ["第9场", "第10场", "第11场", "第12场"]
    both = stops_in(text_of(client, tour, f"?town=常熟&unit={cast.unit.public_id}"))
    assert both == ["第9场", "第11场"]
    assert "#stops" in text_of(client, tour)


@pytest.mark.parametrize("query", ["?town=%00", "?unit=x", "?by=never", "?town=" + "长" * 900])
def test_a_wrong_filter_is_told_and_left_out(tour, client, query):
    text = text_of(client, tour, query)
    assert "state--warning" in text
    assert len(stops_in(text)) == 12


def test_stops_are_listed_by_town_or_by_unit(cast, tour, client):
    by_town = text_of(client, tour, "?by=town")
    assert stops_in(by_town)[0] == "第9场"  # 常熟 before 昆山
    by_unit = stops_in(text_of(client, tour, "?by=unit"))
    half = {int(label[1:-1]) % 2 for label in by_unit[:6]}
    assert len(half) == 1


def test_where_no_venue_is_listed_the_unit_says_the_district(cast, client):
    page = make_event("镇村宣讲", counting=Counting.STOP)
    for number in range(1, 10):
        offering = make_offering(
            unit=cast.unit if number < 6 else cast.city,
            page=page,
            sessions=0,
            label=f"第{number}场",
        )
        make_session(offering, starts_at=in_days(number), place_note="村口")
    assert stops_in(text_of(client, page, f"?town={cast.district.name}"))[:1] == ["第1场"]
    assert len(stops_in(text_of(client, page, f"?town={cast.district.name}"))) == 5
    assert len(stops_in(text_of(client, page, f"?town={cast.city.name}"))) == 4


def test_a_cancelled_stop_is_struck_out_and_not_counted(cast, tour, client):
    sixth = tour.offerings.get(number=6)
    cancel_offering(by=cast.organiser, offering=sixth, reason="台风")
    text = text_of(client, tour)
    assert "<del>" in text
    assert text.split("stop--next")[1].split("<b>")[1].startswith("第7场")
    assert '<p class="figure__number">11</p>' in text


@pytest.fixture
def attended(cast, tour):
    """Two came to the first stop, one of them to the third; somebody waits for the sixth."""
    people = [cast.participant, make_person("甲", cast.unit)]
    for number, guests in ((1, people), (3, people[:1])):
        offering = tour.offerings.get(number=number)
        for person in guests:
            Attendance.objects.create(
                session=offering.sessions.get(),
                registration=make_registration(offering, person),
                status=AttendanceStatus.PRESENT,
                method=Method.ROLL_CALL,
            )
    make_registration(tour.offerings.get(number=6), cast.colleague)
    return tour


def test_figures_sum_up_to_the_tour(cast, attended, django_assert_num_queries):
    offerings = list(attended.offerings.with_figures().select_related("lead_unit"))
    with django_assert_num_queries(1):
        figures = tour_figures(offerings)
    total = figures.total
    assert (total.planned, total.held, total.registered, total.person_times) == (12, 5, 4, 3)
    months, units = figures.tables
    by_unit = {
        line.name: (line.planned, line.registered, line.person_times) for line in units.lines
    }
    assert by_unit == {"昆山市图书馆": (6, 3, 3), "昆山市第一中学": (6, 1, 0)}
    for table in (months, units):
        assert sum(line.person_times for line in table.lines) == 3
        assert sum(line.planned for line in table.lines) == 12


def test_the_public_page_has_totals_and_no_names(cast, attended, client):
    text = text_of(client, attended)
    assert '<p class="figure__number">3</p>' in text
    assert "昆山市图书馆" in text
    for person in (cast.participant, cast.colleague):
        assert person.name not in text


def test_a_cancelled_stop_takes_its_registrations_out_of_the_figures(cast, attended):
    cancel_offering(by=cast.organiser, offering=attended.offerings.get(number=6), reason="台风")
    offerings = list(attended.offerings.with_figures().select_related("lead_unit"))
    figures = tour_figures(offerings)
    assert (figures.total.planned, figures.total.registered) == (11, 3)


def test_an_organiser_reads_the_figures_of_every_stop_within_reach(cast, attended, client):
    citys = make_offering(unit=cast.city, page=attended, label="市里一场")
    path = f"/reports/o/{attended.offerings.get(number=1).public_id}/all/"
    client.force_login(cast.district_organiser)
    page = client.get(path)
    assert page.context["figures"].total.planned == 12
    assert page.context["beyond"] == 1
    client.force_login(cast.organiser)
    page = client.get(path)
    assert page.context["figures"].total.planned == 13
    assert page.context["beyond"] == 0
    assert citys.label in page.text
    client.force_login(cast.participant)
    assert client.get(path).status_code == 403


def test_a_series_shows_instalments_to_come_and_held(cast, client):
    page = make_event("院士开讲", counting=Counting.LECTURE)
    for number, days in ((1, -40), (2, -9), (3, 5), (4, 30)):
        offering = make_offering(
            unit=cast.unit, page=page, sessions=0, number=number, label=f"第{number}讲"
        )
        make_session(offering, starts_at=in_days(days))
    text = text_of(client, page)
    assert "第3讲" in text.split("接下来各讲")[0]  # in the rail
    coming, held = text.index("第4讲"), text.index("第2讲")
    assert coming < held < text.index("第1讲")


def test_a_rhythm_is_said_on_the_page(cast, client):
    offering = make_offering(unit=cast.unit, page=make_event("固定党日"))
    until = timezone.localdate() + timedelta(days=60)
    repeat_offering(
        by=cast.organiser,
        offering=offering,
        rhythm=Rhythm.WEEKS,
        every=2,
        until=until,
        on_holidays=HolidayPolicy.SKIP,
        publish=True,
    )
    text = text_of(client, EventPage.objects.get(pk=offering.page_id))
    assert "每2周的" in text
    assert "节假日不办" in text


def test_drafts_of_a_tour_are_nobodys_business(cast, tour, client):
    make_offering(unit=cast.unit, page=tour, label="草稿场", state=OfferingState.DRAFT)
    assert "草稿场" not in text_of(client, tour)


def test_what_has_been_moved_says_so_in_the_list(cast, client):
    offering = make_offering(unit=cast.unit, page=make_event())
    first = offering.sessions.get()
    assert "row__moved" not in client.get("/events/").text
    later = first.starts_at + timedelta(days=1)
    move_session(
        by=cast.organiser, session=first, starts_at=later, ends_at=later + timedelta(hours=2)
    )
    cache.clear()
    assert dates.when(first.starts_at) in client.get("/events/").text
