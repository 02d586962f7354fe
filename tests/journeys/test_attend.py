"""Attend: the pass on a phone, the desk on another."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from attendance.models import Attendance
from attendance.passes import pass_of, pass_text
from tests.factories import Cast, make_offering, make_registration, make_session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(cast: Cast):
    """A session that begins in ten minutes, with two people expected."""
    offering = make_offering(unit=cast.city, sessions=0)
    starts_at = timezone.now() + timedelta(minutes=10)
    session = make_session(offering, title="自立：从一本讲义开始", starts_at=starts_at)
    make_registration(offering, cast.participant)
    make_registration(offering, cast.colleague)
    return session


def test_the_pass_is_on_the_page_me(cast: Cast, session, phone, sign_in, shot, axe) -> None:
    page = sign_in(phone(), cast.participant)
    page.goto("/me/")
    expect(page.get_by_text("自立：从一本讲义开始").first).to_be_visible()
    expect(page.locator("svg.qr, .qr svg").first).to_be_visible()
    axe(page)
    shot(page, "attend-me")


def test_the_desk_marks_by_name_by_pass_and_by_roll_call(
    cast: Cast, session, phone, sign_in, shot, axe
) -> None:
    page = sign_in(phone(), cast.organiser)
    page.goto("/desk/")
    axe(page)
    shot(page, "attend-desk")
    page.get_by_role("link", name=re.compile("自立")).first.click()
    axe(page)
    shot(page, "attend-session")

    field = page.locator("input[name=text]")
    field.fill("he")
    field.press("Enter")
    expect(page.locator("[data-count]")).to_contain_text("1/ 2")
    shot(page, "attend-marked")
    assert Attendance.objects.attended().count() == 1

    page.goto(f"/desk/s/{session.public_id}/")
    field = page.locator("input[name=text]")
    field.fill(pass_text(pass_of(cast.participant)))
    field.press("Enter")
    expect(page.locator("[data-count]")).to_contain_text("2/ 2")
    assert Attendance.objects.attended().count() == 2
    assert Attendance.objects.of(cast.participant).hours_by_offering() == {session.offering_id: 3}

    page.goto(f"/desk/s/{session.public_id}/roll/")
    axe(page)
    shot(page, "attend-roll")


def test_a_roll_call_keeps_what_was_ticked_before_its_script_came(
    cast: Cast, session, desktop, sign_in
) -> None:
    page, held = sign_in(desktop(), cast.organiser), []
    page.route("**/desk_roll*", lambda route: held.append(route))  # noqa: PLW0108
    with page.expect_request("**/desk_roll*"):
        page.goto(f"/desk/s/{session.public_id}/roll/", wait_until="commit")
    rest = page.locator("label:has([name=rest])")
    rest.nth(2).click()
    row = page.locator(".roll__row").first
    row.locator("label:has([value=present])").click()
    held[0].continue_()
    expect(page.locator("[data-roll-state]")).not_to_be_empty()
    assert page.locator(".roll__row [value=absent]:checked").count() == 1
    rest.nth(0).click()
    assert row.locator("[value=present]").is_checked()


def test_the_desk_is_closed_to_a_participant(
    cast: Cast, session, phone, sign_in, shot, axe
) -> None:
    page = sign_in(phone(), cast.participant)
    page.goto(f"/desk/s/{session.public_id}/")
    axe(page)
    shot(page, "forbidden-desk")
    assert page.locator("input[name=text]").count() == 0
