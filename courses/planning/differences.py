"""What differs between two timetables, and how a person reads it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from courses.planning.facts import FIELDS, Fact, moment
from events.enums import SessionForm
from events.models import PLACE, TIMES
from publishing import dates

Pair = tuple[Fact | None, Fact | None]
WEEK = 7
ARROW = "{} → {}"


def pairs_of(before: Iterable[Fact], after: Iterable[Fact]) -> list[Pair]:
    """What differs, each session before and after, in the order of time."""
    old, new = {f["key"]: f for f in before}, {f["key"]: f for f in after}
    found: list[Pair] = [
        (old.get(key), new.get(key)) for key in {**old, **new} if old.get(key) != new.get(key)
    ]
    return sorted(found, key=_first_start)


def _first_start(pair: Pair) -> datetime:
    return min(moment(fact, "starts_at") for fact in pair if fact)


def differing(before: Fact, after: Fact) -> list[str]:
    """The fields in which two facts differ."""
    return [name for name in FIELDS if before.get(name) != after.get(name)]


def lines_of(pairs: Sequence[Pair], among: Iterable[Fact] = ()) -> list[str]:
    """A sentence for each pair, in the active language and the order of time.

    `among` are the sessions beside which a reader must be able to tell which one is meant: where a
    half-day has only one, the half-day names it.
    """
    facts = {f["key"]: f for pair in pairs for f in pair if f} | {f["key"]: f for f in among}
    starts = [moment(fact, "starts_at") for fact in facts.values()]
    days = [dates.local_date(start) for start in starts]
    with_date = bool(days) and (max(days) - min(days)).days >= WEEK
    crowd = [half_day(start, with_date) for start in starts]
    crowd += [half_day(moment(b, "starts_at"), with_date) for b, _ in pairs if b]
    return [line_of(pair, crowd, with_date) for pair in sorted(pairs, key=_first_start)]


def line_of(pair: Pair, crowd: Sequence[str], with_date: bool) -> str:
    """“周三下午：顾炎武纪念馆 → 沙家浜，提前 30 分钟”."""
    before, after = pair
    fact = before or after
    if fact is None:
        return ""
    where = half_day(moment(fact, "starts_at"), with_date)
    name = _quoted(fact)
    if before is None or after is None:
        mark = gettext("added %(what)s") if before is None else gettext("cancelled %(what)s")
        return _line(where, mark % {"what": _whole(fact, name)})
    parts = _comma([part for part in _parts(before, after, with_date) if part])
    others = sum(place == where for place in crowd)
    is_clear = others <= 2 and before["title"] == after["title"]
    return _line(where if is_clear else f"{where}{_gap()}{name}", parts)


def _line(head: str, text: str) -> str:
    return pgettext("timetable", "%(where)s: %(what)s") % {"where": head, "what": text}


def half_day(start: datetime, with_date: bool = False) -> str:
    """`周三下午`, `12月2日（周三）下午`; `Wed afternoon`."""
    day = dates.day(start) if with_date else dates.weekday(start)
    half = dates.half_day(start)
    return f"{day}{_gap()}{half.lower()}"


def _whole(fact: Fact, name: str) -> str:
    hours = f"{dates.clock(moment(fact, 'starts_at'))}–{dates.clock(moment(fact, 'ends_at'))}"
    return _comma([part for part in (f"{name}{_gap()}{hours}", place_of(fact)) if part])


def _parts(before: Fact, after: Fact, with_date: bool) -> list[str]:
    """What changed, the place first, then the time, then the rest in the order of the fields."""
    parts = []
    if any(before[name] != after[name] for name in PLACE):
        parts.append(_place_change(before, after))
    parts += _time_change(before, after, with_date)
    for name in FIELDS:
        if name not in (*PLACE, *TIMES) and before.get(name) != after.get(name):
            parts.append(_field_change(name, before.get(name), after.get(name)))
    return parts


def _place_change(before: Fact, after: Fact) -> str:
    old, new = place_of(before), place_of(after)
    if before["venue"] and before["venue"] == after["venue"]:
        old, new = _named(before["teaching_point"]), _named(after["teaching_point"])
    return ARROW.format(old or gettext("no place"), new or gettext("no place"))


def _time_change(before: Fact, after: Fact, with_date: bool) -> list[str]:
    old, new = moment(before, "starts_at"), moment(after, "starts_at")
    old_length = moment(before, "ends_at") - old
    new_length = moment(after, "ends_at") - new
    parts = []
    if (dates.local_date(old), dates.half_day_key(old)) != (
        dates.local_date(new),
        dates.half_day_key(new),
    ):
        far = with_date or _week(old) != _week(new)
        hours = f"{dates.clock(new)}–{dates.clock(moment(after, 'ends_at'))}"
        parts.append(
            gettext("moved to %(when)s") % {"when": f"{half_day(new, far)} {hours}"},
        )
    elif old != new:
        sentence = gettext("%(span)s earlier") if new < old else gettext("%(span)s later")
        parts.append(sentence % {"span": span(abs(new - old))})
    if old_length != new_length:
        shorter = new_length < old_length
        sentence = gettext("%(span)s shorter") if shorter else gettext("%(span)s longer")
        parts.append(sentence % {"span": span(abs(new_length - old_length))})
    return parts


def span(delta: Any) -> str:
    """`30 分钟`, `1 小时 30 分钟`."""
    hours, minutes = divmod(int(delta.total_seconds() // 60), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours})
    if minutes or not hours:
        words = ngettext("%(number)s minute", "%(number)s minutes", minutes)
        parts.append(words % {"number": minutes})
    return " ".join(parts)


def _field_change(name: str, old: Any, new: Any) -> str:
    change = ARROW.format(_value(name, old), _value(name, new))
    return _line(str(FIELDS[name].verbose_name), change)


def _value(name: str, value: Any) -> str:
    if value in (None, ""):
        return gettext("none")
    if isinstance(value, dict):
        return _named(value)
    if name == "form":
        return str(SessionForm(value).label)
    if name == "credit_hours":
        return value.removesuffix(".0")
    return str(value)


def _named(record: dict[str, Any] | None) -> str:
    """A kept record in the reader's language."""
    if not record:
        return ""
    english = not dates.in_chinese() and record.get("name_en")
    return str(english or record["name"])


def place_of(fact: Fact) -> str:
    """Venue and teaching point, or the note."""
    parts = [_named(fact["venue"]) or fact["place_note"], _named(fact["teaching_point"])]
    return " ".join(part for part in parts if part)


def title_of(fact: Fact) -> str:
    """The topic in the reader's language."""
    english = not dates.in_chinese() and fact["title_en"]
    return str(english or fact["title"])


def _quoted(fact: Fact) -> str:
    return pgettext("topic of a session", "“%(title)s”") % {"title": title_of(fact)}


def _gap() -> str:
    return "" if dates.in_chinese() else " "


def _comma(parts: Sequence[str]) -> str:
    return pgettext("timetable", ", ").join(parts)


def _week(start: datetime) -> tuple[int, int]:
    return dates.local_date(start).isocalendar()[:2]
