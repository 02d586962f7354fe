"""What was written comes back when somebody else was faster, or when it is over."""

import pytest
from django.urls import reverse

from attendance.absence_enums import AppealState, LeaveState, MakeUpState
from attendance.actions import answer_objection, decide_leave, decide_makeup
from attendance.models import LeaveRequest
from events.models import Session
from registration.actions import withdraw
from registration.models import Registration
from tests.attendance.test_leave_pages import course, form_of, page_of
from tests.attendance.test_makeup import missed
from tests.attendance.test_objections import absent, objected

pytestmark = pytest.mark.django_db
WORDS = "签到表第三页有本人的签名"

__all__ = ["absent", "course", "missed"]


def comes_back(answer, reason, status=200):
    page = answer.content.decode()
    assert answer.status_code == status
    assert reason in page
    assert f">\n{WORDS}</textarea>" in page


def test_an_objection_that_was_answered(door, absent, client):
    appeal = objected(absent).record
    answer = {"by": door.cast.organiser, "appeal": appeal, "grant": False, "answer": "查无记录"}
    assert answer_objection(**answer).ok
    client.force_login(door.cast.organiser)
    page = reverse("objection", args=[appeal.public_id])
    comes_back(client.post(page, {"do": "grant", "status": "present", "answer": WORDS}), "已有答复")
    appeal.refresh_from_db()
    assert (appeal.state, appeal.answer) == (AppealState.REJECTED, "查无记录")
    again = {"do": "reject", "answer": "查无记录"}
    assert client.post(page, again).status_code == 302, "a repetition is no refusal"


def test_a_guest_about_whom_it_was_decided(missed, cast, client):
    makeup = missed.ask().record
    assert decide_makeup(by=cast.organiser, makeup=makeup, agree=True).ok
    client.force_login(cast.organiser)
    page = reverse("makeup", args=[makeup.public_id])
    comes_back(client.post(page, {"do": "refuse", "reason": WORDS}), "已有结论")
    makeup.refresh_from_db()
    assert makeup.state == MakeUpState.AGREED
    assert client.post(page, {"do": "agree"}).status_code == 302


def test_a_step_of_leave_that_was_decided(course, cast, client):
    client.force_login(cast.participant)
    client.post(reverse("ask-leave", args=[course.offering.public_id]), form_of(course))
    leave = LeaveRequest.objects.get()
    client.force_login(course.coordinator)
    step = {"position": "1", "reason": WORDS}
    for position in leave.steps.values_list("position", flat=True):
        by = course.coordinator
        decide_leave(by=by, leave=leave, position=position, approve=False, reason="人手不够")
    leave.refresh_from_db()
    assert leave.state == LeaveState.REFUSED
    comes_back(client.post(page_of(leave), {"do": "approve"} | step), "已有人审批", 409)
    again = {"do": "refuse", "position": "1", "reason": "人手不够"}
    assert client.post(page_of(leave), again).status_code == 302


@pytest.mark.parametrize("over", [False, True])
def test_leave_from_what_is_over_or_was_given_up(course, cast, client, over):
    client.force_login(cast.participant)
    address = reverse("ask-leave", args=[course.offering.public_id])
    sent = form_of(course, reason=WORDS)
    if over:
        Session.objects.filter(offering=course.offering).delete()
    else:
        row = Registration.objects.get(offering=course.offering, person=cast.participant)
        assert withdraw(by=cast.participant, registration=row).ok
    comes_back(client.post(address, sent), "data-error-summary")
    assert not LeaveRequest.objects.exists()
    assert client.get(address).status_code == 302
