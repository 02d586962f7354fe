"""Planning a cohort's timetable: by mouse, by keyboard, without scripts, in few interactions."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from courses.models import Cohort
from courses.planning.plans import plan_of
from events.models import Session
from tests.factories import make_cohort, make_course, make_timetable, make_venue
from tests.factories.timetables import hours_of, next_monday

pytestmark = pytest.mark.django_db(transaction=True)
FEWER_THAN = 40
FINGER = 43.5


class Hands:
    """A person at a screen: every press, choice and typed field is one interaction."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, name: str, role: str = "button") -> None:
        """A button or a link."""
        self.count += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def type(self, name: str, text: str) -> None:
        """Into a field."""
        self.count += 1
        self.page.locator(f"[name={name}]").fill(text)

    def enter(self) -> None:
        """The key, in the field typed last."""
        self.count += 1
        self.page.keyboard.press("Enter")

    def choose(self, label: str, option: str) -> None:
        """Out of a list."""
        self.count += 1
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def plan(self, title: str) -> None:
        """One more session: its topic and Enter."""
        self.count += 2
        self.page.get_by_label("专题", exact=True).fill(title)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".tt-card", has_text=title)).to_be_visible()


def test_a_five_day_course_with_two_visits_is_built_from_nothing(staff, desktop, sign_in, shot):
    course = make_course("国情研修班")
    make_venue("顾炎武纪念馆")
    make_venue("沙家浜")
    today = timezone.localdate()
    page = sign_in(desktop(), staff.organiser)
    page.goto(f"/admin/cohorts/new/?page={course.pk}")
    hands = Hands(page)
    hands.type("opens_at", f"{today} 09:00")
    hands.type("closes_at", f"{next_monday() - timedelta(days=3)} 17:00")
    hands.type("capacity", "40")
    hands.enter()
    hands.press("课程表", "link")
    for number in range(7):
        hands.plan(f"专题课{number + 1}")
    hands.choose("形式", "现场教学")
    for venue in ("顾炎武纪念馆", "沙家浜"):
        hands.choose("场馆", venue)
        hands.plan(f"走进{venue}")
    hands.choose("形式", "研讨")
    hands.plan("分组汇报")
    shot(page, "timetable-built")
    hands.press("核对并发布", "link")
    hands.press("发布课程表")
    expect(page.get_by_text("第 1 版课程表已发布")).to_be_visible()
    assert hands.count < FEWER_THAN, hands.count
    cohort = Cohort.objects.get()
    sessions = list(cohort.offering.sessions.all())
    days = {timezone.localdate(session.starts_at) for session in sessions}
    assert days == {next_monday() + timedelta(days=number) for number in range(5)}
    assert [s.form for s in sessions].count("on_site") == 2
    assert [str(s.venue) for s in sessions if s.venue] == ["顾炎武纪念馆", "沙家浜"]


@pytest.fixture
def cohort(staff):
    """Mornings and afternoons of two days, published."""
    cohort = make_cohort(unit=staff.unit)
    make_timetable(cohort, 2)
    return cohort


def board(cohort: Cohort) -> str:
    """Where the timetable is edited."""
    return f"/admin/cohorts/{cohort.pk}/timetable/"


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no script"])
def test_a_day_is_moved_and_published(staff, cohort, desktop, sign_in, scripted):
    page = sign_in(desktop(java_script_enabled=scripted), staff.organiser)
    page.goto(board(cohort))
    friday = next_monday() + timedelta(days=4)
    day = page.locator(".tt-day").first
    day.get_by_text("这一天", exact=True).click()
    day.get_by_label("到哪天").fill(str(friday))
    day.get_by_role("button", name="移动这一天").click()
    expect(page.get_by_text("的 2 节课已改到").first).to_be_visible()
    page.locator(".tt-card", has_text="第2天下课").get_by_text("删除").click()
    expect(page.get_by_role("button", name="撤销：删除")).to_be_visible()
    page.get_by_role("button", name="撤销：删除").click()
    expect(page.locator(".tt-card", has_text="第2天下课")).to_be_visible()
    page.get_by_role("link", name="核对并发布").click()
    expect(page.get_by_text("周一上午：移至周五上午 09:00–11:30")).to_be_visible()
    page.get_by_role("button", name="发布课程表").click()
    expect(page.get_by_text("课程表已发布").first).to_be_visible()
    days = {timezone.localdate(session.starts_at) for session in Session.objects.all()}
    assert days == {friday, next_monday() + timedelta(days=1)}


def test_by_keyboard_alone(staff, cohort, desktop, sign_in, axe, shot):
    page = sign_in(desktop(), staff.organiser)
    page.goto(board(cohort))
    axe(page)
    card = page.locator(".tt-card", has_text="第1天上课")
    card.get_by_role("link", name="第1天上课").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".tt-notice", has_text="互换")).to_be_visible()
    expect(card.get_by_role("button", name="推后")).to_be_focused()
    page.keyboard.press("Alt+m")
    expect(page.get_by_text("正在移动“第1天上课”")).to_be_visible()
    axe(page)
    shot(page, "timetable-moving")
    wanted = "移到这里：" + page.locator(".tt-cards").nth(6).get_attribute("aria-label").replace(
        " ", ""
    )
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == wanted:
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("正在移动")).to_have_count(0)
    assert "Wed 14:00–16:30 第1天上课" not in hours_of(plan_of(cohort))[:2]
    page.get_by_label("专题", exact=True).focus()
    page.keyboard.type("新课")
    page.keyboard.press("Enter")
    expect(page.locator(".tt-card", has_text="新课")).to_be_visible()
    expect(page.get_by_label("专题", exact=True)).to_be_focused()


def test_a_card_is_dragged_into_another_day(staff, cohort, desktop, sign_in):
    page = sign_in(desktop(viewport={"width": 1280, "height": 1600}), staff.organiser)
    page.goto(board(cohort))
    card = page.locator(".tt-card", has_text="第1天上课")
    target = page.locator(".tt-half").last
    box = card.locator(".tt-time").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    # Rows grow under a card that is carried over them: look again before letting go.
    for _ in range(4):
        there = target.locator(".tt-cards").bounding_box()
        page.mouse.move(there["x"] + 30, there["y"] + 8, steps=4)
    page.mouse.up()
    expect(page.locator(".tt-notice", has_text="第1天上课")).to_be_visible()
    moved = [entry for entry in plan_of(cohort).changed() if entry.touched()]
    assert [entry.slot.title for entry in moved] == ["第1天上课"]


def test_the_second_editor_is_told_and_loses_nothing(staff, cohort, desktop, sign_in, shot):
    first, second = (
        sign_in(desktop(), person) for person in (staff.organiser, staff.district_organiser)
    )
    for page in (first, second):
        page.goto(board(cohort))
    for page in (first, second):
        day = page.locator(".tt-day").first
        day.get_by_text("这一天", exact=True).click()
        day.get_by_label("分钟数").fill("30" if page is first else "60")
        day.get_by_role("button", name="推后", exact=True).first.click()
        expect(page.locator(".tt-notice").first).to_be_visible()
    expect(second.get_by_text(f"{staff.organiser}刚刚改动了这里")).to_be_visible()
    expect(second.get_by_text("周一上午：推后 30 分钟")).to_be_visible()
    shot(second, "timetable-both")
    assert hours_of(plan_of(cohort))[0] == "Mon 09:30–12:00 第1天上课"
    second.get_by_role("button", name="仍按我的改").click()
    expect(second.get_by_text("已调整")).to_be_visible()
    assert hours_of(plan_of(cohort))[0] == "Mon 10:30–13:00 第1天上课"


def test_on_a_tablet_everything_can_be_hit_with_a_finger(staff, cohort, phone, sign_in, axe, shot):
    page = sign_in(phone(viewport={"width": 820, "height": 1180}), staff.organiser)
    page.goto(board(cohort))
    axe(page)
    shot(page, "timetable-tablet")
    small = [
        one.inner_text()
        for one in page.locator("#timetable").locator("button, a, select, summary").all()
        if (box := one.bounding_box()) and min(box["height"], box["width"]) < FINGER
    ]
    titles = {session.title for session in Session.objects.all()}
    assert set(small) <= titles, "a topic is a link as long as it is; it is high enough"
