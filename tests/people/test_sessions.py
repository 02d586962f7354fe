"""Where a person is signed in, in words, and signing out there from here."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kernel.models import AuditRow
from people.devices import described, name_of
from tests.factories import Cast
from tests.people.signing import equip, sign_in, who

pytestmark = pytest.mark.django_db
WECHAT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.54"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0"
    " Safari/537.36 Edg/131.0"
)


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (WECHAT, "iPhone · 微信"),
        (EDGE, "Windows 电脑 · Edge"),
        (
            "Mozilla/5.0 (Linux; Android 14; HUAWEI) Mobile HuaweiBrowser/15",
            "安卓手机 · 华为浏览器",
        ),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) ArkWeb Mobile", "鸿蒙设备"),
        ("Mozilla/5.0 (X11; Linux x86_64; UOS) Firefox/115", "统信 UOS 电脑 · Firefox"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/18 Safari/605", "Mac · Safari"),
        ("curl/8", "未知设备"),
        ("", "未知设备"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(user_agent: str, words: str) -> None:
    with override("zh-hans"):
        assert described(user_agent) == words


def test_the_others_are_signed_out_from_here(cast: Cast) -> None:
    person = equip(cast.participant)
    here, there = Client(), Client()
    sign_in(here, str(person.email), headers={"User-Agent": EDGE})
    sign_in(there, str(person.email), headers={"User-Agent": WECHAT})
    page = here.get(reverse("usersessions_list"), headers={"User-Agent": EDGE}).content.decode()
    assert "Windows 电脑 · Edge" in page
    assert "iPhone · 微信" in page
    assert page.count("本机") == 1
    here.post(reverse("usersessions_list"), headers={"User-Agent": EDGE})
    assert who(here) == person.pk
    assert there.get("/me/").status_code == 302
    alone = here.get(reverse("usersessions_list")).content.decode()
    assert "您没有在其他设备上登录" in alone


def test_one_device_is_signed_out_and_the_others_stay(cast: Cast) -> None:
    person = equip(cast.participant)
    here, there, elsewhere = Client(), Client(), Client()
    for browser in (here, there, elsewhere):
        sign_in(browser, str(person.email), headers={"User-Agent": WECHAT})
    page = here.get(reverse("usersessions_list"), headers={"User-Agent": WECHAT}).content.decode()
    name = name_of(str(there.session.session_key))
    assert page.count('name="device"') == 2, "the one in hand is signed out by signing out"
    assert str(there.session.session_key) not in page
    answer = here.post(reverse("device-end"), {"device": name}, follow=True)
    assert "“iPhone · 微信”已退出登录" in answer.content.decode()
    assert (who(here), who(elsewhere)) == (person.pk, person.pk)
    assert there.get("/me/").status_code == 302
    row = AuditRow.objects.get(action="people.sign_out_device")
    assert (row.about, row.changes) == (person, {})
    again = here.post(reverse("device-end"), {"device": name}, follow=True)
    assert "此前已退出登录" in again.content.decode()


def test_nobody_signs_a_device_of_another_out(cast: Cast) -> None:
    theirs, mine = Client(), Client()
    sign_in(theirs, str(equip(cast.participant).email))
    mine.force_login(cast.stranger)
    name = name_of(str(theirs.session.session_key))
    mine.post(reverse("device-end"), {"device": name})
    assert who(theirs) == cast.participant.pk
    assert not AuditRow.objects.filter(action="people.sign_out_device").exists()
