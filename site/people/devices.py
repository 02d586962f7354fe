"""What a browser calls itself, in words that its owner knows it by; and its name in addresses."""

import re

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The first that is found counts: every browser claims to be those before it in history.
DEVICES: list[tuple[str, str | Promise]] = [
    (r"iPad", _("iPad")),
    (r"iPhone", _("iPhone")),
    (r"HarmonyOS|OpenHarmony", _("HarmonyOS device")),
    (r"Android.*Mobile", _("Android phone")),
    (r"Android", _("Android tablet")),
    (r"Windows", _("Windows computer")),
    (r"Macintosh|Mac OS X", _("Mac")),
    (r"UOS|Uniontech", _("UOS computer")),
    (r"Kylin", _("Kylin computer")),
    (r"Linux|X11", _("Linux computer")),
]
BROWSERS: list[tuple[str, str | Promise]] = [
    (r"wxwork", _("WeCom")),
    (r"MicroMessenger", _("WeChat")),
    (r"DingTalk", _("DingTalk")),
    (r"Lark|Feishu", _("Feishu")),
    (r"HuaweiBrowser", _("Huawei Browser")),
    (r"MiuiBrowser", _("Xiaomi Browser")),
    (r"HeyTapBrowser|OppoBrowser", _("OPPO Browser")),
    (r"VivoBrowser", _("vivo Browser")),
    (r"MQQBrowser|QQBrowser", _("QQ Browser")),
    (r"UCBrowser|UBrowser", _("UC Browser")),
    (r"QIHU|360SE|360EE|QHBrowser", _("360 Browser")),
    (r"Edg(e|A|iOS)?/", _("Edge")),
    (r"Firefox|FxiOS", _("Firefox")),
    (r"Chrome|CriOS|Chromium", _("Chrome")),
    (r"Safari", _("Safari")),
]


def device_of(user_agent: str) -> str | Promise:
    """`Android phone`; `unknown device` for what tells nothing."""
    return _first(DEVICES, user_agent) or _("unknown device")


def browser_of(user_agent: str) -> str | Promise:
    """`WeChat`; empty for what tells nothing."""
    return _first(BROWSERS, user_agent)


def described(user_agent: str) -> str:
    """The kind of device, with the browser after a middle dot where it is known."""
    browser = str(browser_of(user_agent))
    return f"{device_of(user_agent)} · {browser}" if browser else str(device_of(user_agent))


def name_of(session_key: str) -> str:
    """What a page calls a sign-in by: neither the key of the session, nor that of its row."""
    return salted_hmac("people.devices", session_key, algorithm="sha256").hexdigest()[:24]


def _first(known: list[tuple[str, str | Promise]], text: str) -> str | Promise:
    return next((name for pattern, name in known if re.search(pattern, text)), "")
