"""`/me/`: one person's page, in every state, at a constant number of queries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance, HoursTarget
from attendance.passes import pass_of
from events.enums import OfferingState
from notices.models import Notice
from people.groups import sync_groups
from portal.mine import standing_of
from portal.views.hours import account_of
from publishing import dates
from registration.enums import RegistrationState
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_task,
    make_venue,
)


@pytest.fixture
def client(client, cast):
    """The participant's browser."""
    client.force_login(cast.participant)
    return client


def fill(cast, number):
    """Give the participant `number` of everything: places, waits, past ones, essays, notices."""
    for _ in range(number):
        offering = make_offering(unit=cast.city, sessions=2)
        make_registration(offering, cast.participant)
        make_task(offering)
        waiting = make_offering(unit=cast.city, capacity=0)
        make_registration(waiting, cast.participant, RegistrationState.WAITLISTED)
        attended(cast.participant, make_past(cast))
        note(cast.participant)


def make_past(cast, days=10, **fields):
    offering = make_offering(unit=cast.city, sessions=0)
    make_session(offering, starts_at=timezone.now() - timedelta(days=days), **fields)
    return offering


def attended(person, offering, status=AttendanceStatus.PRESENT):
    registration = make_registration(offering, person)
    for session in offering.sessions.all():
        Attendance.objects.create(
            session=session, registration=registration, status=status, method=Method.ROLL_CALL
        )
    return registration


def note(person, **fields):
    number = Notice.objects.count()
    values = {"kind": "confirmed", "key": f"k{number}", "subject": f"第{number}条", "body": "好。"}
    return Notice.objects.create(recipient=person, language="zh-hans", **(values | fields))


def test_a_place_that_is_offered_is_the_first_thing_to_do(client, cast):
    until = timezone.now() + timedelta(days=1)
    offered = make_offering(unit=cast.city, offer_hours=8)
    make_registration(offered, cast.participant, RegistrationState.OFFERED, offered_until=until)
    moved = make_offering(unit=cast.city)
    sooner = until - timedelta(hours=2)
    row = make_registration(moved, cast.participant, reconfirm_by=sooner)
    page = client.get("/me/")
    asked = [mine.offering.pk for mine, _state in page.context["asked"]]
    assert asked == [moved.pk, offered.pk], "the first to run out first"
    text = page.content.decode()
    assert dates.instant(until) in text
    assert "待再次确认" in text
    assert reverse("withdraw", args=[offered.public_id]) in text
    client.post(reverse("register", args=[offered.public_id]))
    client.post(reverse("register", args=[moved.public_id]))
    row.refresh_from_db()
    assert row.reconfirm_by is None
    assert client.get("/me/").context["asked"] == []


def test_nothing_is_asked_about_what_is_cancelled(client, cast):
    offering = make_offering(unit=cast.city, state=OfferingState.CANCELLED)
    make_registration(offering, cast.participant, reconfirm_by=timezone.now() + timedelta(days=1))
    assert client.get("/me/").context["asked"] == []


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/me/", 31), ("/en/me/", 31)])
def test_queries_stay_the_same(client, cast, number, address, queries, django_assert_num_queries):
    # Whether the target of a year is in reach depends on the day; tests/attendance/test_targets.py.
    HoursTarget.objects.create(year=2000, five_years=550)
    fill(cast, number)
    pass_of(cast.participant)
    client.get(address)
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_past_stay_the_same(client, cast, number, django_assert_num_queries):
    fill(cast, number)
    client.get("/me/past/")
    with django_assert_num_queries(14):
        assert client.get("/me/past/").status_code == 200


def test_the_next_session_stands_first_with_place_and_pass(client, cast):
    offering = make_offering(unit=cast.city, sessions=2)
    make_registration(offering, cast.participant)
    first = offering.sessions.first()
    first.venue = make_venue("王淦昌故居")
    first.save()
    page = client.get("/me/").content.decode()
    assert first.title in page
    assert "王淦昌故居" in page
    assert 'class="qr"' in page
    assert 'href="/me/pass/"' in page


def test_a_pass_is_only_drawn_for_who_is_expected(client, cast):
    offering = make_offering(unit=cast.city, capacity=0)
    make_registration(offering, cast.participant, RegistrationState.WAITLISTED)
    page = client.get("/me/").content.decode()
    assert 'class="qr"' not in page
    assert "候补第 1 位" in page


def test_a_running_session_is_still_the_next(cast):
    offering = make_offering(unit=cast.city)
    running = make_session(offering, starts_at=timezone.now() - timedelta(minutes=30))
    make_registration(offering, cast.participant)
    assert standing_of(cast.participant).next().next_session == running


def test_neither_cancelled_sessions_nor_offerings_are_next(cast):
    offering = make_offering(unit=cast.city, sessions=2)
    first, second = offering.sessions.all()
    first.cancelled_at = timezone.now()
    first.save()
    make_registration(offering, cast.participant)
    assert standing_of(cast.participant).next().next_session == second
    offering.state = OfferingState.CANCELLED
    offering.save()
    standing = standing_of(cast.participant)
    assert standing.next() is None
    assert [mine.is_cancelled for mine in standing.upcoming] == [True]


@pytest.mark.parametrize(
    ("state", "days", "where"),
    [
        (RegistrationState.CONFIRMED, 1, "upcoming"),
        (RegistrationState.PENDING, 1, "upcoming"),
        (RegistrationState.WAITLISTED, 1, "waiting"),
        (RegistrationState.WAITLISTED, -1, "past"),
        (RegistrationState.CONFIRMED, -1, "past"),
        (RegistrationState.WITHDRAWN, 1, "past"),
        (RegistrationState.DECLINED, 1, "past"),
    ],
)
def test_each_registration_has_one_place(cast, state, days, where):
    offering = make_offering(unit=cast.city, sessions=0)
    make_session(offering, starts_at=timezone.now() + timedelta(days=days))
    make_registration(offering, cast.participant, state)
    standing = standing_of(cast.participant)
    counts = {name: len(getattr(standing, name)) for name in ("upcoming", "waiting", "past")}
    assert counts == {"upcoming": 0, "waiting": 0, "past": 0} | {where: 1}


def test_an_offering_without_a_timetable_is_upcoming(client, cast):
    make_registration(make_offering(unit=cast.city, sessions=0), cast.participant)
    assert "时间待定" in client.get("/me/").content.decode()


def test_hours_count_what_was_attended_this_year(cast):
    attended(cast.participant, make_past(cast, days=1, credit_hours="1"))
    attended(cast.participant, make_past(cast, days=1), AttendanceStatus.ABSENT)
    attended(cast.participant, make_past(cast, days=400))
    attended(cast.colleague, make_past(cast, days=1))
    this_year = timezone.localdate() - timedelta(days=1)
    expected = 3 if this_year.year == timezone.localdate().year else 0
    assert account_of(cast.participant).taken == expected


def test_what_is_owed_leads_to_writing(client, cast):
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    task = make_task(offering, title="两弹城心得")
    page = client.get("/me/").content.decode()
    assert "两弹城心得" in page
    assert f'action="/me/essays/task/{task.public_id}/start/"' in page


def test_nobody_sees_what_belongs_to_another(client, cast):
    fill_other = make_offering(unit=cast.city, page=None)
    make_registration(fill_other, cast.colleague)
    make_task(fill_other, title="别人的心得")
    note(cast.colleague, subject="别人的通知")
    page = client.get("/me/").content.decode()
    assert "别人的" not in page
    assert fill_other.public_id not in page


def test_a_newcomer_reads_what_will_be_here(client):
    page = client.get("/me/").content.decode()
    assert "近期没有安排" in page
    assert "还没有通知" in page


def test_a_stranger_reads_where_to_ask(client, cast):
    client.force_login(cast.stranger)
    page = client.get("/me/").content.decode()
    assert "您还没有加入任何单位" in page
    assert 'href="/me/units/"' in page


@pytest.mark.parametrize("address", ["/me/", "/me/pass/", "/me/past/", "/me/data/", "/me/notices/"])
def test_the_anonymous_sign_in_first(db, address):
    response = Client().get(address)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=")


def test_posts_are_not_taken(client):
    assert client.post("/me/").status_code == 405
    assert client.post("/me/data/").status_code == 405


def test_the_pass_alone_names_its_bearer(client, cast):
    make_registration(make_offering(unit=cast.city), cast.participant)
    page = client.get("/me/pass/").content.decode()
    assert "林𠮷安" in page
    assert "<svg" in page


def test_the_same_pass_every_time(client, cast):
    make_registration(make_offering(unit=cast.city), cast.participant)
    pages = [client.get("/me/pass/").content.decode() for _ in range(2)]
    first, second = (page.partition('class="qr"')[2].partition("</svg>")[0] for page in pages)
    assert first == second != ""
    assert cast.participant.passes.count() == 1


def test_english_marks_what_stays_chinese(client, cast):
    make_registration(make_offering(unit=cast.city), make_person("甲乙"))
    make_registration(make_offering(unit=cast.city), cast.participant)
    page = client.get("/en/me/").content.decode()
    assert "Kunshan Library" in page
    assert ', <span lang="zh-Hans">第1期</span></a>' in page, "a comma sets cohort from title"


DOORS = ("/desk/", "/unit/", "/reports/", "/review/", "/admin/")


def test_whoever_works_here_finds_their_doors(client, cast):
    expected = {
        cast.organiser: {"/desk/", "/unit/", "/reports/", "/admin/"},
        cast.liaison: {"/unit/"},
        cast.reviewer: {"/review/"},
        cast.participant: set(),
    }
    for person, doors in expected.items():
        sync_groups(person)
        client.force_login(person)
        page = client.get("/me/").content.decode()
        found = {door for door in DOORS if f'href="{door}"' in page}
        assert found == doors, person
