"""The matrix: official order, what is due and met, who may look, one person across offerings."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from attendance.enums import AttendanceStatus, Method
from attendance.matrix import matrix_of
from attendance.models import Attendance
from events.models import Session
from people.enums import Role
from people.groups import sync_groups
from people.models import Membership, User
from registration.enums import RegistrationState
from registration.models import Registration
from reports.figures import figures_of
from tests.factories import make_offering, make_person, make_registration, make_session

S = AttendanceStatus


@pytest.fixture
def held(staff):
    """Three sessions on two days, all over, and one to come; three people, one rare name."""
    offering = make_offering(unit=staff.city, sessions=0)
    first = timezone.localtime().replace(hour=9, minute=0, second=0) - timedelta(days=5)
    begins = (timedelta(0), timedelta(hours=5), timedelta(days=1), timedelta(days=30))
    sessions = [make_session(offering, starts_at=first + gap) for gap in begins]
    people = [
        make_registration(offering, person)
        for person in (staff.participant, staff.colleague, make_person("丁一", staff.other_unit))
    ]
    return offering, sessions, people


@pytest.fixture
def client(staff):
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(staff.organiser, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def put(session, row, status, **fields):
    values = {"status": status, "method": Method.ROLL_CALL} | fields
    return Attendance.objects.create(session=session, registration=row, **values)


def test_what_is_due_and_what_is_met(held):
    offering, (morning, afternoon, second, _ahead), (lin, he, ding) = held
    put(morning, lin, S.PRESENT)
    put(afternoon, lin, S.LATE)
    put(second, lin, S.ABSENT)
    put(morning, he, S.EXEMPT)
    put(afternoon, he, S.MADE_UP)
    matrix = matrix_of(offering)
    rows = {row.registration: row for row in matrix.rows}
    assert (rows[lin].tally.met, rows[lin].tally.due) == (2, 3)
    assert rows[lin].tally.hours == 6
    assert rows[lin].tally.rate == Decimal(6) / 9
    assert (rows[he].tally.met, rows[he].tally.due) == (1, 2)
    assert rows[ding].tally.rate == 0
    assert [(c.arrived, c.expected) for c in matrix.columns] == [(1, 2), (2, 3), (0, 3), (0, 3)]
    assert matrix.total.rate == figures_of([offering])[offering.pk].attendance_rate
    days = matrix.days
    assert [day.width for day in days] == [2, 1, 1]
    assert [len(half.columns) for half in days[0].halves] == [1, 1]


def test_rows_stand_in_official_order_and_who_lost_the_place_comes_last(staff, held):
    offering, sessions, (lin, he, ding) = held
    Membership.objects.filter(user=he.person).update(rank=1)
    gone = make_registration(offering, make_person("王五", staff.city), RegistrationState.WITHDRAWN)
    never = make_registration(offering, make_person("李四", staff.city), "withdrawn")
    put(sessions[0], gone, S.PRESENT)
    rows = [row.registration for row in matrix_of(offering).rows]
    assert rows == [he, lin, ding, gone]
    assert never not in rows
    assert matrix_of(offering).columns[0].arrived == 0, "counted are those with a place"


def test_the_screen_has_signs_with_words_and_leads_to_each_mark(client, held):
    offering, sessions, (lin, _he, _ding) = held
    put(sessions[0], lin, S.LATE)
    text = client.get(reverse("attendance:matrix", args=[offering.pk])).content.decode()
    one = reverse("attendance:one", args=[lin.pk])
    assert f'<a href="{one}#s-{sessions[0].public_id}" aria-label="迟到">△</a>' in text
    assert '<span class="m m--late">△</span> 迟到' in text
    assert "林𠮷安" in text


def test_a_matrix_costs_the_same_for_one_and_for_many(client, held, django_assert_num_queries):
    offering, sessions, people = held
    path = reverse("attendance:matrix", args=[offering.pk])
    client.get(path)
    with django_assert_num_queries(cost := 18):
        client.get(path)
    for session in sessions:
        for row in people:
            put(session, row, S.PRESENT)
    with django_assert_num_queries(cost):
        client.get(path)


def test_sixty_sessions_of_two_hundred_people(client, staff, django_assert_num_queries):
    offering = make_offering(unit=staff.city, sessions=0, capacity=300)
    users = User.objects.bulk_create(
        User(username=f"many{number}", last_name="王", first_name=str(number))
        for number in range(200)
    )
    common = {"offering": offering, "pool": offering.pools.get(), "state": "confirmed"}
    Registration.objects.bulk_create(Registration(person=user, **common) for user in users)
    first = timezone.now() - timedelta(days=12)
    Session.objects.bulk_create(
        Session(
            offering=offering,
            title=f"第{number}课",
            form="lecture",
            starts_at=first + timedelta(hours=3 * number),
            ends_at=first + timedelta(hours=3 * number + 2),
            credit_hours=2,
        )
        for number in range(60)
    )
    path = reverse("attendance:matrix", args=[offering.pk])
    client.get(path)
    with django_assert_num_queries(18):
        answer = client.get(path)
    assert answer.content.count(b'<td class="m m--unrecorded">') == 60 * 200


def test_who_may_look_and_who_may_print(staff, held, client):
    offering, _sessions, (lin, *_rest) = held
    addresses = [
        reverse("attendance:matrix", args=[offering.pk]),
        reverse("attendance:one", args=[lin.pk]),
        reverse("attendance:person", args=[lin.person_id]),
        reverse("attendance:papers", args=[offering.pk]),
        reverse("attendance:workbook", args=[offering.pk]),
        reverse("attendance:paper_contacts", args=[offering.pk]),
    ]
    assert {client.get(path).status_code for path in addresses} == {200}
    other = Client()
    for person, seen in ((staff.district_organiser, 404), (staff.liaison, 403)):
        other.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        assert {other.get(path).status_code for path in addresses} == {seen}, person


def test_an_auditor_reads_the_matrix_and_prints_nothing(staff, held):
    auditor = make_person("审之", staff.city, Role.AUDITOR)
    sync_groups(auditor)
    client = Client()
    client.force_login(auditor, "allauth.account.auth_backends.AuthenticationBackend")
    offering, sessions, (lin, *_rest) = held
    put(sessions[0], lin, S.PRESENT)
    page = client.get(reverse("attendance:matrix", args=[offering.pk])).content.decode()
    assert "marks.xlsx" not in page
    one = reverse("attendance:one", args=[lin.pk])
    assert '<form method="post"' not in client.get(one).content.decode()
    form = {"session": sessions[0].public_id, "seen": "present", "status": "absent"}
    assert client.post(one, form)["Location"] == "/admin/", "the back office says no there"
    for name in ("papers", "workbook", "paper_roster"):
        assert client.get(reverse(f"attendance:{name}", args=[offering.pk])).status_code == 404


def test_a_correction_keeps_what_was_before(client, held):
    _offering, sessions, (lin, *_rest) = held
    mark = put(sessions[0], lin, S.ABSENT)
    one = reverse("attendance:one", args=[lin.pk])
    form = {"session": sessions[0].public_id, "seen": "absent", "status": "present"}
    answer = client.post(one, form)
    assert answer["Location"] == f"{one}#s-{sessions[0].public_id}"
    mark.refresh_from_db()
    assert mark.status == S.PRESENT
    assert mark.changes.get().from_status == S.ABSENT
    page = client.get(one).content.decode()
    assert "缺勤 → 出勤" in page
    client.post(one, form)  # from a page that is old by now
    mark.refresh_from_db()
    assert mark.status == S.PRESENT
    assert mark.changes.count() == 1
    assert client.post(one, form | {"session": "0" * 12}).status_code == 404
    assert client.post(one, form | {"status": "elsewhere"}).status_code == 404
    assert client.post(one, form | {"status": "made_up"}).status_code == 404


def test_one_person_across_offerings_within_reach(staff, client, held, django_assert_num_queries):
    offering, sessions, (lin, *_rest) = held
    put(sessions[0], lin, S.PRESENT)
    other = make_offering(unit=staff.district, sessions=0)
    session = make_session(other, starts_at=timezone.now() - timedelta(days=20))
    put(session, make_registration(other, staff.participant), S.PRESENT)
    path = reverse("attendance:person", args=[lin.person_id])
    page = client.get(path)
    taken = page.context["taken"]
    assert [one.row.offering for one in taken] == [offering, other]
    assert page.context["total"].met == 2
    assert page.context["total"].due == 4
    below = Client()
    below.force_login(
        staff.district_organiser, "allauth.account.auth_backends.AuthenticationBackend"
    )
    seen = below.get(path).context["taken"]
    assert [one.row.offering for one in seen] == [other], "what the city leads is beyond reach"
    for _number in range(2):
        make_registration(make_offering(unit=staff.city), staff.participant)
    with django_assert_num_queries(14):
        client.get(path)


def test_the_overview_counts_who_is_here_and_looks_again(staff, client):
    offering = make_offering(unit=staff.city, sessions=0)
    session = make_session(offering, starts_at=timezone.now() - timedelta(minutes=5))
    put(session, make_registration(offering, staff.participant), S.PRESENT)
    make_registration(offering, staff.colleague)
    answer = client.get(reverse("attendance:index"))
    assert "1 / 2" in answer.content.decode()
    assert answer["Refresh"] == "20"
