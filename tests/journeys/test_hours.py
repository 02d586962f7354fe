"""From the mark to the account: checking out, closing the session, and what each reads of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from attendance.actions import mark, set_terms
from attendance.enums import AttendanceStatus
from attendance.models import Attendance
from events.models import Session
from registration.models import Registration
from tests.factories import make_offering, make_registration, make_session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(cast):
    """Two people were expected today, one came; three more sessions are to come, two were missed.

    Everything lies in one year, whatever the day: what is asked here is this year's account.
    """
    now = timezone.now()
    offering = make_offering(unit=cast.city, sessions=0)
    set_terms(by=None, offering=offering, checks_out=True)
    rows = [make_registration(offering, person) for person in (cast.participant, cast.colleague)]
    for days in (3, 2):
        missed = make_session(offering, starts_at=now - timedelta(days=days))
        Attendance.objects.create(
            session=missed, registration=rows[0], status=AttendanceStatus.ABSENT, method="roll_call"
        )
    make_session(offering, starts_at=now + timedelta(days=1), title="水乡治理")
    session = make_session(
        offering,
        starts_at=now - timedelta(hours=2),
        ends_at=now - timedelta(minutes=1),
        title="从“两弹一星”看科学家精神",
    )
    mark(by=None, session=session, registration=rows[0], at=session.starts_at)
    return session


def test_checking_out_closing_and_the_account(phone, desktop, sign_in, shot, axe, cast, session):
    desk = sign_in(phone(), cast.organiser)
    desk.goto(reverse("desk-session", args=[session.public_id]))
    desk.get_by_role("link", name="签退").click()
    axe(desk)
    shot(desk, "desk-leaving")
    desk.get_by_role("button", name=f"为{cast.participant.name}签退").click()
    expect(desk.locator("[data-result]")).to_contain_text("已签退")
    desk.keyboard.press("Escape")
    shot(desk, "desk-left")
    row = Attendance.objects.get(session=session)
    assert (row.status, row.out_at is not None) == (AttendanceStatus.PRESENT, True)

    desk.goto(reverse("desk-closing", args=[session.public_id]))
    desk.get_by_role("button", name="关闭本课").click()
    expect(desk.get_by_text(cast.colleague.name)).to_be_visible()
    axe(desk)
    shot(desk, "desk-closing")
    desk.get_by_role("button", name="再次关闭").click()
    expect(desk.get_by_text("无需处理")).to_be_visible()
    absent = Registration.objects.get(person=cast.colleague)
    found = Attendance.objects.get(session=session, registration=absent)
    assert found.status == AttendanceStatus.ABSENT

    for screen in (phone, desktop):
        page = sign_in(screen(), cast.participant)
        page.goto("/me/hours/")
        expect(page.get_by_role("heading", name="我的学时")).to_be_visible()
        assert Session.objects.filter(title="水乡治理").exists()
        axe(page)
        shot(page, "me-hours")
        page.goto("/me/")
        axe(page)
        shot(page, "me-with-hours")
    page = sign_in(desktop(), cast.liaison)
    page.goto(f"/unit/{cast.unit.public_id}/hours/")
    expect(page.get_by_role("row", name=cast.participant.name)).to_be_visible()
    axe(page)
    shot(page, "unit-hours")


def test_rules_and_remarks_in_the_back_office(desktop, sign_in, shot, axe, staff, session):
    page = sign_in(desktop(), staff.admin)
    page.goto(reverse("admin-credit"))
    expect(page.get_by_role("heading", name="学时折算与要求")).to_be_visible()
    shot(page, "admin-credit")
    page.goto(reverse("admin-credit-table", args=[session.starts_at.year]))
    page.locator("#id_form-5-hours").fill("4")
    page.get_by_role("button", name="查看引起的变化").click()
    expect(page.get_by_text("水乡治理")).to_be_visible()
    shot(page, "admin-credit-table")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("年起执行")).to_be_visible()
    page.goto(reverse("admin-attendance-remarks", args=[session.offering.public_id]))
    expect(page.get_by_text(staff.participant.name).first).to_be_visible()
    shot(page, "admin-attendance-remarks")
    page.get_by_role("button", name="通知他们").click()
    expect(page.get_by_text("都已通知过").first).to_be_visible()
    page.goto(reverse("admin-attendance-rules", args=[session.offering.public_id]))
    shot(page, "admin-attendance-rules")
    page.goto("/admin/hours/")
    shot(page, "admin-hours")
