"""The pass: a short signed text that a QR code carries, and what such a text means.

`YX1:<serial>:<tag>` with an 80-bit serial and an 80-bit HMAC-SHA-256 tag, both base32. All of it is
in the QR alphabet of capitals, so that the code stays small enough for a scratched screen. It is
no address: another scanner finds nothing to open in it.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from attendance.models import Pass

PREFIX = "YX1:"
TAG_BYTES = 10
_SALT = "attendance.pass.1"
_SHAPE = re.compile(r"YX1:([0-9A-Z]{16,20}):([A-Z2-7]{16})")


def pass_of(person: Any) -> Pass:
    """The valid pass of `person`, made on first need; two askers at once get the same one."""
    made, _new = Pass.objects.get_or_create(person=person, revoked_at=None)
    return made


def passes_of(people: Iterable[Any]) -> dict[int, Pass]:
    """The valid passes of many, by key of the person; those who have none get one.

    Three statements at most; two askers at once end with the same passes.
    """
    wanted = {person.pk for person in people}
    valid = Pass.objects.filter(person__in=wanted, revoked_at=None)
    found = {row.person_id: row for row in valid}
    if lacking := wanted - set(found):
        Pass.objects.bulk_create(
            [Pass(person_id=key) for key in sorted(lacking)], ignore_conflicts=True
        )
        found = {row.person_id: row for row in valid.all()}
    return found


def pass_text(pass_: Pass) -> str:
    """What the QR code of a pass holds."""
    serial = pass_.serial.upper()
    return f"{PREFIX}{serial}:{_tag(serial, settings.SECRET_KEY)}"


def looks_like_pass(text: str) -> bool:
    """Whether `text` was meant as one of our passes, genuine or not."""
    return _normal(text).startswith(PREFIX)


def read_pass(text: str) -> Pass | None:
    """The pass that `text` names; None when it is foreign or forged.

    A revoked pass is returned as well: its `revoked_at` tells.
    """
    return read_passes({text}).get(text)


def read_passes(texts: Iterable[str]) -> dict[str, Pass]:
    """The passes that texts name, by text; foreign and forged ones are left out. One query."""
    serials = {text: serial for text in texts if (serial := serial_of(text))}
    rows = Pass.objects.select_related("person").filter(serial__in=set(serials.values()))
    found = {row.serial: row for row in rows} if serials else {}
    return {text: found[serial] for text, serial in serials.items() if serial in found}


def fingerprints(pass_: Pass) -> list[str]:
    """What a device without signal knows a pass by: it cannot make the pass from them.

    First the pass as it is shown today, then as it was printed under each key that still counts.
    """
    serial = pass_.serial.upper()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    texts = [f"{PREFIX}{serial}:{_tag(serial, key)}" for key in keys]
    return [hashlib.sha256(text.encode()).hexdigest()[:32] for text in texts]


def serial_of(text: str) -> str:
    """The serial in a genuine pass; empty for anything else."""
    parts = _SHAPE.fullmatch(_normal(text))
    if parts is None:
        return ""
    serial, tag = parts.groups()
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    # Every key is tried, so that the time taken says nothing about which one fits.
    genuine = [constant_time_compare(tag, _tag(serial, key)) for key in keys]
    return serial.lower() if any(genuine) else ""


def _tag(serial: str, key: Any) -> str:
    digest = salted_hmac(_SALT, serial, secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest[:TAG_BYTES]).decode()


def _normal(text: str) -> str:
    """What a hand scanner typed through a Chinese input method: full width, either case."""
    return unicodedata.normalize("NFKC", text).strip().upper()
