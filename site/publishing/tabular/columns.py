"""Columns of a table: what a heading may be called, and what a cell of it means."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from publishing.spreadsheets import FORMULA

Parse = Callable[[Any], Any]


class BadCell(ValueError):
    """A cell that cannot be understood; its words say what would be."""


@dataclass(frozen=True)
class Column:
    """One column: its name in code, its heading, other headings it goes by, what a cell means.

    `parse(value)` takes a cell that is not empty and raises BadCell. `choices()` gives the words of
    the template's drop-down list.
    """

    name: str
    header: str | Promise
    parse: Parse
    aliases: tuple[str, ...] = ()
    required: bool = False
    explains: str | Promise = ""
    example: str = ""
    choices: Callable[[], Sequence[str]] | None = None
    width: int = 18


def as_text(value: Any) -> str:
    """A cell as people read it: 1001.0 is 1001, a day is 2026-05-01, ends are trimmed."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        value = value.date()
    text = unicodedata.normalize("NFC", str(value)).strip()
    # What our own files put before a text that looks like a formula.
    return text[1:].strip() if text[:1] == "'" and text[1:2] in FORMULA else text


def text(most: int) -> Parse:
    """Any text of at most `most` characters on one line."""

    def parse(value: Any) -> str:
        found = " ".join(as_text(value).split())
        if len(found) > most:
            raise BadCell(_("At most %(most)s characters, please.") % {"most": most})
        return found

    return parse


def whole_number(least: int, most: int) -> Parse:
    """A whole number between two."""

    def parse(value: Any) -> int:
        try:
            number = int(unicodedata.normalize("NFKC", as_text(value)))
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            words = {"least": least, "most": most}
            raise BadCell(_("A whole number from %(least)s to %(most)s, please.") % words)
        return number

    return parse


def day(value: Any) -> date:
    """A day as Excel keeps it, or written 2026-05-01, 2026/5/1, 2026.5.1, 2026年5月1日."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = unicodedata.normalize("NFKC", as_text(value))
    for sign in "年月/.":
        written = written.replace(sign, "-")
    try:
        found = parse_date(written.rstrip("日 "))
    except ValueError:  # the thirtieth of February
        found = None
    if found is None:
        raise BadCell(_("A day such as 2026-05-01, please."))
    return found


def clock(value: Any) -> time:
    """A time of day as Excel keeps it, or written 14:00, 14：00, 9.30, 14时30分."""
    if isinstance(value, (datetime, time)):
        return time(value.hour, value.minute)
    if isinstance(value, float) and 0 <= value < 1:  # a cell formatted as a number
        minutes = round(value * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    written = unicodedata.normalize("NFKC", as_text(value))
    for sign in "时点.":
        written = written.replace(sign, ":")
    hour, _colon, minute = written.rstrip("分: ").partition(":")
    try:
        return time(int(hour), int(minute.split(":")[0] or 0))
    except ValueError:
        raise BadCell(_("A time such as 14:00, please.")) from None


def one_of(choices: Callable[[], dict[str, Any]]) -> Parse:
    """One of some words in any of our languages; `choices()` gives the value of each in one."""

    def parse(value: Any) -> Any:
        wanted = plain(as_text(value))
        for language in (get_language(), *(code for code, _name in settings.LANGUAGES)):
            with override(language):
                for word, found in choices().items():
                    if plain(word) == wanted:
                        return found
        words = _(", ").join(list(choices())[:20])
        raise BadCell(_("One of these, please: %(words)s.") % {"words": words})

    return parse


YES, NO = gettext_lazy("yes"), gettext_lazy("no")


def yes_or_no() -> dict[str, bool]:
    """The words for a tick."""
    return {str(YES): True, str(NO): False}


def plain(heading: Any) -> str:
    """A heading without what people put around it: case, spaces, stars, remarks in parentheses."""
    found = unicodedata.normalize("NFKC", str(heading)).split("(")[0].lower()
    return "".join(char for char in found if char.isalnum())
