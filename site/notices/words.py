"""The words of a notice: somebody's own where there are any, else those that the site came with."""

import logging
import re
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from notices.models import Wording
from notices.placeholders import (
    NAME,
    PLACEHOLDERS,
    SENTENCES,
    fill,
    names_of,
    needed_in,
    plain,
    values_of,
)

Words = tuple[str, str]  # subject, body
KEPT = 300  # seconds; the longest that two changes at one instant could leave the older one
INNER = str.maketrans("“”", "‘’")
logger = logging.getLogger(__name__)


def own_words(kind: str) -> dict[str, Words]:
    """Somebody's own words of a kind, by language; kept in the cache, for every notice asks.

    The action that asks writes nothing there before its commit: a cache in the database would lock
    the key for everybody until then. A cache that fails is passed over.
    """
    try:
        until, words = cache.get(_key(kind)) or (0, {})
    except Exception:
        logger.exception("The cache failed; the words of %s were read from their rows", kind)
        until = 0
    if until > time.time():
        return words
    renew(kind)
    return _read(kind)


def renew(kind: str) -> None:
    """Let the words that hold then be kept from the commit on."""
    transaction.on_commit(lambda: keep_words(kind), robust=True)


def keep_words(kind: str) -> None:
    """Put the words that hold now into the cache.

    Their age is kept with them: a key that expires is deleted by whoever reads it, and locked too.
    """
    cache.set(_key(kind), (time.time() + KEPT, _read(kind)), None)


def _read(kind: str) -> dict[str, Words]:
    rows = Wording.objects.filter(kind=kind).exclude(subject="")
    return {row.language: (row.subject, row.body) for row in rows}


def _key(kind: str) -> str:
    return f"notices.own_words:{kind}"


def written(kind: str, person: Any, context: dict[str, Any], own: dict[str, Words]) -> Words:
    """Subject and body for `person`, in the active language, which is the person's."""
    values = values_of(person, context)
    # A number stays one: the plural of a template hangs on it.
    words = {name: text for name, text in values.items() if not isinstance(context.get(name), int)}
    given = {"person": person, "site": settings.SITE_URL, **context, **words}
    sentences = sentences_of(kind, given)
    if chosen := own.get(person.language):
        values |= sentences
        return one_line(fill(chosen[0], values)), tidy(fill(chosen[1], values))
    return parted(plain(render_to_string(f"notices/{kind}.txt", given | sentences)))


def sentences_of(kind: str, given: dict[str, Any]) -> dict[str, str]:
    """What the site says of how it turned out, in the active language: partials of the template."""
    names = [name for name in names_of(kind) if name in SENTENCES]
    return {name: plain(render_to_string(f"notices/{kind}.txt#{name}", given)) for name in names}


def shipped(kind: str, language: str) -> Words:
    """What the site came with, with its placeholders, as somebody may go on from it."""
    names = {name: f"{{{name}}}" for name in names_of(kind)}
    with translation.override(language):
        return parted(render_to_string(f"notices/{kind}.txt", names))


def parted(text: str) -> Words:
    """The first line is the subject, the rest the body."""
    subject, _line, body = text.strip().partition("\n")
    return one_line(subject), tidy(body)


def one_line(text: str) -> str:
    """A subject: a line break in a name never becomes a header."""
    return nested(" ".join(text.split())[:200])


def tidy(text: str) -> str:
    """A body: at most one empty line between two paragraphs."""
    return nested(re.sub(r"\n[ \t]*\n\s*\n", "\n\n", text).strip())


def nested(text: str) -> str:
    """Quotation marks within others as single ones, line by line: “‘两弹一星’精神专题研修班”.

    A line that opens more than it closes, or the other way round, stays as it is.
    """
    return "\n".join(map(_nested_in_line, text.split("\n")))


def _nested_in_line(line: str) -> str:
    if line.count("“") != line.count("”"):
        return line
    depth, found = 0, []
    for sign in line:
        depth += sign == "“"
        found.append(sign.translate(INNER) if depth > 1 else sign)
        depth -= sign == "”"
    return "".join(found)


def mistakes(kind: str, subject: str, body: str) -> dict[str, list[str]]:
    """What is wrong with the placeholders, as sentences, by field (`subject`, `body`)."""
    found: dict[str, list[str]] = {}
    known = names_of(kind)
    listed = pgettext("between names", ", ").join(f"{{{name}}}" for name in known)
    for field, text in (("subject", subject), ("body", body)):
        for name in dict.fromkeys(NAME.findall(text)):
            if name not in known:
                found.setdefault(field, []).append(
                    _("There is no {%(name)s} in this notice. You can use: %(known)s.")
                    % {"name": name, "known": listed}
                )
        if re.search(r"[{}]", NAME.sub("", text)):
            found.setdefault(field, []).append(
                _("Braces are for placeholders alone. You can use: %(known)s.") % {"known": listed}
            )
    used = {*NAME.findall(subject), *NAME.findall(body)}
    for name in needed_in(kind):
        if name not in used:
            found.setdefault("body", []).append(
                _("{%(name)s} is missing: without it the reader does not learn what happened.")
                % {"name": name}
            )
    return found


def make_wordings(using: str = "default", **kwargs: Any) -> None:
    """A row for every kind and language; the same again adds nothing."""
    rows = [
        Wording(kind=kind, language=language)
        for kind in PLACEHOLDERS
        for language, _name in settings.LANGUAGES
    ]
    Wording.objects.using(using).bulk_create(rows, ignore_conflicts=True)
