"""Invented values for the preview of words: a notice as somebody would get it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from notices.enums import Kind
from notices.placeholders import names_of
from notices.words import sentences_of
from publishing import dates

SAMPLES: dict[str, tuple[str, str]] = {
    "asked": ("12", "12"),
    "asker": ("何䶮", "He Yan"),
    "closes": ("11月25日（周三）18:00", "Wed 25 Nov, 18:00"),
    "comment": ("请补充第二天在现场的观察。", "Please add what you saw on the second day."),
    "count": ("3", "3"),
    "essay_title": ("站在计算稿前", "Before the Manuscript"),
    "former": ("周明远", "Zhou Mingyuan"),
    "holder": ("周明远", "Zhou Mingyuan"),
    "hours": ("3学时", "3 credit hours"),
    "message": ("我在采编部工作。", "I work in acquisitions."),
    "missed": ("世界遗产的保护", "Protecting World Heritage"),
    "missing": ("5", "5"),
    "name": ("林吉安", "Lin Ji’an"),
    "names": ("何䶮\n林吉安", "He Yan\nLin Ji’an"),
    "notices": ("一、心得已收到：现场笔记", "1. Essay received: Notes on Site"),
    "number": ("2", "2"),
    "old_place": ("昆山 市委党校", "Kunshan Party School"),
    "old_when": ("11月27日（周五）14:00–16:30", "Fri 27 Nov, 14:00–16:30"),
    "other": ("何䶮", "He Yan"),
    "place": ("常熟 沙家浜革命历史纪念馆", "Shajiabang Memorial Hall, Changshu"),
    "position": ("4", "4"),
    "reason": ("讲者临时有任务。", "The speaker has been called away."),
    "role": ("联络员", "liaison"),
    "sender": ("周明远", "Zhou Mingyuan"),
    "sentence": ("您在3节课上还没有记录。", "There is no mark of yours for 3 sessions."),
    "since": ("11月28日", "28 Nov"),
    "span": ("11月28日（周六）14:00–16:30", "Sat 28 Nov, 14:00–16:30"),
    "status": ("缺席", "absent"),
    "subject": ("集合地点提醒", "Where we meet"),
    "target": ("国情研修班（第4期）", "Study Course, No. 4"),
    "task_title": ("现场笔记", "Notes on Site"),
    "text": ("请于 8:30 前在北门集合。", "Please be at the north gate by 8:30."),
    "title": ("国情研修班（第3期）", "Study Course, No. 3"),
    "unit": ("昆山市图书馆", "Kunshan Library"),
    "until": ("11月26日（周四）12:00", "Thu 26 Nov, 12:00"),
    "what": ("开班第一课", "First Lesson"),
    "when": ("11月28日（周六）14:00–16:30", "Sat 28 Nov, 14:00–16:30"),
}
REVISION = SimpleNamespace(
    title="站在计算稿前",
    number=2,
    characters=1200,
    receipt_number="X1-0042-2",
    digest="9f86d081884c7d65",
)
POSTING = SimpleNamespace(delta=3, reason="", get_kind_display=_("granted"))
# How it turned out, where the site's own sentences depend on that.
FACTS: dict[str, dict[str, Any]] = {
    Kind.BELOW_MINIMUM: {"offering": {"confirmed": 8, "minimum": 12}},
    Kind.SEATS_DIFFER: {"lines": [{"offering": "1", "taken": 41, "held": 40}]},
    Kind.ESSAY_RECEIVED: {"revision": REVISION},
    Kind.ESSAYS_ASSIGNED: {"count": 3},
    Kind.ROLE_CHANGED: {"act": "given"},
    Kind.PLACES_MOVED: {"posting": POSTING, "places": 3, "pool": {"capacity": 12, "left": 4}},
    Kind.TRANSFER_PROPOSED: {"places": 3},
    Kind.MILESTONE: {
        "milestone": {"due_on": date(2026, 11, 26), "number": 12},
        "pool": {"taken": 7, "capacity": 12},
        "places": 5,
    },
    Kind.NOMINEES_DECIDED: {"admitted": True, "count": 2},
    Kind.HAND_OVER_ENDED: {"kept": True},
    Kind.LEAVE_DECIDED: {"approved": True},
    Kind.LEAVE_CHANGED: {"count": 2},
    Kind.OBJECTION_ANSWERED: {"granted": True},
    Kind.GUEST_DECIDED: {"agreed": True},
    Kind.EXPORTED: {"is_made": True, "rows": 1200},
}


def sample_of(kind: str, language: str) -> dict[str, str]:
    """An invented value for each placeholder of a kind."""
    index = 0 if dates.in_chinese(language) else 1
    values = {name: pair[index] for name, pair in SAMPLES.items()}
    with translation.override(language):
        sentences = sentences_of(kind, values | FACTS.get(kind, {}))
    return {name: (values | sentences)[name] for name in names_of(kind)}
