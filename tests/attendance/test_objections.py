"""Objections to marks: who objects to what and until when, the answer, the history."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.absence_enums import AppealState
from attendance.absence_outcomes import AppealOutcome
from attendance.actions import answer_objection, mark, object_to, roll_call, withdraw_objection
from attendance.enums import AttendanceStatus as Status
from attendance.enums import Method
from attendance.models import AbsenceTerms, Appeal, Attendance
from notices.enums import Kind
from notices.models import Notice
from people.enums import Role
from people.groups import ensure_groups, sync_groups
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def called(door, status):
    """The mark of the participant after a roll call."""
    statuses = {door.registration.public_id: status}
    roll_call(by=door.cast.organiser, session=door.session, statuses=statuses)
    return Attendance.objects.get(registration=door.registration)


@pytest.fixture
def absent(door):
    return called(door, Status.ABSENT)


def objected(mark, **fields):
    values = {"by": mark.registration.person, "reason": "我坐在第三排"} | fields
    return object_to(attendance=mark, **values)


def test_a_granted_objection_corrects_the_mark_and_keeps_what_was(door, absent):
    filed = objected(absent)
    assert filed.outcome is AppealOutcome.FILED
    assert Notice.objects.filter(recipient=door.cast.organiser, kind=Kind.OBJECTED).count() == 1
    result = answer_objection(
        by=door.cast.organiser,
        appeal=filed.record,
        grant=True,
        answer="签到表上有您的签名",
        status=Status.PRESENT,
    )
    assert result.outcome is AppealOutcome.GRANTED
    absent.refresh_from_db()
    assert (absent.status, absent.method) == (Status.PRESENT, Method.APPEAL)
    assert absent.in_at == door.session.starts_at
    assert [change.to_status for change in absent.changes.all()] == [Status.ABSENT, Status.PRESENT]
    told = Notice.objects.get(recipient=door.cast.participant, kind=Kind.OBJECTION_ANSWERED)
    assert "签到表上有您的签名" in told.body
    again = answer_objection(
        by=door.cast.organiser, appeal=filed.record, grant=False, answer="改主意了"
    )
    assert again.outcome is AppealOutcome.ALREADY_ANSWERED


def test_a_rejected_one_leaves_the_mark_and_needs_an_answer(door, absent):
    appeal = objected(absent).record
    silent = answer_objection(by=door.cast.organiser, appeal=appeal, grant=False, answer=" ")
    assert silent.outcome is AppealOutcome.ANSWER_MISSING
    result = answer_objection(
        by=door.cast.organiser, appeal=appeal, grant=False, answer="当天点名三次均不在"
    )
    assert result.outcome is AppealOutcome.REJECTED
    absent.refresh_from_db()
    assert absent.status == Status.ABSENT


def test_one_objection_at_a_time(door, absent):
    appeal = objected(absent).record
    assert objected(absent).outcome is AppealOutcome.ALREADY_FILED
    assert withdraw_objection(by=door.cast.participant, appeal=appeal).ok
    assert objected(absent).outcome is AppealOutcome.FILED


def test_only_what_says_something_against_a_person_can_be_objected_to(door):
    leave = called(door, Status.ON_LEAVE)
    assert objected(leave).outcome is AppealOutcome.NOTHING_NOTED
    assert objected(called(door, Status.LATE)).outcome is AppealOutcome.FILED


def test_a_remark_beside_a_presence_can_be_objected_to(door):
    present = mark(
        by=door.cast.organiser,
        session=door.session,
        registration=door.registration,
        method=Method.SEARCH,
    ).record
    assert objected(present).outcome is AppealOutcome.FILED, "marked by hand"
    result = answer_objection(
        by=door.cast.organiser, appeal=Appeal.objects.get(), grant=True, answer="属实"
    )
    present.refresh_from_db()
    assert (result.outcome, present.status) == (AppealOutcome.GRANTED, Status.PRESENT)


@pytest.mark.parametrize(
    ("days", "age", "outcome"),
    [
        (7, 8, AppealOutcome.TOO_LATE),
        (7, 6, AppealOutcome.FILED),
        (0, 0, AppealOutcome.NOT_TAKEN),
    ],
)
def test_the_days_are_the_offerings(door, absent, days, age, outcome):
    AbsenceTerms.objects.create(offering=door.offering, appeal_days=days)
    at = timezone.now() - timedelta(days=age)
    Attendance.objects.filter(pk=absent.pk).update(marked_at=at)
    assert objected(absent).outcome is outcome


def test_nobody_answers_their_own(door, absent):
    appeal = objected(absent).record
    own = answer_objection(
        by=door.cast.participant, appeal=appeal, grant=True, answer="同意", status=Status.PRESENT
    )
    assert own.outcome is AppealOutcome.OWN_OBJECTION


def test_the_way_on_the_pages(door, absent, client):
    cast = door.cast
    client.force_login(cast.participant)
    marks = client.get(reverse("my-marks", args=[door.offering.public_id])).content.decode()
    own = reverse("my-mark", args=[door.session.public_id])
    assert own in marks
    way = reverse("object", args=[door.session.public_id])
    assert way in client.get(own).content.decode()
    assert client.post(way, {"reason": ""}).status_code == 200
    assert client.post(way, {"reason": "我坐在第三排"}).status_code == 302
    page = reverse("objection", args=[Appeal.objects.get().public_id])
    assert page in client.get(own).content.decode()
    assert client.post(page, {"do": "grant", "answer": "自批"}).status_code == 403
    for person in (
        cast.colleague,
        cast.liaison,
        make_person("外人", cast.district, Role.ORGANISER),
    ):
        client.force_login(person)
        assert client.get(page).status_code == 403
    client.force_login(cast.organiser)
    assert "我坐在第三排" in client.get(page).content.decode()
    assert client.post(page, {"do": "withdraw"}).status_code == 403
    assert client.post(page, {"do": "grant", "status": "present"}).status_code == 200
    sent = {"do": "grant", "status": "present", "answer": "属实"}
    assert client.post(page, sent).status_code == 302
    client.force_login(cast.participant)
    assert "属实" in client.get(page).content.decode(), "both read it"


def test_the_list_of_the_back_office(door, absent, client):
    appeal = objected(absent).record
    ensure_groups()
    sync_groups(door.cast.organiser)
    client.force_login(door.cast.organiser)
    page = reverse("objection", args=[appeal.public_id])
    assert page in client.get("/admin/objections/?state=filed").content.decode()
    assert page not in client.get("/admin/objections/?state=granted").content.decode()
    assert appeal.state == AppealState.FILED
