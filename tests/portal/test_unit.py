"""`/unit/`: a liaison sees their own people, and what is to be done for them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance
from essays.enums import EssayState
from essays.models import Essay, EssayExtension, EssayRevision
from events.actions import cancel_offering
from events.enums import OfferingState, PostingKind
from events.models import SeatPool, SeatPosting
from people.enums import Role
from people.models import Membership
from publishing import dates
from reports.unit_definitions import unit_figures
from reports.units import debts_of, openings_for, rates_of
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_task,
    make_unit,
)


@pytest.fixture
def client(client, cast):
    """The liaison's browser."""
    client.force_login(cast.liaison)
    return client


def grant(offering, unit, places):
    pool = SeatPool.objects.create(offering=offering, unit=unit)
    SeatPosting.objects.create(pool=pool, kind=PostingKind.GRANT, delta=places)
    return SeatPool.objects.get(pk=pool.pk)


def past(cast):
    offering = make_offering(unit=cast.city, sessions=0)
    make_session(offering, starts_at=timezone.now() - timedelta(hours=5))
    return offering


@pytest.mark.parametrize("number", [1, 3])
def test_queries_stay_the_same(client, cast, number, django_assert_num_queries):
    for _ in range(number):
        person = make_person(unit=cast.unit)
        offering = make_offering(unit=cast.city)
        grant(offering, cast.unit, 3)
        make_task(offering)
        make_registration(offering, person, unit=cast.unit)
    client.get("/unit/")
    with django_assert_num_queries(27):
        assert client.get("/unit/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_choice_stay_the_same(client, cast, number, django_assert_num_queries):
    client.force_login(cast.organiser)
    for _ in range(number):
        make_unit(parent=cast.district)
    client.get("/unit/")
    with django_assert_num_queries(12):
        assert client.get("/unit/").status_code == 200


def test_only_ones_own_people(client, cast):
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    other = make_person("外单位", unit=cast.other_unit)
    make_registration(offering, other)
    page = client.get("/unit/").content.decode()
    assert "林𠮷安" in page
    assert "外单位" not in page


def test_a_liaison_opens_no_other_unit(client, cast):
    assert client.get(f"/unit/{cast.unit.public_id}/").status_code == 200
    for unit in (cast.other_unit, cast.district, cast.city):
        assert client.get(f"/unit/{unit.public_id}/").status_code == 403
    assert client.get("/unit/000000000000/").status_code == 404


@pytest.mark.parametrize("who", ["participant", "stranger", "reviewer"])
def test_others_read_who_can_help(client, cast, who):
    client.force_login(getattr(cast, who))
    response = client.get("/unit/")
    assert response.status_code == 403
    assert "联络员" in response.content.decode()


def test_who_reaches_several_units_chooses(client, cast):
    client.force_login(cast.district_organiser)
    page = client.get("/unit/").content.decode()
    assert f"/unit/{cast.unit.public_id}/" in page
    assert f"/unit/{cast.city.public_id}/" not in page
    found = client.get("/unit/?q=图书").content.decode()
    assert "昆山市图书馆" in found
    assert "昆山市第一中学" not in found
    assert "没有找到单位" in client.get("/unit/?q=%00不存在").content.decode()


def test_a_former_liaison_sees_nothing(client, cast):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.liaison, role=Role.LIAISON).update(
        since_on=yesterday, until_on=yesterday
    )
    assert client.get("/unit/").status_code == 403


def test_places_granted_and_general(cast):
    offering = make_offering(unit=cast.city, capacity=5)
    grant(offering, cast.district, 9)
    pool = grant(offering, cast.unit, 3)
    grant(offering, cast.other_unit, 4)
    make_registration(offering, cast.participant, pool=pool)
    make_registration(offering, make_person(unit=cast.other_unit))
    (opening,) = openings_for(cast.unit)
    assert (opening.own.left, opening.own.capacity) == (2, 3)
    assert (opening.free, opening.registered) == (4, 1)


def test_only_what_is_open_stands_there_first_to_close_first(cast):
    now = timezone.now()
    late = make_offering(unit=cast.city, closes_at=now + timedelta(days=9))
    soon = make_offering(unit=cast.city, closes_at=now + timedelta(days=1))
    make_offering(unit=cast.city, state=OfferingState.PAUSED)
    make_offering(unit=cast.city, opens_at=now - timedelta(days=9), closes_at=now)
    assert [opening.offering for opening in openings_for(cast.unit)] == [soon, late]


def test_who_owes_an_essay(client, cast):
    offering = make_offering(unit=cast.city)
    task = make_task(offering, title="两弹城心得")
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
    Essay.objects.create(
        task=task,
        author=cast.colleague,
        registration=offering.registrations.get(person=cast.colleague),
        state=EssayState.SUBMITTED,
        submitted_at=timezone.now(),
    )
    assert [debt.person for debt in debts_of(cast.unit)] == [cast.participant]
    page = client.get("/unit/").content.decode()
    assert "两弹城心得" in page
    assert "未动笔" in page


def test_who_was_given_more_time_stands_under_a_day_of_their_own(client, cast):
    offering, now = make_offering(unit=cast.city), timezone.now()
    task = make_task(offering, due_at=now - timedelta(days=2))
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
    until = now + timedelta(days=20)
    EssayExtension.objects.create(task=task, person=cast.colleague, until=until, reason="值守")
    rows = client.get("/unit/").content.decode().split("<li><p class=")
    (late,) = [row for row in rows if cast.participant.name in row and "todo__date" in row]
    (own,) = [row for row in rows if cast.colleague.name in row and "todo__date" in row]
    assert dates.plain_day(task.due_at, language="zh-hans") in late
    assert "todo__date--late" in late
    assert dates.plain_day(until, language="zh-hans") in own
    assert "todo__date--late" not in own


def test_rates_agree_with_a_count_by_hand(cast):
    year = (timezone.now() - timedelta(hours=5)).astimezone(timezone.get_current_timezone()).year
    offering = past(cast)
    came, missed = (make_registration(offering, p) for p in (cast.participant, cast.colleague))
    for registration, status in ((came, "PRESENT"), (missed, "ABSENT")):
        Attendance.objects.create(
            session=offering.sessions.get(),
            registration=registration,
            status=AttendanceStatus[status],
            method=Method.ROLL_CALL,
        )
    make_registration(offering, make_person(unit=cast.other_unit))
    task = make_task(offering, due_at=timezone.now() - timedelta(minutes=1))
    essay = Essay.objects.create(
        task=task,
        author=cast.participant,
        registration=came,
        state=EssayState.SUBMITTED,
        submitted_at=timezone.now(),
    )
    EssayRevision.objects.create(
        essay=essay, number=1, title="一", text="二", characters=1,
        submitted_at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    rates = rates_of(cast.unit, year)
    assert (rates.people, rates.attended) == (3, 1)
    assert (rates.hours, rates.hours_met, rates.hours_due) == (3, 3, 6)
    assert (rates.essays_due, rates.essays_in_time) == (2, 1)
    shown = [figure["shown"] for figure in unit_figures(rates, year)]
    assert shown == ["33.3%", "50.0%", "50.0%", "1"]


def test_what_was_held_of_something_called_off_is_due_to_the_unit(cast):
    offering = past(cast)
    came, _missed = (make_registration(offering, p) for p in (cast.participant, cast.colleague))
    Attendance.objects.create(
        session=offering.sessions.get(), registration=came,
        status=AttendanceStatus.PRESENT, method=Method.ROLL_CALL,
    )  # fmt: skip
    cancel_offering(by=cast.organiser, offering=offering, reason="台风")
    year = timezone.localtime(offering.sessions.get().starts_at).year
    rates = rates_of(cast.unit, year)
    assert (rates.hours, rates.hours_met, rates.hours_due) == (3, 3, 6)


def test_a_member_attended_by_whichever_unit_they_were_registered(cast):
    offering = past(cast)
    came = make_registration(offering, cast.participant, unit=cast.other_unit)
    Attendance.objects.create(
        session=offering.sessions.get(), registration=came,
        status=AttendanceStatus.PRESENT, method=Method.ROLL_CALL,
    )  # fmt: skip
    year = timezone.localtime(offering.sessions.get().starts_at).year
    rates = rates_of(cast.unit, year)
    assert (rates.attended, rates.people, rates.hours) == (1, 3, 0)


def test_who_still_has_time_is_not_due_yet(cast):
    offering, now = past(cast), timezone.now()
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
    task = make_task(offering, due_at=now - timedelta(minutes=1))
    EssayExtension.objects.create(
        task=task, person=cast.participant, until=now + timedelta(days=3), reason="值守"
    )
    year = timezone.localtime(task.due_at).year
    assert rates_of(cast.unit, year).essays_due == 1


def test_nothing_is_divided_by_nobody(cast):
    empty = make_unit(parent=cast.district)
    figures = unit_figures(rates_of(empty, 2026), 2026)
    assert [figure["shown"] for figure in figures] == ["—", "—", "—", "—"]


def test_an_empty_unit_says_what_will_be_here(client, cast):
    page = client.get("/unit/").content.decode()
    assert "目前没有开放报名的活动" in page
    assert "近期没有报名" in page
