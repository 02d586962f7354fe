"""Who may be let in at a door: a name that this very desk saw, signed for ten minutes.

Whoever works at the desk of a session looks people up within reach, or scans a pass; only such a
person can be let in, so the form carries a signature and no bare id.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing

from people.rules import follow_people

SALT = "attendance.walk_in"
GOOD_FOR = timedelta(minutes=10)
SHOWN = 8
SHORTEST_LATIN, SHORTEST_HAN = 3, 2


def ticket_of(session: Any, person: Any) -> str:
    """What the button that lets `person` in carries."""
    return signing.dumps([session.public_id, person.public_id], salt=SALT)


def person_of(session: Any, text: str) -> Any:
    """The person that a button of this session's desk names; None when it is old or foreign."""
    try:
        session_id, public_id = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError):
        return None
    if session_id != session.public_id:
        return None
    return get_user_model().objects.filter(public_id=public_id, is_active=True).first()


def is_long_enough(text: str) -> bool:
    """Whether a search is narrow enough: two Han characters, or three letters or digits."""
    key = "".join(text.split())
    return len(key) >= (SHORTEST_LATIN if key.isascii() else SHORTEST_HAN)


def findable(by: Any, text: str) -> list[Any]:
    """The first few people within `by`'s reach whom `text` finds, by name, pinyin or number."""
    people = follow_people.visible(by).filter(is_active=True).searched(text)
    return list(people.with_units().order_by("name_key", "pk")[:SHOWN])
