"""What a mail looks like to the program that shows it."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kernel.outbox import drain_once
from notices.enums import Kind
from notices.mails import parts_of
from notices.placeholders import values_of
from publishing import dates
from tests.factories import make_person
from tests.people.signing import PASSWORD, equip, sign_in


def html_of(message):
    """Its second part."""
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    return html


def test_plain_and_html_in_the_persons_language(tell):
    tell(make_person("甲乙", language="en"), text="One.\n\nTwo.")
    drain_once()
    (message,) = mail.outbox
    assert "One.\n\nTwo." in message.body
    assert "http://localhost:8000/en/me/" in message.body
    html = html_of(message)
    assert '<html lang="en">' in html
    assert "View on the site" in html
    assert re.findall(r"font-family:([^,]+),", html) == ["-apple-system", "Georgia"]
    assert "/en/me/notices/preferences/" in html


def test_nothing_is_loaded_from_anywhere_and_no_markup_of_others_gets_in(cast, tell):
    tell(cast.participant, text="<script>x</script><img src=http://x>\n\n{reason}")
    drain_once()
    html = html_of(mail.outbox[0])
    assert "<script>" not in html
    assert not re.search(
        r"<(img|link|script|iframe|object|video|base)\b|url\(|@import|<[^>]*\ssrc=", html
    )
    assert "prefers-color-scheme: dark" in html
    assert re.findall(r"font-family:([^,]+),", html) == ["'PingFang SC'", "'Songti SC'"]


def test_headers_say_who_wrote_and_where_answers_go(cast, tell, settings):
    settings.SITE_URL = "https://study.example.cn"
    notice = tell(cast.participant, reply_to="office@example.cn")
    drain_once()
    (message,) = mail.outbox
    headers = message.message()
    assert headers["Message-ID"] == f"<notice-{notice.public_id}@study.example.cn>"
    assert headers["Reply-To"] == "office@example.cn"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert "直接回复本邮件" in message.body


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("您好！\n\nABCD-EFGH\n\n完", ["text", "code", "text"]),
        ("您好！\n\n738201", ["text", "code"]),
        ("请打开：\n\nhttps://x.cn/a/?b=1", ["text", "link"]),
        ("好\n\nOK\n\nA B", ["text", "text", "text"]),
    ],
)
def test_a_code_and_an_address_stand_out(text, kinds):
    assert [part.kind for part in parts_of(text)] == kinds


def test_codes_for_signing_in_wear_the_same_design(cast):
    client = Client()
    client.post("/accounts/login/code/", {"contact": cast.participant.email})
    (message,) = mail.outbox
    html = html_of(message)
    code = re.search(r'class="code"[^>]*>([^<]+)<', html)[1]
    assert code in message.body
    assert message.subject.removeprefix("[研习] ") in html
    assert message.message()["Auto-Submitted"] == "auto-generated"
    assert message.message()["List-Unsubscribe"] is None


def test_a_message_of_the_organiser_names_the_sender(cast, tell):
    notice = tell(cast.participant, subject="集合\n地点", sender="周明远", title="研修班")
    assert (notice.kind, notice.subject) == (Kind.MESSAGE, "集合 地点")
    assert notice.body == "正文\n\n发送人：周明远\n有关：研修班"


def test_a_warning_names_the_device_and_the_day_as_its_reader_knows_them(cast):
    person, browser = equip(cast.participant), Client()
    sign_in(browser, person.email)
    phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) Mobile/15E148 MicroMessenger/8.0.54"
    new = "hong-shu-lin-4712"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    browser.post(reverse("account_change_password"), form, headers={"User-Agent": phone})
    (message,) = mail.outbox
    assert message.subject == "[研习] 密码已更改"
    assert f"时间：{dates.day(timezone.now(), language='zh-hans')}" in message.body
    assert "设备：iPhone · 微信" in message.body
    assert "Mozilla" not in message.body
    assert "让其他设备退出登录" in html_of(message)


def test_a_deadline_in_a_notice_has_its_date_whenever_it_is_read(cast):
    until = timezone.now()
    assert values_of(cast.participant, {"until": until})["until"] == dates.when(until)
