"""What stands in the words of a notice: named values, plain text, never markup and never code.

`PLACEHOLDERS` names for each kind what its words may hold. Most are values; where the words depend
on how something turned out, a whole sentence is one (`SENTENCES`): a partial of that name in the
template of the kind. A value is put in once: what looks like a placeholder inside a name stays what
it is.
"""

import re
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notices.enums import Kind
from publishing import dates

NAME = re.compile(r"\{([a-z_]+)\}")
# Control characters, and those that turn the direction of what follows: nobody types them.
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
LONGEST = 50_000
# What may run over several lines; everything else is put on one.
LONG = frozenset({"ahead", "comment", "happened", "message", "names", "notices", "reason", "text"})
# Which the site words itself, by how it turned out.
SENTENCES = frozenset({"ahead", "happened", "heading", "receipt"})
ASIDE = re.compile(r"\s?[(（][^(（)）]*\{[a-z_]+\}[^(（)）]*[)）]")

LABELS: dict[str, str | Promise] = {
    "ahead": _("what follows from it, in the site's own sentence"),
    "asked": _("number that is asked for"),
    "asker": _("name of who asks"),
    "closes": _("end of registration"),
    "comment": _("comment of the reviewer"),
    "count": _("number of characters or of notices"),
    "essay_title": _("title of the essay"),
    "former": _("name of who had the place before"),
    "happened": _("what happened, in the site's own sentences"),
    "heading": _("what happened, as the site's own subject says it"),
    "holder": _("name of who has the place"),
    "hours": _("credit hours"),
    "message": _("what who asks to join wrote"),
    "missed": _("name of the session that was missed"),
    "missing": _("number that is missing"),
    "name": _("name of the person"),
    "names": _("names of the people concerned"),
    "notices": _("the collected notices"),
    "number": _("number of the revision"),
    "old_place": _("place before the change"),
    "old_when": _("time before the change"),
    "other": _("name of the other person"),
    "place": _("place"),
    "position": _("number on the waiting list"),
    "reason": _("reason given"),
    "receipt": _("receipt number and check sum"),
    "role": _("role in the unit"),
    "sender": _("name of the sender"),
    "sentence": _("what the record says"),
    "since": _("from when on"),
    "span": _("time of the leave"),
    "status": _("what the mark says"),
    "subject": _("subject that the sender wrote"),
    "target": _("title of the other offering"),
    "task_title": _("title of the essay task"),
    "text": _("text that the sender wrote"),
    "title": _("title of the course, event or list"),
    "unit": _("name of the unit"),
    "until": _("by when, or until when"),
    "what": _("name of the session"),
    "when": _("time"),
}
PLACEHOLDERS: dict[str, tuple[str, ...]] = {
    Kind.CONFIRMED: ("title", "when", "place", "reason"),
    Kind.WAITLISTED: ("title", "position", "reason"),
    Kind.PENDING: ("title",),
    Kind.PROMOTED: ("title", "when", "place"),
    Kind.OFFERED: ("title", "when", "place", "until"),
    Kind.OFFER_EXPIRED: ("title",),
    Kind.INVITED: ("title", "when", "place", "closes"),
    Kind.DECLINED: ("title", "reason"),
    Kind.WITHDRAWN: ("title",),
    Kind.REMOVED: ("title", "reason"),
    Kind.CHANGED: ("title", "what", "when", "old_when", "place", "old_place"),
    Kind.RECONFIRM: ("title", "what", "when", "old_when", "place", "old_place", "until"),
    Kind.SESSION_CANCELLED: ("title", "what", "when", "reason"),
    Kind.CANCELLED: ("title", "reason"),
    Kind.ESSAY_RECEIVED: ("task_title", "essay_title", "number", "count", "receipt"),
    Kind.ESSAY_RETURNED: ("task_title", "essay_title", "comment"),
    Kind.ESSAY_ACCEPTED: ("task_title", "essay_title", "comment"),
    Kind.ESSAY_PROPOSED: ("task_title", "essay_title", "comment"),
    Kind.ESSAY_NOT_ACCEPTED: ("task_title", "essay_title", "comment"),
    Kind.ESSAY_DUE: ("task_title", "until", "heading", "happened"),
    Kind.ESSAY_EXTENDED: ("task_title", "until", "reason"),
    Kind.JOIN_ASKED: ("asker", "unit", "message"),
    Kind.JOINED: ("unit",),
    Kind.JOIN_DECLINED: ("unit", "reason"),
    Kind.ROLE_CHANGED: ("unit", "role", "other", "since", "until", "heading", "happened"),
    Kind.MOVED: ("title", "target", "reason"),
    Kind.BELOW_MINIMUM: ("title", "happened"),
    Kind.SEATS_DIFFER: ("happened",),
    Kind.ESSAYS_ASSIGNED: ("task_title", "count", "happened"),
    Kind.ESSAY_NUMBERS: ("task_title", "unit", "until", "asked", "missing"),
    Kind.PLACES_MOVED: ("title", "unit", "heading", "happened", "reason", "ahead"),
    Kind.TRANSFER_PROPOSED: ("title", "heading", "happened"),
    Kind.MILESTONE: ("title", "unit", "heading", "happened"),
    Kind.NOMINATED: ("title", "unit", "happened", "when", "place"),
    Kind.ADMITTED: ("title", "when", "place", "reason"),
    Kind.NOMINATION_ENDED: ("title", "unit", "reason"),
    Kind.NOMINEE_DECLINED: ("title", "unit", "other", "reason"),
    Kind.NOMINEES_DECIDED: ("title", "unit", "names", "heading", "happened", "reason", "ahead"),
    Kind.SUBSTITUTED: ("title", "other", "reason"),
    Kind.HAND_OVER_ASKED: ("title", "holder", "until", "when", "place", "reason"),
    Kind.HAND_OVER_ENDED: ("title", "heading", "happened"),
    Kind.CHANGED_HANDS: ("title", "former", "other", "reason"),
    Kind.LEAVE_ASKED: ("title", "asker", "span", "hours"),
    Kind.LEAVE_DECIDED: ("title", "span", "hours", "heading", "happened", "reason"),
    Kind.LEAVE_CHANGED: ("title", "asker", "span", "hours", "heading", "happened"),
    Kind.LEAVE_RETURN: ("title", "span"),
    Kind.OBJECTED: ("title", "asker", "what", "status"),
    Kind.OBJECTION_ANSWERED: ("title", "what", "status", "heading", "happened", "reason"),
    Kind.GUEST_ASKED: ("title", "asker", "what", "missed"),
    Kind.GUEST_DECIDED: ("title", "what", "missed", "heading", "happened", "reason"),
    Kind.ATTENDANCE: ("title", "sentence"),
    Kind.EXPORTED: ("title", "heading", "happened"),
    Kind.MESSAGE: ("title", "subject", "text", "sender"),
    Kind.DIGEST: ("count", "notices"),
}
# What must be there, beside the sentence of what happened wherever there is one: see `needed_in`.
NEEDED: dict[str, tuple[str, ...]] = {
    Kind.WAITLISTED: ("position",),
    Kind.DECLINED: ("reason",),
    Kind.REMOVED: ("reason",),
    Kind.CHANGED: ("what", "when", "place"),
    Kind.RECONFIRM: ("what", "when", "place", "until"),
    Kind.OFFERED: ("until",),
    Kind.SESSION_CANCELLED: ("what", "when", "reason"),
    Kind.CANCELLED: ("title", "reason"),
    Kind.ESSAY_RETURNED: ("comment",),
    Kind.ESSAY_EXTENDED: ("until",),
    Kind.JOIN_ASKED: ("asker",),
    Kind.JOIN_DECLINED: ("reason",),
    Kind.MOVED: ("title", "target"),
    Kind.ESSAY_NUMBERS: ("until", "missing"),
    Kind.ADMITTED: ("title",),
    Kind.NOMINATION_ENDED: ("title",),
    Kind.NOMINEE_DECLINED: ("other",),
    Kind.SUBSTITUTED: ("title",),
    Kind.HAND_OVER_ASKED: ("holder", "until"),
    Kind.CHANGED_HANDS: ("former", "other"),
    Kind.LEAVE_ASKED: ("asker",),
    Kind.LEAVE_RETURN: ("title",),
    Kind.OBJECTED: ("asker", "what"),
    Kind.OBJECTION_ANSWERED: ("happened", "reason"),
    Kind.GUEST_ASKED: ("asker", "what"),
    Kind.ATTENDANCE: ("sentence",),
    Kind.MESSAGE: ("subject", "text"),
    Kind.DIGEST: ("notices",),
}


def names_of(kind: str) -> tuple[str, ...]:
    """What the words of a kind may hold, the person's name included."""
    return ("name", *PLACEHOLDERS[kind])


def needed_in(kind: str) -> tuple[str, ...]:
    """Without which the reader would not learn what the notice is for."""
    if "happened" in PLACEHOLDERS[kind]:
        return NEEDED.get(kind, ("happened",))
    return NEEDED.get(kind, ())


def plain(value: Any) -> str:
    """A value as text that can do no harm in a mail: no control character, not endless."""
    if value is None:
        return ""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n{3,}", "\n\n", UNSEEN.sub("", text))[:LONGEST].strip()


def values_of(person: Any, context: dict[str, Any]) -> dict[str, str]:
    """Every placeholder that a context can fill, in the active language."""
    revision, posting = context.get("revision"), context.get("posting")
    found = {name: plain(context.get(name)) for name in LABELS}
    found["name"] = plain(person.name)
    if revision is not None:
        found["essay_title"] = plain(revision.title)
        found["number"], found["count"] = str(revision.number), str(revision.characters)
    if posting is not None:
        found["reason"] = plain(posting.reason)
    found |= {name: " ".join(found[name].split()) for name in found if name not in LONG}
    return _with_times(found, context)


def _with_times(found: dict[str, str], context: dict[str, Any]) -> dict[str, str]:
    """With the instants of a context as the active language writes them."""
    session = context.get("session")
    if session is not None and session.starts_at:
        found["when"] = dates.when(session.starts_at, session.ends_at)
    found |= {
        name: dates.plain_day(context[name])
        for name in ("since", "until")
        if isinstance(context.get(name), date)
    }
    if isinstance(context.get("until"), datetime):
        # With its date: what is "today" in a mail is not today when somebody opens it.
        found["until"] = dates.when(context["until"])
    if getattr(context.get("offering"), "closes_at", None):
        found["closes"] = dates.when(context["offering"].closes_at)
    if context.get("old_starts_at"):
        found["old_when"] = dates.when(context["old_starts_at"], context.get("old_ends_at"))
    for now, before in (("when", "old_when"), ("place", "old_place")):
        if found[now] in {"", found[before]}:
            found[before] = ""
    return found


def fill(text: str, values: dict[str, str]) -> str:
    """`text` with its placeholders filled; lines and paragraphs left with nothing are left out.

    What stands in parentheses goes when all its placeholders are empty, so does a line, and a
    paragraph when all such lines of it went.
    """
    text = ASIDE.sub(lambda m: "" if _is_empty(m[0], values) else m[0], text)
    paragraphs = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = paragraph.split("\n")
        speaking = [line for line in lines if NAME.search(line)]
        kept = [line for line in lines if not _is_empty(line, values)]
        if speaking and not any(line in kept for line in speaking):
            continue
        paragraphs.append("\n".join(kept))
    return NAME.sub(lambda m: values.get(m[1], m[0]), "\n\n".join(paragraphs)).strip()


def _is_empty(line: str, values: dict[str, str]) -> bool:
    names = NAME.findall(line)
    return bool(names) and not any(values.get(name) for name in names)
