"""Secrets that persons carry: activation codes on paper, tokens in programs. Kept as hashes."""

import hashlib
import secrets
import unicodedata

from django.utils.crypto import salted_hmac

# Neither 0, O, 1, I, L nor the pairs 5 S and U V: read from paper, typed on a phone.
CODE_LETTERS = "2346789ABCDEFGHJKMNPQRTWXYZ"
CODE_LENGTH, CODE_GROUP = 12, 4
TOKEN_START = "yanxi_"  # noqa: S105 - what scanners for leaked secrets look for


def new_code() -> str:
    """12 characters in groups of four, 57 bits: `7KQM-2XWA-9FHT`."""
    text = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return "-".join(text[at : at + CODE_GROUP] for at in range(0, CODE_LENGTH, CODE_GROUP))


def plain_code(text: str) -> str:
    """A code as people type it (lower case, full width, spaces, any dashes) without grouping."""
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(char for char in wide if char.isascii() and char.isalnum())[:40]


def code_digest(text: str) -> str:
    """What the database keeps of a code: keyed, since 57 bits alone could be searched."""
    return salted_hmac("people.activation", plain_code(text), algorithm="sha256").hexdigest()


def new_token() -> str:
    """A secret of 256 bits for a program."""
    return TOKEN_START + secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What the database keeps of a token, which is random: neither salt nor slow hash needed."""
    return hashlib.sha256(token.encode()).hexdigest()
