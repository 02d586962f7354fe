"""The link in a mail that turns its kind off: signed, for one person and one kind, without end.

It can do nothing but that, so it needs no sign-in; a mail may be read years later, so it never
runs out (RFC 8058 wants it to work as long as mails come).
"""

from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.core import signing

from notices.enums import MANDATORY, Kind

SALT = "notices.unsubscribe"


class Wish(NamedTuple):
    """Whose mails of which kind shall end."""

    person: Any
    kind: Kind


def token_of(person: Any, kind: str) -> str:
    """What stands in the address."""
    return signing.dumps([person.public_id, str(kind)], salt=SALT, compress=True)


def wish_of(token: str) -> Wish | None:
    """Whom and what a token is about; None for one that is not ours."""
    try:
        public_id, kind = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    person = get_user_model().objects.filter(public_id=public_id, is_active=True).first()
    if person is None or kind not in Kind.values or kind in MANDATORY:
        return None
    return Wish(person, Kind(kind))
