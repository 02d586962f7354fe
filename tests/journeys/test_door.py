"""The door in the browser: a code on a screen, a phone that scans it, no signal."""

from base64 import b64encode
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from attendance import codes
from attendance.actions import set_door
from attendance.models import Attendance, AttendanceChange, DeskMark, DeskToken
from tests.factories import (
    make_offering,
    make_person,
    make_registration,
    make_session,
    make_venue,
)
from tests.journeys.conftest import CHINESE, DESKTOP, PHONE
from tests.journeys.screen import sign_in as sign_in_at

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


def until(page, expression):
    """Wait for a script's expression; Playwright's own way needs the `eval` that pages forbid."""
    for _time in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


def read_code(page):
    """What is in the code that the screen shows, read from its picture as a phone would."""
    picture = b64encode(page.locator(".wall__code").screenshot()).decode()
    return page.evaluate(READ, [picture, "/static/vendor/qr/decode.js"])


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_screen(size, request, sign_in, shot, axe, cast, session):
    page = sign_in(request.getfixturevalue(size)(), cast.organiser)
    page.goto(reverse("code", args=[session.public_id]))
    expect(page.get_by_text("到 0 / 应到 3")).to_be_visible()
    axe(page)
    shot(page, "code-screen")
    assert f"/c/{session.public_id}-" in read_code(page)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_the_screen_bridges_a_gap_and_goes_on_by_itself(desktop, sign_in, shot, cast, session):
    page = sign_in(desktop(), cast.organiser)
    page.clock.install()
    with page.expect_response("**/code/now/"):
        page.goto(reverse("code", args=[session.public_id]))
    page.clock.run_for(1_000)
    first = page.locator(".wall__code").inner_html()
    page.route("**/code/now/", lambda route: route.abort("aborted"))
    page.clock.run_for(11_000)
    expect(page.locator(".wall__line")).to_contain_text("网络中断")
    expect(page.locator(".wall__code")).to_be_visible()
    assert page.locator(".wall__code").inner_html() != first, "the next code, given in advance"
    shot(page, "code-gap")
    page.clock.run_for(40_000)
    expect(page.locator(".wall__code")).to_be_hidden()
    expect(page.locator(".wall__words")).to_contain_text("暂无有效的签到码")
    shot(page, "code-stale")
    page.unroute("**/code/now/")
    page.clock.run_for(6_000)
    expect(page.locator(".wall__code")).to_be_visible()
    expect(page.locator(".wall__line")).to_be_hidden()


def test_the_clock_of_the_screen_does_not_matter(desktop, sign_in, cast, session):
    page = sign_in(desktop(), cast.organiser)
    page.clock.install(time="2001-01-01T00:00:00Z")
    page.goto(reverse("code", args=[session.public_id]))
    page.clock.run_for(1_000)
    shown, now = read_code(page).rstrip("/")[-16:], timezone.now()
    found = codes.found_code(codes.door_of(session), session, shown, now)
    assert found is not None
    assert found.age in (0, 1)


def test_a_phone_scans_signs_in_and_confirms(desktop, phone, sign_in, shot, axe, cast, session):
    set_door(by=None, session=session, takes_codes=True, steps_before=6, fence=200)
    wall = sign_in(desktop(), cast.organiser)
    wall.goto(reverse("code", args=[session.public_id]))
    expect(wall.locator(".wall__code")).to_be_visible()
    near = {"latitude": 31.3855, "longitude": 120.9583}
    page = phone(geolocation=near, permissions=["geolocation"])
    page.goto(read_code(wall))
    axe(page)
    shot(page, "scan-signed-out")
    expect(page.get_by_role("link", name="登录并签到")).to_be_visible()
    sign_in(page, cast.participant)
    page.reload()
    expect(page.get_by_text("林𠮷安")).to_be_visible()
    page.get_by_label("告知我的位置").check()
    expect(page.get_by_text("位置将随签到一并提交")).to_be_visible()
    axe(page)
    shot(page, "scan-confirm")
    page.get_by_role("button", name="签到", exact=True).click()
    expect(page.locator("[data-result]")).to_contain_text("已签到")
    axe(page)
    shot(page, "scan-done")
    change = AttendanceChange.objects.get()
    assert (change.position, change.device != "") == ("inside", True)
    expect(wall.get_by_text("到 1 / 应到 3")).to_be_visible(timeout=8_000)


def test_without_a_script_one_checks_in_all_the_same(phone, desktop, sign_in, shot, cast, session):
    wall = sign_in(desktop(java_script_enabled=False), cast.organiser)
    wall.goto(reverse("code", args=[session.public_id]))
    digits = wall.locator(".wall__digits").inner_text()
    page = sign_in(phone(java_script_enabled=False), cast.colleague)
    page.goto("/c/")
    shot(page, "spoken")
    page.fill("[name=digits]", digits)
    page.get_by_role("button", name="签到", exact=True).click()
    expect(page.locator("[data-result]")).to_contain_text("已签到")


NOBODYS = f"YX1:{'0' * 16}:{'A' * 16}"
# What the device keeps, and a roster of it that has run out.
KEPT = """async () => {
  const { marks, rosters } = await import("/static/js/kit_store.js");
  return JSON.stringify([await marks(), await rosters()]);
}"""
AGE = """async () => {
  const { keepRoster, rosters } = await import("/static/js/kit_store.js");
  const [one] = await rosters();
  one.roster.expires_at = "2000-01-01T00:00:00Z";
  await keepRoster(one);
}"""


@pytest.mark.parametrize("options", [PHONE, TABLET, DESKTOP], ids=["390", "820", "1280"])
def test_the_desk_offline_and_back(options, browser, shot, axe, cast, session, live_server):
    context = browser.new_context(base_url=live_server.url, **(CHINESE | options))
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in_at(page, cast.organiser, live_server.url)
    page.goto(reverse("desk-session", args=[session.public_id]))
    shot(page, "desk-with-ways")
    page.get_by_role("link", name="带走名单").click()
    assert not DeskToken.objects.exists()
    page.get_by_role("button", name="带走名单").click()
    expect(page.get_by_role("heading", name=session.title)).to_be_visible()
    expect(page.locator(".who")).to_have_count(3)
    until(page, "navigator.serviceWorker.controller !== null")
    axe(page)
    context.set_offline(True)
    page.reload()
    expect(page.locator(".who")).to_have_count(3)
    expect(page.get_by_text("无网络")).to_be_visible()
    page.keyboard.press("Tab")
    page.fill("#text", "heyan")
    page.keyboard.press("Enter")
    expect(page.locator("[data-result]")).to_contain_text("何䶮")
    shot(page, "kit-verdict")
    page.locator("[data-close]").click()
    page.get_by_label("集合").check(force=True)
    page.fill("#bus", "1号车")
    page.get_by_role("button", name="为 沈思 签到").click()
    expect(page.locator(".counter__here")).to_have_text("1")
    expect(page.get_by_text("2 条未上传")).to_be_visible()
    page.locator("[data-close]").click()
    shot(page, "kit-offline")
    for text, verdict in ((f"YX1:{'A' * 150}", "不是"), (NOBODYS, "不在这份名单上")):
        page.fill("#text", text)
        page.keyboard.press("Enter")
        expect(page.locator("[data-result]")).to_contain_text(verdict)
        page.locator("[data-close]").click()
    expect(page.get_by_text("3 条未上传")).to_be_visible()
    assert NOBODYS in page.evaluate(KEPT)
    assert not DeskMark.objects.exists()
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("条未上传")).to_be_hidden()
    expect(page.locator("[data-all-desks]")).to_contain_text("1号车")
    axe(page)
    shot(page, "kit-back")
    assert Attendance.objects.get().registration.person == cast.colleague
    assert set(DeskMark.objects.values_list("stage", "bus")) == {
        ("venue", ""),
        ("meeting", "1号车"),
    }
    assert NOBODYS not in page.evaluate(KEPT), "a pass that was judged does not stay"
    session.cancelled_at = timezone.now()
    session.save()
    page.get_by_role("button", name="立即上传").click()
    expect(page.locator("div[data-called-off]")).to_be_visible()
    page.evaluate(AGE)
    page.reload()
    expect(page.locator("div[data-over]")).to_be_visible()
    assert "何䶮" not in page.evaluate(KEPT), "no name outlives the roster"
    context.close()


def test_signing_out_takes_the_roster_off_the_device(browser, shot, cast, session, live_server):
    context = browser.new_context(base_url=live_server.url, **(CHINESE | PHONE))
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in_at(page, cast.organiser, live_server.url)
    page.goto(reverse("desk-kit") + f"?take={session.public_id}")
    page.get_by_role("button", name="带走名单").click()
    expect(page.locator(".who")).to_have_count(3)
    page.goto(reverse("account_logout"))
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_text("您已退出登录")).to_be_visible()
    until(page, "indexedDB.databases().then(all => all.every(d => d.name !== 'yanxi-desk'))")
    until(page, "caches.keys().then(all => all.length === 0)")
    assert DeskToken.objects.get().revoked_at is not None
    context.close()
