"""What is worth a word about somebody's attendance: facts with dates, told once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from attendance.actions import set_terms, warn
from attendance.enums import AttendanceStatus, Method, RulesOutcome
from attendance.models import Attendance
from attendance.notable import Notable, remarks_on, running
from notices.models import Notice
from publishing import dates
from registration.models import Registration
from tests.factories import make_offering, make_registration, make_session

SHORT = {
    "p": AttendanceStatus.PRESENT,
    "a": AttendanceStatus.ABSENT,
    "l": AttendanceStatus.ON_LEAVE,
    "x": AttendanceStatus.EXEMPT,
    "u": AttendanceStatus.UNRECORDED,
}


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, sessions=0)


def course(offering, person, past, coming=0):
    """Sessions on days past with the statuses of `past` ('-': no row), and some to come."""
    registration = make_registration(offering, person)
    now = timezone.now()
    sessions = []
    for number, letter in enumerate(past):
        starts = now - timedelta(days=len(past) - number)
        session = make_session(offering, starts_at=starts)
        sessions.append(session)
        if letter != "-":
            Attendance.objects.create(
                session=session,
                registration=registration,
                status=SHORT[letter],
                method=Method.ROLL_CALL,
            )
    for number in range(coming):
        make_session(offering, starts_at=now + timedelta(days=number + 1))
    return sessions


def found():
    return {one.kind: one for one in remarks_on(running(Registration.objects.all()))}


@pytest.mark.parametrize(
    ("past", "coming", "kinds"),
    [
        ("", 3, set()),
        ("---", 3, set()),
        ("uuu", 3, set()),
        ("pppp", 0, set()),
        ("pppa", 9, {Notable.BELOW_RATE}),
        ("ppppa", 9, set()),
        ("paa", 9, {Notable.IN_A_ROW, Notable.BELOW_RATE}),
        ("paa", 2, {Notable.IN_A_ROW, Notable.OUT_OF_REACH}),
        ("aap", 9, {Notable.BELOW_RATE}),
        ("ala", 20, {Notable.IN_A_ROW, Notable.BELOW_RATE}),
        ("xx", 3, set()),
        ("pppl", 0, {Notable.OUT_OF_REACH}),
    ],
)
def test_which_facts_are_worth_a_word(offering, cast, past, coming, kinds):
    course(offering, cast.participant, past, coming)
    assert set(found()) == kinds


def test_a_remark_names_every_date(offering, cast):
    sessions = course(offering, cast.participant, "paa", 9)
    with translation.override("zh-hans"):
        sentence = found()[Notable.IN_A_ROW].sentence
    missed = "、".join(dates.day(session.starts_at, language="zh-hans") for session in sessions[1:])
    assert sentence == f"连续缺勤 2 次：{missed}。"


def test_an_offering_sets_from_when_on_something_is_said(offering, cast):
    course(offering, cast.participant, "paa", 9)
    set_terms(by=None, offering=offering, lowest_rate=20, absences_in_row=3)
    assert found() == {}
    set_terms(by=None, offering=offering, lowest_rate=0, absences_in_row=0)
    assert found() == {}


def test_what_is_over_or_withdrawn_is_left_alone(offering, cast):
    course(offering, cast.participant, "paa", 9)
    offering.state = "finished"
    offering.save()
    assert found() == {}


def test_each_fact_is_told_once_and_a_new_one_anew(offering, cast):
    course(offering, cast.participant, "paa", 20)
    assert warn(by=cast.organiser, offering=offering).details["count"] == 2
    assert warn(by=cast.organiser, offering=offering).outcome is RulesOutcome.WARNED_BEFORE
    notice = Notice.objects.filter(recipient=cast.participant).first()
    assert "连续缺勤" in notice.body or "到课率" in notice.body
    assert notice.path == "/me/hours/"
    session = make_session(offering, starts_at=timezone.now() - timedelta(hours=3))
    Attendance.objects.create(
        session=session,
        registration=Registration.objects.get(),
        status=AttendanceStatus.ABSENT,
        method=Method.ROLL_CALL,
    )
    assert warn(by=cast.organiser, offering=offering).details["count"] == 2


@pytest.mark.parametrize("people", [1, 3])
def test_statements_do_not_grow_with_people(offering, cast, people, django_assert_num_queries):
    course(offering, cast.participant, "paa", 3)
    for person in (cast.colleague, cast.liaison)[: people - 1]:
        make_registration(offering, person)
    with django_assert_num_queries(3):
        remarks_on(running(Registration.objects.all()))


def test_the_list_shows_who_would_be_told_before_anybody_is(client, staff):
    cast, offering = staff, make_offering(unit=staff.city, sessions=0)
    client.force_login(cast.organiser)
    course(offering, cast.participant, "paa", 9)
    address = reverse("admin-attendance-remarks", args=[offering.public_id])
    page = client.get(address).content.decode()
    assert cast.participant.name in page
    assert "将写出 2 条通知" in page
    assert not Notice.objects.exists()
    told = client.post(address, follow=True).content.decode()
    assert Notice.objects.count() == 2
    assert "都已通知过" in told


def test_the_person_and_the_liaison_read_the_same(client, offering, cast):
    course(offering, cast.participant, "paa", 9)
    client.force_login(cast.participant)
    for address in ("/me/", "/me/hours/"):
        assert "连续缺勤 2 次" in client.get(address).content.decode()
    client.force_login(cast.liaison)
    page = client.get(f"/unit/{cast.unit.public_id}/hours/").content.decode()
    assert "连续缺勤 2 次" in page
    client.force_login(cast.colleague)
    assert client.get(f"/unit/{cast.unit.public_id}/hours/").status_code == 403
    assert "连续缺勤" not in client.get("/me/hours/").content.decode()
