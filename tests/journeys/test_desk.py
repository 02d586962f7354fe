"""At the door: a pass, a name, a refusal, a line that breaks, the roll call."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from attendance.models import Attendance
from attendance.passes import pass_of, pass_text
from registration.enums import RegistrationState
from tests.factories import make_offering, make_person, make_registration, make_session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session(cast):
    """Four people are expected, one waits."""
    offering = make_offering(unit=cast.city, sessions=0)
    people = [cast.participant, cast.colleague, make_person("沈思", cast.unit)]
    for person in people:
        make_registration(offering, person)
    make_registration(offering, cast.liaison, RegistrationState.WAITLISTED)
    begins = timezone.now() - timedelta(minutes=5)
    return make_session(offering, starts_at=begins, title="从“两弹一星”看科学家精神")


@pytest.fixture
def desk(session):
    return reverse("desk-session", args=[session.public_id])


def scan(page, person):
    """A hand scanner types and presses Enter, wherever the focus is."""
    page.keyboard.type(pass_text(pass_of(person)))
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_check_in(size, request, sign_in, shot, axe, cast, desk):
    page = sign_in(request.getfixturevalue(size)(), cast.organiser)
    page.goto(reverse("desk"))
    axe(page)
    shot(page, f"desk-sessions-{size}")
    page.goto(desk)
    axe(page)
    shot(page, f"desk-{size}")
    verdict, counter = page.locator("[data-result]"), page.locator(".counter__here")

    scan(page, cast.participant)
    expect(verdict).to_contain_text("林𠮷安")
    expect(counter).to_have_text("1")
    expect(page.locator("#text")).to_be_focused()
    axe(page)
    shot(page, f"desk-verdict-{size}")

    page.keyboard.type("heyan")
    expect(page.locator(".who:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(verdict).to_contain_text("何䶮")
    expect(counter).to_have_text("2")
    page.get_by_role("button", name="撤销", exact=True).last.click()
    expect(verdict).to_contain_text("已撤销")
    expect(counter).to_have_text("1")

    scan(page, cast.liaison)
    expect(verdict).to_contain_text("候补中")
    shot(page, f"desk-refused-{size}")


# What a hand feels and an ear hears: kept by the page in place of the phone.
SENSES = """window.felt = []; window.heard = 0;
navigator.vibrate = (shake) => Boolean(felt.push([shake].flat().length));
const make = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () { heard += 1; return make.call(this); };
"""


def test_each_verdict_has_its_colour_sound_and_vibration(phone, sign_in, cast, desk):
    page = sign_in(phone(), cast.organiser)
    page.add_init_script(SENSES)
    page.goto(desk)
    page.locator("#text").click()  # nothing shakes before the phone was touched
    verdicts = (
        (cast.participant, "marked", 1, 2),
        (cast.participant, "repeat", 1, 1),
        (cast.liaison, "refused", 3, 3),
    )
    colours, heard = set(), 0
    for person, tone, shakes, tones in verdicts:
        scan(page, person)
        verdict = page.locator(f".verdict--{tone}")
        expect(verdict).to_be_visible()
        colours.add(verdict.evaluate("shown => getComputedStyle(shown).backgroundColor"))
        heard += tones
        assert page.evaluate("[felt.at(-1), heard]") == [shakes, heard], tone
    assert len(colours) == len(verdicts)


def test_a_broken_line_loses_nothing(phone, sign_in, shot, cast, desk, session):
    page = sign_in(phone(), cast.organiser)
    page.goto(desk)
    expect(page.get_by_text("在线", exact=True)).to_be_visible()
    unsaved = page.locator("[data-unsaved]")
    page.route("**/desk/s/**", lambda route: route.abort("aborted"))
    scan(page, cast.participant)
    expect(unsaved).to_contain_text("尚未保存")
    expect(page.get_by_text("无网络", exact=True)).to_be_visible()
    assert not Attendance.objects.exists()
    shot(page, "desk-offline")
    page.unroute("**/desk/s/**")
    page.reload()  # kept even so, and sent by itself
    expect(unsaved).to_be_hidden()
    expect(page.locator(".counter__here")).to_have_text("1")
    assert Attendance.objects.get().session == session


def test_two_desks_see_each_other(phone, desktop, sign_in, cast, desk):
    here, there = sign_in(phone(), cast.organiser), sign_in(desktop(), cast.admin)
    here.goto(desk)
    there.clock.install()
    there.goto(desk)
    scan(here, cast.participant)
    expect(here.locator(".counter__here")).to_have_text("1")
    there.clock.run_for(11_000)
    expect(there.locator(".counter__here")).to_have_text("1")
    expect(there.locator(".who--here")).to_contain_text("林𠮷安")


@pytest.mark.parametrize("script", [True, False])
def test_roll_call(phone, sign_in, shot, axe, cast, session, script):
    page = sign_in(phone(java_script_enabled=script), cast.organiser)
    page.goto(reverse("desk-roll", args=[session.public_id]))
    if script:
        axe(page)
    row = page.locator(".roll__row", has_text="沈思")
    row.get_by_label("请假").check(force=True)
    page.locator(".roll__rest").get_by_label("出勤").check(force=True)
    shot(page, f"desk-roll-{'script' if script else 'plain'}")
    page.get_by_role("button", name="保存点名").click()
    expect(page.get_by_text("点名已保存")).to_be_visible()
    marks = Attendance.objects.values_list("registration__person__last_name", "status")
    assert dict(marks) == {"林": "present", "何": "present", "沈": "on_leave"}


def test_without_a_script(phone, sign_in, shot, cast, desk):
    page = sign_in(phone(java_script_enabled=False), cast.organiser)
    page.goto(desk)
    page.fill("#text", "heyan")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("button", name="为 何䶮 签到").click()
    expect(page.locator("[data-result]")).to_contain_text("何䶮")
    shot(page, "desk-plain")
    page.get_by_role("link", name="下一位").click()
    expect(page.locator(".counter__here")).to_have_text("1")
