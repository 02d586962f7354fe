"""How often a password may be wrong: by account and device, since hundreds share one address.

A device that an account was signed in on before carries a signed cookie and has a count of its own.
So whoever tries passwords on somebody's account slows down the devices nobody has signed in on, and
never the owner's own. It follows OWASP's "Slow Down Online Guessing Attacks with Device Cookies".

Failures are also counted by address, far above what an office of hundreds mistypes: that stops one
password from being tried on every account. Everything lives in the cache, be it Redis or a table.
"""

import secrets
import time
from typing import Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from people.numbers import normal_phone

NEW_DEVICE = {"failed": "5/5m/key,60/d/key"}
KNOWN_DEVICE = {"failed": "10/5m/key,100/d/key"}
# Wrong passwords of everybody behind one address, in ten minutes.
ADDRESS_MOST, ADDRESS_WINDOW = 600, 600
LOGINS_KEPT = 10  # a desk computer knows its last users
COOKIE_AGE = 60 * 60 * 24 * 365
SALT = "people.device"


def plain_login(text: str) -> str:
    """An address or number as it is counted, however it was typed."""
    try:
        return normal_phone(text)
    except ValueError:
        return text.strip().casefold()


def count_attempt(request: HttpRequest, login: str) -> Any:
    """Count one try at `login`; the usage to roll back when it was right, None when too many."""
    if cache.get(_address_key(request), 0) >= ADDRESS_MOST:
        return None
    name = plain_login(login)
    device, known = _read(request)
    if _mark(name) in known:
        return _consume(request, KNOWN_DEVICE, f"{device}:{name}")
    return _consume(request, NEW_DEVICE, name)


def count_failure(request: HttpRequest) -> None:
    """Count a wrong password by address."""
    key = _address_key(request)
    if not cache.add(key, 1, ADDRESS_WINDOW):
        try:
            cache.incr(key)
        except ValueError:  # it ran out in between
            cache.set(key, 1, ADDRESS_WINDOW)


def remember_device(request: HttpRequest, response: HttpResponse, person: Any) -> None:
    """Let the device be known for whatever `person` signs in with."""
    device, known = _read(request)
    own = [_mark(plain_login(login)) for login in (person.email, person.phone) if login]
    marks = own + [mark for mark in known if mark not in own]
    response.set_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        ".".join([device, *marks[:LOGINS_KEPT]]),
        salt=SALT,
        max_age=COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        text = request.get_signed_cookie(
            settings.DEVICE_COOKIE_NAME, "", salt=SALT, max_age=COOKIE_AGE
        )
    except BadSignature:
        text = ""
    device, *known = (text or secrets.token_hex(8)).split(".")
    return device, known


def _mark(name: str) -> str:
    return salted_hmac(SALT, name, algorithm="sha256").hexdigest()[:16]


def _consume(request: HttpRequest, limits: dict[str, str], key: str) -> Any:
    return ratelimit.consume(request, app="people", action="failed", config=limits, key=key)


def _address_key(request: HttpRequest) -> str:
    return f"people:failed:{ratelimit.get_ip(request)}:{int(time.time()) // ADDRESS_WINDOW}"
