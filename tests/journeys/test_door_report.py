"""Settings of a door, walk-ins and the report of how marks came about, in the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from attendance.actions import check_in_spoken
from attendance.models import Attendance
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_venue,
)

pytestmark = pytest.mark.django_db(transaction=True)
TABLET = {"viewport": {"width": 820, "height": 1180}, "has_touch": True}
READ = """async ([picture, decoder]) => {
  const { decodeQR } = await import(decoder);
  const image = new Image();
  image.src = `data:image/png;base64,${picture}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  return decodeQR(canvas.getImageData(0, 0, image.width, image.height));
}"""


@pytest.fixture
def session(cast):
    """Three people are expected at a hall; one of them brings two others."""
    offering = make_offering(unit=cast.city, sessions=0)
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
    make_registration(offering, make_person("沈思", cast.unit), companions=2)
    begins = timezone.now() - timedelta(minutes=5)
    venue = make_venue("昆山市图书馆报告厅", latitude="31.385", longitude="120.958")
    return make_session(offering, starts_at=begins, title="从“两弹一星”看科学家精神", venue=venue)


def test_settings_walk_ins_and_the_report(phone, desktop, sign_in, shot, axe, cast, session):
    for person in (cast.participant, cast.colleague):
        check_in_spoken(by=person, session=session, device="same")
    guest = make_person("欧阳若水", cast.unit)
    for screen in (phone, desktop):
        page = sign_in(screen(), cast.organiser)
        for name in ("door-settings", "desk-report", "desk-walk-in"):
            page.goto(reverse(name, args=[session.public_id]))
            axe(page)
            shot(page, name)
    page.fill("#text", "ouyang")
    page.keyboard.press("Enter")
    shot(page, "desk-walk-in-found")
    page.get_by_role("button", name="放行 欧阳若水").click()
    expect(page.locator("[data-result]")).to_contain_text("已放行")
    row = Attendance.objects.get(registration__person=guest)
    assert row.method == "walk_in"
    mine = sign_in(phone(), cast.participant)
    mine.goto(reverse("my-mark", args=[session.public_id]))
    expect(mine.get_by_text("多人用同一部手机签到")).to_be_visible()
    axe(mine)
    shot(mine, "my-mark")
    mine.goto("/me/pass/")
    axe(mine)
    shot(mine, "my-pass")
