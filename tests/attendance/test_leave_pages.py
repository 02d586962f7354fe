"""The pages of leave: who sees what, what a press does, what stays hidden."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image

from attendance import spans
from attendance.absence_enums import LeaveState
from attendance.absence_rules import decide_leave, follow_leave
from attendance.models import AbsenceTerms, LeaveRequest
from kernel.retention import KINDS
from people.enums import Role
from people.groups import ensure_groups, sync_groups
from publishing import dates
from tests.attendance.leaving import make_leave_course
from tests.factories import make_person, make_registration

pytestmark = pytest.mark.django_db
QUERIES = 10


@pytest.fixture
def course(cast):
    return make_leave_course(cast)


def page_of(leave):
    return reverse("leave", args=[leave.public_id])


def form_of(course, **fields):
    half = spans.half_days(course.sessions)[0].value
    return {"kind": "sick", "first": half, "last": half, "reason": "就医"} | fields


def test_a_participant_asks_with_evidence_that_the_person_and_deciders_open(course, client, cast):
    client.force_login(cast.participant)
    address = reverse("ask-leave", args=[course.offering.public_id])
    assert "请假" in client.get(address).content.decode()
    file = SimpleUploadedFile("病假条.txt", "就医".encode())
    refused = client.post(address, form_of(course) | {"evidence": file})
    assert refused.status_code == 200, "a plain text is no evidence"
    picture = SimpleUploadedFile("病假条.png", png())
    answer = client.post(address, form_of(course) | {"evidence": picture})
    leave = LeaveRequest.objects.get()
    assert answer.status_code == 302
    assert leave.evidence_name == "病假条.png"
    assert "病假条" not in leave.evidence.name, "the store is told nothing"
    file_of = reverse("leave-evidence", args=[leave.public_id])
    for person, status in (
        (cast.participant, 200),
        (course.coordinator, 200),
        (cast.organiser, 200),
        (cast.liaison, 403),
        (cast.colleague, 403),
        (make_person("外人", cast.other_unit, Role.LIAISON), 403),
    ):
        client.force_login(person)
        answer = client.get(file_of)
        assert answer.status_code == status, person
        if status == 200:
            assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


def png():
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()


def test_the_form_keeps_what_was_typed(course, client, cast):
    client.force_login(cast.participant)
    last, first = (half.value for half in spans.half_days(course.sessions)[:2])
    answer = client.post(
        reverse("ask-leave", args=[course.offering.public_id]),
        form_of(course, first=first, last=last, reason="家里有老人要照顾"),
    )
    page = answer.content.decode()
    assert "家里有老人要照顾" in page
    assert "早于" in page
    assert not LeaveRequest.objects.exists()


def test_whoever_has_no_place_is_sent_back(course, client, cast):
    client.force_login(cast.colleague)
    answer = client.get(reverse("ask-leave", args=[course.offering.public_id]), follow=True)
    assert "已确认" in answer.content.decode()


def test_a_liaison_sees_that_somebody_is_away_and_not_why(course, client, cast):
    leave = course.asked(0, 0, reason="住院检查")
    client.force_login(cast.liaison)
    listed = client.get(reverse("unit-leave")).content.decode()
    assert cast.participant.name in listed
    assert page_of(leave) in listed
    page = client.get(page_of(leave)).content.decode()
    assert "住院检查" not in page
    longer = course.asked(1, 3, reason="出差")
    assert "出差" in client.get(page_of(longer)).content.decode(), "whose step it is reads it"


def test_the_reason_of_a_decision_is_for_those_who_read_the_reason(course, client, cast):
    leave = course.asked(0, 0)
    course.approve(leave, reason="手术后休养")
    for person, reads in ((cast.liaison, False), (course.coordinator, True)):
        client.force_login(person)
        page = client.get(page_of(leave)).content.decode()
        assert course.operator.name in page
        assert ("手术后休养" in page) is reads, person


def test_no_line_of_the_list_of_units_leads_to_a_refusal(course, client, cast):
    leave = course.asked(0, 0)
    client.force_login(cast.district_organiser)
    listed = client.get(reverse("unit-leave"))
    assert listed.status_code == 200
    assert client.get(page_of(leave)).status_code == 403, "the city leads it"
    assert page_of(leave) not in listed.content.decode()


def test_what_awaits_a_decision_is_in_the_list_of_the_back_office(course, cast):
    leave = course.asked(0, 3)
    assert list(decide_leave.visible(cast.liaison)) == [leave]
    assert list(follow_leave.visible(cast.liaison)) == [leave]
    own = course.asked(0, 3, registration=make_registration(course.offering, cast.liaison))
    assert list(follow_leave.visible(cast.liaison)) == [leave], own


def test_strangers_see_nothing(course, client, cast):
    leave = course.asked(0, 0)
    for person in (cast.colleague, cast.stranger, cast.reviewer):
        client.force_login(person)
        assert client.get(page_of(leave)).status_code == 403
    client.force_login(cast.colleague)
    assert client.get(reverse("unit-leave")).status_code == 403


def test_deciding_on_the_page(course, client, cast):
    leave = course.asked(0, 0)
    client.force_login(course.coordinator)
    page = client.get(page_of(leave)).content.decode()
    assert "已请" in page, "the forecast stands before the decision"
    beyond = client.post(page_of(leave), {"do": "approve", "position": "1", "reason": ""})
    assert beyond.status_code == 409
    done = client.post(page_of(leave), {"do": "approve", "position": "1", "reason": "确有急事"})
    assert done.status_code == 302
    leave.refresh_from_db()
    assert leave.state == LeaveState.APPROVED
    assert client.post(page_of(leave), {"do": "approve", "position": "one"}).status_code == 400


def test_what_a_decision_lacks_is_said_beside_its_field(course, client, cast):
    leave = course.asked(0, 0)
    client.force_login(course.coordinator)
    asked = client.get(page_of(leave)).text
    assert "（不同意时必填）" in asked
    assert "（选填）" not in asked
    answer = client.post(page_of(leave), {"do": "refuse", "position": "1", "reason": ""})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count(f"请写明理由：{cast.participant.name}会看到。") == 2, "summary and field"
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in page
    assert "<title>有误：" in page
    assert "<title>有误：" not in client.get(page_of(leave)).content.decode()


def test_a_time_that_is_asked_for_already_is_said_beside_it(course, client, cast):
    client.force_login(cast.participant)
    address = reverse("ask-leave", args=[course.offering.public_id])
    assert client.post(address, form_of(course)).status_code == 302
    page = client.post(address, form_of(course)).content.decode()
    assert 'id="id_first_error"' in page
    assert "请先撤回那一份" in page


def test_nobody_else_ends_a_leave(course, client, cast):
    leave = course.asked(0, 3)
    client.force_login(cast.liaison)
    assert client.post(page_of(leave), {"do": "withdraw"}).status_code == 403
    client.force_login(cast.participant)
    half = spans.half_days(course.sessions)[0].value
    assert client.post(page_of(leave), {"do": "cut", "last": half}).status_code == 302
    leave.refresh_from_db()
    assert leave.ends_at < leave.asked_until
    assert client.post(page_of(leave), {"do": "withdraw"}).status_code == 302
    leave.refresh_from_db()
    assert leave.state == LeaveState.WITHDRAWN


def test_my_list_costs_the_same_for_three_as_for_one(
    course, client, cast, django_assert_num_queries
):
    client.force_login(cast.participant)
    course.asked(0, 0)
    address = reverse("me-leave")
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
    course.asked(1, 1)
    course.asked(2, 2)
    with django_assert_num_queries(QUERIES):
        client.get(address)


@pytest.fixture
def office(course, client):
    """The organiser in the back office."""
    ensure_groups()
    sync_groups(course.cast.organiser)
    client.force_login(course.cast.organiser)
    return client


def test_the_list_of_the_back_office(course, office, cast):
    mine = course.asked(0, 0)
    listed = office.get("/admin/leave/").content.decode()
    assert page_of(mine) in listed
    assert page_of(mine) in office.get("/admin/leave/?mine=yes").content.decode()
    assert page_of(mine) not in office.get("/admin/leave/?overdue=yes").content.decode()
    assert page_of(mine) not in office.get("/admin/leave/?state=approved").content.decode()


def test_approving_many_shows_who_goes_beyond_the_limit(office, cast):
    course = make_leave_course(cast, days=14)
    leave = course.asked(0, 0)
    row = make_registration(course.offering, cast.colleague)
    too_long = course.asked(0, 13, registration=row, by=cast.organiser)
    too_long.steps.exclude(office="coordinator").delete()
    bulk = "/admin/bulk/attendance/leaverequest/approve/"
    page = office.get(f"{bulk}?id={leave.pk}&id={too_long.pk}").content.decode()
    assert "超过限额" in page
    office.post(f"{bulk}?id={leave.pk}&id={too_long.pk}", {"expected": "2"})
    leave.refresh_from_db()
    too_long.refresh_from_db()
    assert (leave.state, too_long.state) == (LeaveState.APPROVED, LeaveState.PENDING)


def test_an_organiser_records_what_was_told_by_telephone(course, office, cast):
    address = reverse("leave:terms", args=[course.offering.pk, "record-leave"])
    assert cast.participant.name in office.get(address).content.decode()
    answer = office.post(address, form_of(course) | {"registration": course.registration.pk})
    assert answer.status_code == 302
    leave = LeaveRequest.objects.get()
    assert leave.asked_by == cast.organiser
    assert cast.organiser.name in office.get(page_of(leave)).content.decode()


def test_the_terms_of_an_offering(course, office):
    address = reverse("leave:terms", args=[course.offering.pk, "leave-terms"])
    values = {"limit_parts": "5", "coordinator_over": "", "organiser_over": "0.5"}
    values |= {"senior_rank": "0", "appeal_days": "7"}
    refused = office.post(address, values)
    assert "最短" in refused.content.decode(), "somebody decides about half a day"
    assert office.post(address, values | {"coordinator_over": "0"}).status_code == 302
    assert AbsenceTerms.objects.get().limit_parts == 5


def test_retention_takes_the_file_and_leaves_the_leave(course, django_capture_on_commit_callbacks):
    leave = course.asked(0, 0, evidence=ContentFile(b"%PDF", name="条.pdf"))
    kind = KINDS["attendance.leave_evidence"]
    assert not kind.due(timezone.now()).exists()
    rows = list(kind.due(leave.asked_until + timedelta(days=1)))
    storage, name = leave.evidence.storage, leave.evidence.name
    with django_capture_on_commit_callbacks(execute=True):
        kind.let_go(rows)
    leave.refresh_from_db()
    assert not leave.evidence
    assert not storage.exists(name)


@pytest.mark.parametrize(("language", "parts"), [("zh-hans", 3), ("en", 2)])
def test_a_time_in_a_narrow_column_breaks_between_its_parts_alone(course, language, parts):
    session = course.sessions[0]
    with translation.override(language):
        cell = spans.in_cell(session.starts_at, session.ends_at)
        told = dates.when(session.starts_at, session.ends_at)
    whole = re.findall('<span class="nowrap">([^<]+)</span>', cell)
    assert len(whole) == parts
    assert "".join(whole).replace(" ", "") == told.replace(",", "").replace(" ", "")
