"""The report after a session: facts in words, for the organiser and the participant alike."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.actions import Noted, mark, mark_pass, merge, roll_call
from attendance.answers import HEADLINES
from attendance.enums import AttendanceStatus, MarkOutcome, Method, Position
from attendance.forgotten import KINDS
from attendance.integrity import Remark, findings, remarks_on, tally, uncounted
from attendance.models import Attendance, AttendanceChange
from attendance.passes import pass_of, pass_text
from tests.attendance.conftest import hold
from tests.factories import make_registration


def came(door, registration, method=Method.CODE, **evidence):
    """A mark that came about in a given way."""
    result = mark(by=None, session=door.session, registration=registration, method=method)
    AttendanceChange.objects.filter(attendance=result.record).update(**evidence)
    return result.record


def told(door):
    return {one.name: set(one.remarks) for one in findings(door.session)}


def test_a_plain_mark_has_no_remark(door):
    came(door, door.registration, code_age=3, waited=5, device="a", position=Position.INSIDE)
    mark_pass(
        by=door.cast.organiser, session=door.session, text=pass_text(pass_of(door.cast.colleague))
    )
    assert told(door) == {}


@pytest.mark.parametrize(
    ("evidence", "remark"),
    [
        ({"code_age": 10}, Remark.EARLIER_CODE),
        ({"waited": 121}, Remark.LONG_WAIT),
        ({"position": Position.OUTSIDE}, Remark.OUTSIDE),
    ],
)
def test_each_fact_has_its_word(door, evidence, remark):
    came(door, door.registration, **evidence)
    assert told(door) == {"林𠮷安": {remark}}


@pytest.mark.parametrize(
    "evidence", [{"code_age": 9}, {"waited": 120}, {"position": Position.REFUSED}]
)
def test_what_is_no_matter_is_not_told(door, evidence):
    came(door, door.registration, **evidence)
    assert told(door) == {}, "refusing to say where one is has no word"


def test_one_phone_for_two(door):
    came(door, door.registration, device="a")
    came(door, door.other, device="a")
    assert told(door) == {"林𠮷安": {Remark.SHARED_PHONE}, "何䶮": {Remark.SHARED_PHONE}}
    assert [(r, n) for r, n, _meaning in tally(findings(door.session))] == [
        (Remark.SHARED_PHONE, 2)
    ]


def test_an_earlier_time_of_another_desk_is_no_correction(door):
    at = timezone.now()
    for ago in (1, 3):
        noted = [Noted(uuid4(), at - timedelta(minutes=ago), door.other.public_id)]
        merge(by=door.cast.organiser, session=door.session, noted=noted)
    assert AttendanceChange.objects.count() == 2
    assert told(door) == {"何䶮": {Remark.WITHOUT_SIGNAL}}


def test_by_hand_spoken_without_signal_and_corrected(door):
    came(door, door.registration, method=Method.SEARCH)
    noted = [Noted(uuid4(), timezone.now(), door.other.public_id)]
    merge(by=door.cast.organiser, session=door.session, noted=noted)
    statuses = {door.other.public_id: AttendanceStatus.LATE}
    roll_call(by=door.cast.organiser, session=door.session, statuses=statuses)
    assert told(door) == {
        "林𠮷安": {Remark.BY_HAND},
        "何䶮": {Remark.WITHOUT_SIGNAL, Remark.CORRECTED},
    }


def test_the_participant_reads_the_same(client, door):
    row = came(door, door.registration, device="a", waited=200)
    came(door, door.other, device="a")
    mine = next(one for one in findings(door.session) if one.name == "林𠮷安")
    assert remarks_on(row) == mine.remarks
    client.force_login(door.cast.participant)
    page = client.get(reverse("my-mark", args=[door.session.public_id])).content.decode()
    client.force_login(door.cast.organiser)
    report = client.get(reverse("desk-report", args=[door.session.public_id])).content.decode()
    for remark in mine.remarks:
        assert str(remark.label) in page
        assert str(remark.label) in report
    assert "何䶮" not in page


def test_whose_mark_it_is_not_sees_none(client, door):
    came(door, door.registration)
    path = reverse("my-mark", args=[door.session.public_id])
    client.force_login(door.cast.colleague)
    assert client.get(path).status_code == 404


def test_the_report_changes_nothing(client, door):
    came(door, door.registration, device="a", position=Position.OUTSIDE)
    before = list(Attendance.objects.values())
    client.force_login(door.cast.organiser)
    assert client.get(reverse("desk-report", args=[door.session.public_id])).status_code == 200
    assert list(Attendance.objects.values()) == before


def test_statements_of_the_report(door, django_assert_num_queries):
    came(door, door.registration, device="a")
    with django_assert_num_queries(1):
        findings(door.session)
    came(door, door.other, device="a")
    with django_assert_num_queries(1):
        findings(door.session)


def test_what_a_desk_noted_in_vain_is_told_until_somebody_settles_it(client, door):
    by, at = door.cast.organiser, door.session.starts_at - timedelta(days=1)
    make_registration(hold(door.cast.city, begins=-timedelta(days=1)).offering, door.cast.colleague)
    noted = [Noted(uuid4(), at, row.public_id) for row in (door.registration, door.other)]
    merge(by=by, session=door.session, noted=noted)
    client.force_login(by)
    page = client.get(reverse("desk-report", args=[door.session.public_id])).content.decode()
    assert "签到台已登记但未计入" in page
    assert "没有需要复核的" not in page
    for outcome in (MarkOutcome.TOO_EARLY, MarkOutcome.WRONG_SESSION):
        assert str(HEADLINES[outcome]) in page
    assert [one.registration for one in uncounted(door.session)] == [door.other, door.registration]
    statuses = {
        door.other.public_id: AttendanceStatus.PRESENT,
        door.registration.public_id: AttendanceStatus.ABSENT,
    }
    roll_call(by=by, session=door.session, statuses=statuses)
    assert uncounted(door.session) == []


def test_evidence_is_forgotten_and_the_mark_stays(door):
    row = came(
        door, door.registration, device="a", waited=1, code_age=1, ticket="t", position="inside"
    )
    kind = next(kind for kind in KINDS if kind.name == "attendance.evidence")
    AttendanceChange.objects.update(at=timezone.now() - timedelta(days=61))
    before = timezone.now() - timedelta(days=kind.days)
    kind.let_go(list(kind.due(before)))
    assert not kind.due(before).exists()
    change = AttendanceChange.objects.get()
    assert (change.device, change.waited, change.ticket, change.position) == ("", None, None, "")
    assert Attendance.objects.get() == row
