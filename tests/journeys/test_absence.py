"""Absence in the browser: leave asked for, decided, ended; a mark corrected; a session made up."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from attendance.actions import roll_call
from attendance.enums import AttendanceStatus
from attendance.models import Appeal, Attendance, LeaveRequest, MakeUp
from events.models import Session
from people.groups import ensure_groups, sync_groups
from tests.attendance.leaving import make_leave_course
from tests.attendance.test_makeup import make_missed
from tests.factories import make_offering, make_registration, make_session

pytestmark = pytest.mark.django_db(transaction=True)


def in_office(person):
    """What opens the back office to a person of a role."""
    ensure_groups()
    sync_groups(person)
    return person


def test_leave_is_asked_for_decided_and_ended(phone, desktop, sign_in, shot, axe, cast):
    course = make_leave_course(cast, monday=timezone.localdate(), days=7)
    mine = sign_in(phone(), cast.participant)
    mine.goto(course.offering.get_absolute_url())
    mine.get_by_role("link", name="请假").click()
    axe(mine)
    mine.get_by_label("病假").check()
    mine.get_by_label("理由").fill("发烧，医生建议休息")
    shot(mine, "leave-ask")
    mine.get_by_role("button", name="提交申请").click()
    expect(mine.get_by_text("请假申请已送交：班主任")).to_be_visible()
    axe(mine)
    shot(mine, "leave-mine")
    leave = LeaveRequest.objects.get()

    office = sign_in(desktop(), in_office(course.coordinator))
    office.goto("/admin/leave/?mine=yes")
    shot(office, "leave-list")
    office.get_by_role("link", name=cast.participant.name).click()
    expect(office.get_by_text("已请0 学时")).to_be_visible()
    axe(office)
    shot(office, "leave-decide")
    office.get_by_role("button", name="批准", exact=True).click()
    expect(office.get_by_text("已批准，标记为“请假”的课次").first).to_be_visible()

    LeaveRequest.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    mine.goto(reverse("me-leave"))
    axe(mine)
    shot(mine, "leave-list-mine")
    mine.locator(".links a").first.click()
    mine.get_by_role("button", name="销假").click()
    expect(mine.get_by_text("销假。").first).to_be_visible()
    shot(mine, "leave-returned")
    leave.refresh_from_db()
    assert leave.returned_on == timezone.localdate()


def test_a_mark_is_corrected_after_an_objection(phone, desktop, sign_in, shot, axe, cast):
    offering = make_offering(unit=cast.city, sessions=0)
    session = make_session(offering, starts_at=timezone.now() - timedelta(hours=3))
    row = make_registration(offering, cast.participant)
    statuses = {row.public_id: AttendanceStatus.ABSENT}
    roll_call(by=cast.organiser, session=session, statuses=statuses)

    mine = sign_in(phone(), cast.participant)
    mine.goto(offering.get_absolute_url())
    mine.get_by_role("link", name="我的考勤").click()
    axe(mine)
    shot(mine, "marks")
    mine.get_by_role("link", name=session.title).click()
    shot(mine, "my-mark-absent")
    mine.get_by_role("link", name="对此记录提出申诉").click()
    expect(mine.get_by_role("heading", name="对记录提出申诉")).to_be_visible()
    mine.get_by_label("申诉内容").fill("我坐在第三排，何老师可以作证")
    axe(mine)
    mine.get_by_role("button", name="提交申诉").click()
    expect(mine.get_by_text("申诉已送交组织者")).to_be_visible()

    office = sign_in(desktop(), in_office(cast.organiser))
    office.goto("/admin/objections/?state=filed")
    office.get_by_role("link", name=cast.participant.name).click()
    expect(office.get_by_role("heading", name="您的答复")).to_be_visible()
    axe(office)
    office.get_by_role("textbox", name="答复").fill("签到表上有签名，已更正")
    shot(office, "objection-answer")
    office.get_by_role("button", name="采纳", exact=True).click()
    expect(office.get_by_text("申诉已采纳，现记录为：出勤").first).to_be_visible()
    assert Appeal.objects.get().state == "granted"
    assert Attendance.objects.get().status == AttendanceStatus.PRESENT
    mine.reload()
    expect(mine.get_by_text("签到表上有签名，已更正")).to_be_visible()
    shot(mine, "objection-mine")


def test_a_missed_session_is_made_up_elsewhere(phone, sign_in, shot, axe, cast):
    missed = make_missed(cast)
    mine = sign_in(phone(), cast.participant)
    mine.goto(reverse("my-mark", args=[missed.mark.session.public_id]))
    mine.get_by_role("link", name="补这次课").click()
    axe(mine)
    shot(mine, "makeup-where")
    mine.get_by_role("button", name="在这里补课").click()
    expect(mine.get_by_text("补课申请已提交")).to_be_visible()

    desk = sign_in(phone(), cast.organiser)
    desk.goto(reverse("makeup", args=[MakeUp.objects.get().public_id]))
    axe(desk)
    shot(desk, "makeup-decide")
    desk.get_by_role("button", name="同意", exact=True).click()
    expect(desk.get_by_text("已列入补课名单").first).to_be_visible()
    missed.begins()
    assert Session.objects.get(pk=missed.host.pk).starts_at <= timezone.now()
    desk.goto(reverse("desk-session", args=[missed.host.public_id]))
    guests = desk.locator("section", has=desk.locator("#guests-title"))
    axe(desk)
    shot(desk, "makeup-desk")
    guests.get_by_role("button", name="签到").click()
    expect(guests.get_by_text("已补课")).to_be_visible()
    missed.mark.refresh_from_db()
    assert missed.mark.status == AttendanceStatus.MADE_UP
    mine.goto(reverse("my-mark", args=[missed.mark.session.public_id]))
    expect(mine.get_by_text("补课").first).to_be_visible()
