"""The matrix of a cohort, a correction from a cell, and papers to print, in the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from attendance.enums import Method
from attendance.models import Attendance
from people.models import Membership
from tests.factories import (
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_venue,
)

pytestmark = pytest.mark.django_db(transaction=True)
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
NAMES = ["沈思", "欧阳若水", "王一鸣", "赵敏", "钱多多", "孙立", "李文静", "周正", "吴越", "郑和平"]
WAYS = ("present", "present", "late", "present", "absent", "on_leave", "present")


@pytest.fixture
def offering(staff):
    """Three days of a course, the last one today; a dozen people of two units."""
    page = make_course("国情研修班")
    offering = make_offering(unit=staff.city, page=page, sessions=0, capacity=40, label="第3期")
    hall = make_venue("昆山市委党校")
    first = timezone.now() - timedelta(days=2, minutes=20)
    for day in range(3):
        for number, gap in enumerate((0, 4)):
            at = first + timedelta(days=day, hours=gap)
            title = f"第{2 * day + number + 1}讲 江南文脉与家国情怀"
            make_session(offering, starts_at=at, title=title, venue=hall)
    people = [staff.participant, staff.colleague]
    people += [
        make_person(name, (staff.unit, staff.other_unit)[place % 2])
        for place, name in enumerate(NAMES)
    ]
    Membership.objects.filter(user=staff.colleague).update(post="馆长", rank=1)
    for place, person in enumerate(people):
        row = make_registration(offering, person)
        for number, session in enumerate(offering.sessions.order_by("starts_at")[:4]):
            status = WAYS[(3 * place + number) % len(WAYS)]
            Attendance.objects.create(
                session=session, registration=row, status=status, method=Method.CODE,
                in_at=session.starts_at if status in ("present", "late") else None,
            )  # fmt: skip
    return offering


def test_the_matrix_a_correction_and_the_papers(desktop, sign_in, shot, axe, staff, offering):
    row = offering.registrations.get(person=staff.colleague)
    page = sign_in(desktop(), staff.organiser)
    page.goto(reverse("attendance:index"))
    axe(page)
    shot(page, "attendance-overview")
    with page.expect_navigation():
        page.get_by_role("link", name="国情研修班 第3期").first.click()
    axe(page)
    shot(page, "attendance-matrix")
    line = page.get_by_role("row").filter(has_text="何䶮")
    expect(line.get_by_role("rowheader")).to_contain_text("1 何䶮")
    mark = row.attendance.filter(status="absent").first() or row.attendance.first()
    before = mark.get_status_display()
    with page.expect_navigation():
        line.get_by_role("link", name=before).first.click()
    axe(page)
    shot(page, "attendance-one")
    form = page.locator(f"#s-{mark.session.public_id}")
    form.get_by_label("更正为").select_option("late")
    form.get_by_role("button", name="保存更正").click()
    expect(form).to_contain_text("→ 迟到")
    mark.refresh_from_db()
    assert mark.status == "late"
    with page.expect_navigation():
        page.get_by_role("link", name="此人参加的全部活动").click()
    axe(page)
    shot(page, "attendance-person")


def test_papers_are_chosen_and_opened(desktop, sign_in, shot, axe, staff, offering):
    page = sign_in(desktop(viewport=TABLET["viewport"]), staff.organiser)
    page.goto(reverse("attendance:matrix", args=[offering.pk]))
    shot(page, "attendance-matrix")
    with page.expect_navigation():
        page.get_by_role("link", name="打印材料").click()
    axe(page)
    shot(page, "attendance-papers")
    expect(page.get_by_role("alert")).to_contain_text("林𠮷安")
    expect(page.get_by_role("alert")).to_contain_text("U+20BB7")
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="座次图"))
    card.get_by_label("排数").fill("1")
    card.get_by_label("每排座位数").fill("2")
    with page.context.expect_page() as opened:
        card.get_by_role("button").click()
    wrong = opened.value
    expect(wrong.get_by_text("只有 2 个座位")).to_be_visible()
    sheet = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="签到表"))
    assert sheet.get_by_label("日期").input_value() == timezone.localdate().isoformat()
