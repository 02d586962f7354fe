"""What stands in the words of a notice: named values, plain text, never markup and never code.

`PLACEHOLDERS` names for each kind what its words may hold; a kind that is not here has the words
that the site came with and no others. A value is put in once: what looks like a placeholder inside
a name stays what it is.
"""

import re
from datetime import datetime
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
LONG = frozenset({"comment", "message", "notices", "reason", "text"})
ASIDE = re.compile(r"\s?[(（][^(（)）]*\{[a-z_]+\}[^(（)）]*[)）]")

LABELS: dict[str, str | Promise] = {
    "asker": _("name of who asks to join"),
    "closes": _("end of registration"),
    "comment": _("comment of the reviewer"),
    "count": _("number of characters or of notices"),
    "essay_title": _("title of the essay"),
    "message": _("what who asks to join wrote"),
    "name": _("name of the person"),
    "notices": _("the collected notices"),
    "number": _("number of the revision"),
    "old_place": _("place before the change"),
    "old_when": _("time before the change"),
    "place": _("place"),
    "position": _("number on the waiting list"),
    "reason": _("reason given by the organiser"),
    "sender": _("name of the sender"),
    "subject": _("subject that the sender wrote"),
    "task_title": _("title of the essay task"),
    "text": _("text that the sender wrote"),
    "title": _("title of the course or event"),
    "unit": _("name of the unit"),
    "until": _("by when an answer is needed"),
    "what": _("name of the session"),
    "when": _("time"),
}
SAMPLES: dict[str, tuple[str, str]] = {
    "asker": ("何䶮", "He Yan"),
    "closes": ("11月25日（周三）18:00", "Wed 25 Nov, 18:00"),
    "comment": ("请补充第二天在现场的观察。", "Please add what you saw on the second day."),
    "count": ("3", "3"),
    "essay_title": ("站在计算稿前", "Before the Manuscript"),
    "message": ("我在采编部工作。", "I work in acquisitions."),
    "name": ("林吉安", "Lin Ji’an"),
    "notices": ("一、心得已收到：现场笔记", "1. Essay received: Notes on Site"),
    "number": ("2", "2"),
    "old_place": ("昆山 市委党校", "Kunshan Party School"),
    "old_when": ("11月27日（周五）14:00–16:30", "Fri 27 Nov, 14:00–16:30"),
    "place": ("常熟 沙家浜革命历史纪念馆", "Shajiabang Memorial Hall, Changshu"),
    "position": ("4", "4"),
    "reason": ("讲者临时有任务。", "The speaker has been called away."),
    "sender": ("周明远", "Zhou Mingyuan"),
    "subject": ("集合地点提醒", "Where we meet"),
    "task_title": ("现场笔记", "Notes on Site"),
    "text": ("请于 8:30 前在北门集合。", "Please be at the north gate by 8:30."),
    "title": ("国情研修班（第3期）", "Study Course, No. 3"),
    "unit": ("昆山市图书馆", "Kunshan Library"),
    "until": ("11月26日（周四）12:00", "Thu 26 Nov, 12:00"),
    "what": ("开班第一课", "First Lesson"),
    "when": ("11月28日（周六）14:00–16:30", "Sat 28 Nov, 14:00–16:30"),
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
    Kind.ESSAY_RECEIVED: ("task_title", "essay_title", "number", "count"),
    Kind.ESSAY_RETURNED: ("task_title", "essay_title", "comment"),
    Kind.ESSAY_ACCEPTED: ("task_title", "essay_title", "comment"),
    Kind.ESSAY_PROPOSED: ("task_title", "essay_title", "comment"),
    Kind.ESSAY_NOT_ACCEPTED: ("task_title", "essay_title", "comment"),
    Kind.ESSAY_DUE: ("task_title", "until"),
    Kind.ESSAY_EXTENDED: ("task_title", "until", "reason"),
    Kind.JOIN_ASKED: ("asker", "unit", "message"),
    Kind.JOINED: ("unit",),
    Kind.JOIN_DECLINED: ("unit", "reason"),
    Kind.MESSAGE: ("title", "subject", "text", "sender"),
    Kind.DIGEST: ("count", "notices"),
}
# Without these the reader would not learn what the notice is for.
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
    Kind.ESSAY_DUE: ("until",),
    Kind.ESSAY_EXTENDED: ("until",),
    Kind.JOIN_ASKED: ("asker",),
    Kind.JOIN_DECLINED: ("reason",),
    Kind.MESSAGE: ("subject", "text"),
    Kind.DIGEST: ("notices",),
}


def names_of(kind: str) -> tuple[str, ...]:
    """What the words of a kind may hold, the person's name included."""
    return ("name", *PLACEHOLDERS[kind])


def sample_of(kind: str, language: str) -> dict[str, str]:
    """An invented value for each placeholder of a kind."""
    index = 0 if dates.in_chinese(language) else 1
    return {name: SAMPLES[name][index] for name in names_of(kind)}


def plain(value: Any) -> str:
    """A value as text that can do no harm in a mail: no control character, not endless."""
    if value is None:
        return ""
    text = str(value).replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"\n{3,}", "\n\n", UNSEEN.sub("", text))[:LONGEST].strip()


def values_of(person: Any, context: dict[str, Any]) -> dict[str, str]:
    """Every placeholder that a context can fill, in the active language."""
    session, revision = context.get("session"), context.get("revision")
    found = {name: plain(context.get(name)) for name in LABELS}
    found["name"] = plain(person.name)
    if revision is not None:
        found["essay_title"] = plain(revision.title)
        found["number"], found["count"] = str(revision.number), str(revision.characters)
    found |= {name: " ".join(found[name].split()) for name in found if name not in LONG}
    if session is not None and session.starts_at:
        found["when"] = dates.when(session.starts_at, session.ends_at)
    if isinstance(context.get("until"), datetime):
        # With its date: what is "today" in a mail is not today when somebody opens it.
        found["until"] = dates.when(context["until"])
    if getattr(context.get("offering"), "closes_at", None):
        found["closes"] = dates.when(context["offering"].closes_at)
    if context.get("old_starts_at"):
        found["old_when"] = dates.when(context["old_starts_at"], context.get("old_ends_at"))
    for now, before in (("when", "old_when"), ("place", "old_place")):
        if found[now] == found[before]:
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
