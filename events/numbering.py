"""The number of an offering in its series or tour, and the label that says it: 第5讲, Lecture 5."""

import re
from collections.abc import Collection
from itertools import count
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext, override, pgettext

from events.enums import Counting, OfferingState
from events.models import EventPage, Offering

LAST_NUMBER = re.compile(r"(.*?)(\d{1,6})([^\da-zA-Z]*)")


def counting_of(page: Any) -> str:
    """How the offerings of a page are counted; empty for what is not counted."""
    found = EventPage.objects.filter(pk=page.pk).values_list("counting", flat=True)
    return found.first() or ""


def lock_counting(page: Any) -> str:
    """The same, held until the transaction ends, so that no number is given twice."""
    row = EventPage.objects.select_for_update(no_key=True, of=("self",)).filter(pk=page.pk)
    return row.values_list("counting", flat=True).first() or ""


def standing(page: Any) -> Any:
    """Offerings of a page whose numbers count: a cancelled one lets its number go."""
    return Offering.objects.filter(page_id=page.pk).exclude(state=OfferingState.CANCELLED)


def next_number(page: Any) -> int:
    """The number after the highest one given."""
    last = standing(page).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def is_taken(page: Any, number: int, but: Any = None) -> bool:
    """Whether another offering of the page has this number."""
    others = standing(page).filter(number=number)
    return others.exclude(pk=but.pk if but is not None else None).exists()


def following(label: str, taken: Collection[str]) -> str:
    """A label with its last number counted on, past those that are `taken`: 第3期 → 第4期.

    Empty for a label without a number, or with one that changes its ending (3rd).
    """
    found = LAST_NUMBER.fullmatch(label)
    if found is None:
        return ""
    before, number, after = found.groups()
    numbers = (f"{before}{int(number) + step}{after}" for step in count(1))
    return next(one for one in numbers if one not in taken)


def labels_of(counting: str, number: int) -> tuple[str, str]:
    """The label in Chinese and in English; a number without a way of counting is a stop's."""
    with override("zh-hans"):
        chinese = _label(counting, number)
    with override("en"):
        return chinese, _label(counting, number)


def _label(counting: str, number: int) -> str:
    words = {
        Counting.LECTURE: gettext("Lecture %(number)s"),
        Counting.ISSUE: pgettext("numbered issue of a series", "Issue %(number)s"),
        Counting.TIME: pgettext("numbered time of a series", "No. %(number)s"),
    }
    pattern = words.get(counting) or gettext("Stop %(number)s")  # type: ignore[call-overload]
    return pattern % {"number": number}
