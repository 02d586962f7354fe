"""The words of a notice: somebody's own where there are any, else those that the site came with."""

import re
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from notices.models import Wording
from notices.placeholders import NAME, NEEDED, PLACEHOLDERS, fill, names_of, plain, values_of

Words = tuple[str, str]  # subject, body
KEPT = 300  # seconds; the longest that two changes at one instant could leave the older one


def own_words(kind: str) -> dict[str, Words]:
    """Somebody's own words of a kind, by language; kept in the cache, for every notice asks."""
    found: dict[str, Words] | None = cache.get_or_set(_key(kind), lambda: _read(kind), KEPT)
    return found or {}


def renew(kind: str) -> None:
    """Let changed words hold from their commit on.

    A reader that read the old ones just before adds nothing to a key that is there already.
    """
    transaction.on_commit(lambda: cache.set(_key(kind), _read(kind), KEPT))


def _read(kind: str) -> dict[str, Words]:
    rows = Wording.objects.filter(kind=kind).exclude(subject="")
    return {row.language: (row.subject, row.body) for row in rows}


def _key(kind: str) -> str:
    return f"notices.words:{kind}"


def written(kind: str, person: Any, context: dict[str, Any], own: dict[str, Words]) -> Words:
    """Subject and body for `person`, in the active language, which is the person's."""
    values = values_of(person, context)
    if chosen := own.get(person.language):
        return one_line(fill(chosen[0], values)), tidy(fill(chosen[1], values))
    # A number stays one: the plural of a template hangs on it.
    words = {name: text for name, text in values.items() if not isinstance(context.get(name), int)}
    given = {"person": person, "site": settings.SITE_URL, **context, **words}
    return parted(plain(render_to_string(f"notices/{kind}.txt", given)))


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
    return " ".join(text.split())[:200]


def tidy(text: str) -> str:
    """A body: at most one empty line between two paragraphs."""
    return re.sub(r"\n[ \t]*\n\s*\n", "\n\n", text).strip()


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
    for name in NEEDED.get(kind, ()):
        if name not in used:
            found.setdefault("body", []).append(
                _("{%(name)s} is missing: without it the reader does not learn what happened.")
                % {"name": name}
            )
    return found


def make_wordings(using: str = "default", **kwargs: Any) -> None:
    """A row for every kind and language whose words can be changed; the same again adds nothing."""
    rows = [
        Wording(kind=kind, language=language)
        for kind in PLACEHOLDERS
        for language, _name in settings.LANGUAGES
    ]
    Wording.objects.using(using).bulk_create(rows, ignore_conflicts=True)
