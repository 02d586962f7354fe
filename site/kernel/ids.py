"""Public ids: what stands in addresses instead of database keys."""

import re
import secrets
from typing import Any

from django.db import models

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base32, lower case
LENGTH = 12
PATTERN = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_public_id() -> str:
    """Return 12 random Crockford base32 characters (60 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdField(models.CharField):
    """A unique, unchangeable random id that is safe to show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_length": LENGTH, "unique": True, "editable": False}
        kwargs.setdefault("default", new_public_id)
        super().__init__(*args, **kwargs)


class PublicIdConverter:
    """URL converter `<oid:public_id>`: anything else is a 404 before a query is made."""

    regex = PATTERN.pattern

    def to_python(self, value: str) -> str:
        """Return the id as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return the id as it is."""
        return str(value)
