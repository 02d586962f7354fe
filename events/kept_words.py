"""Remarks of the site itself in columns in which people write, too: a code, worded when it is read.

A column outlives whoever acted, and a worker has no language: a sentence is made for its reader.
What people typed, and sentences of former times, are no code and are shown as they stand.
"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from publishing import dates

ELSEWHERE = "@elsewhere"
"""The session of a booking is held at another venue."""
_MOVED, _UNUSED = "@moved", "@unused"


def moved(starts_at: datetime, ends_at: datetime) -> str:
    """That a session was moved, with when it was to be held."""
    return f"{_MOVED} {starts_at.isoformat()} {ends_at.isoformat()}"


def unused(day: date) -> str:
    """That places were not used by the end of a day."""
    return f"{_UNUSED} {day.isoformat()}"


def in_words(kept: str) -> str:
    """The sentence of a code in the reader's language; anything else as it stands."""
    code, *facts = kept.split(" ")
    try:
        if kept == ELSEWHERE:
            return _("The session is held elsewhere.")
        if code == _MOVED:
            starts, ends = map(datetime.fromisoformat, facts)
            span = dates.when(starts, ends)
            return _("The session was moved; before: %(span)s.") % {"span": span}
        if code == _UNUSED:
            (day,) = map(date.fromisoformat, facts)
            return _("not used by %(date)s") % {"date": dates.plain_day(day)}
    except ValueError:
        return kept
    return kept
