"""Register: a participant finds a programme, takes a place, waits, and moves up."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.enums import OfferingState
from events.models import Offering
from registration.models import Registration
from tests.factories import Cast, make_course, make_offering, make_person, make_registration

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", ["phone", "desktop"])
def test_a_participant_finds_a_course_and_registers(
    cast: Cast, request, sign_in, shot, axe, width: str
) -> None:
    course = make_course("苏州国情研修班", summary="五天，三处现场，一个问题。")
    make_offering(unit=cast.city, page=course, capacity=10)
    page = sign_in(request.getfixturevalue(width)(), cast.participant)

    page.goto("/courses/")
    page.get_by_role("link", name="苏州国情研修班").first.click()
    axe(page)
    shot(page, "register-course")
    page.get_by_role("button", name="报名", exact=True).or_(
        page.get_by_role("link", name="报名", exact=True)
    ).first.click()

    expect(page.get_by_text("已确认").first).to_be_visible()
    axe(page)
    shot(page, "register-confirmed")
    row = Registration.objects.get(person=cast.participant)
    assert row.is_confirmed

    page.goto("/me/")
    expect(page.get_by_text("苏州国情研修班").first).to_be_visible()
    axe(page)
    shot(page, "register-me")


def test_a_refusal_on_the_page_that_comes_next_has_the_focus(
    cast: Cast, phone, sign_in, axe
) -> None:
    offering = make_offering(unit=cast.city)
    page = sign_in(phone(), cast.participant)
    page.goto(offering.get_absolute_url())
    Offering.objects.update(closes_at=timezone.now())
    page.get_by_role("button", name="报名", exact=True).first.click()
    refusal = page.locator("#messages .state--warning")
    expect(refusal).to_contain_text("如需补报，请联系组织者")
    expect(refusal).to_be_focused()
    axe(page)


def test_a_full_course_has_a_waiting_list_that_moves(cast: Cast, phone, sign_in, shot, axe) -> None:
    offering = make_offering(unit=cast.city, capacity=1)
    taken = make_registration(offering, cast.colleague)
    waiting = sign_in(phone(), cast.participant)
    waiting.goto(offering.get_absolute_url())
    shot(waiting, "register-full")
    waiting.get_by_role("button", name="加入候补").click()
    expect(waiting.get_by_text(re.compile("候补.*第 ?1")).first).to_be_visible()
    axe(waiting)
    shot(waiting, "register-waiting")

    leaving = sign_in(phone(), cast.colleague)
    leaving.goto(offering.get_absolute_url())
    leaving.get_by_role("button", name="退出报名").or_(
        leaving.get_by_role("link", name="退出报名")
    ).first.click()
    shot(leaving, "register-withdraw")
    leaving.get_by_role("button", name=re.compile("退出")).first.click()
    expect(leaving.get_by_text(re.compile("已退出")).first).to_be_visible()

    waiting.reload()
    expect(waiting.get_by_text("您已有名额").first).to_be_visible()
    taken.refresh_from_db()
    assert taken.state == "withdrawn"
    waiting.goto("/me/notices/")
    expect(waiting.get_by_text(re.compile("空位|转正|递补|确认")).first).to_be_visible()
    shot(waiting, "register-notices")


def test_a_button_pressed_twice_is_one_registration(cast: Cast, desktop, sign_in) -> None:
    offering = make_offering(unit=cast.city)
    first = sign_in(desktop(), cast.participant)
    second = sign_in(desktop(), cast.participant)
    for page in (first, second):
        page.goto(offering.get_absolute_url())
    for page in (first, second):
        page.get_by_role("button", name="报名", exact=True).first.click()
    expect(second.get_by_text(re.compile("已报名|已确认")).first).to_be_visible()
    assert Registration.objects.filter(person=cast.participant).count() == 1


@pytest.mark.parametrize("state", ["paused", "cancelled", "finished"])
def test_what_cannot_be_registered_says_why(cast: Cast, phone, shot, axe, state: str) -> None:
    offering = make_offering(unit=cast.city, state=OfferingState(state))
    page = phone()
    page.goto(offering.get_absolute_url())
    axe(page)
    shot(page, f"register-{state}")
    assert page.get_by_role("button", name="报名", exact=True).count() == 0


def test_a_stranger_is_told_who_can_help(cast: Cast, phone, sign_in, shot, axe) -> None:
    offering = make_offering(unit=cast.city)
    page = sign_in(phone(), cast.stranger)
    page.goto(offering.get_absolute_url())
    expect(page.get_by_text("联络员").first).to_be_visible()
    axe(page)
    shot(page, "register-stranger")
    page.goto("/unit/")
    axe(page)
    shot(page, "forbidden-unit")


def test_it_works_without_a_script(cast: Cast, phone, sign_in) -> None:
    offering = make_offering(unit=cast.city)
    page = sign_in(phone(java_script_enabled=False), make_person("无脚本", cast.unit))
    page.goto(offering.get_absolute_url())
    page.get_by_role("button", name="报名", exact=True).click()
    expect(page.get_by_text("已确认").first).to_be_visible()
