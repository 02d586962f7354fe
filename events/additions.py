"""What rooms above add to the back office's offerings, without this room knowing them.

A room registers one `Addition` from its `wagtail_hooks`: joins and columns of the list, buttons and
facts of one offering, how many people a change reaches, page types that can have offerings.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.models import Offering, Session

# Each room with the one of the five words of the menu under which its buttons stand.
WORDS = {
    "events": _("Publish"),
    "courses": _("Publish"),
    "registration": _("Register"),
    "attendance": _("Attend"),
    "essays": _("Reflect"),
    "reports": _("Report"),
    "portal": _("Report"),
}
ORDER = tuple(WORDS)


@dataclass(frozen=True)
class Reach:
    """A group of people or places that a change concerns, and how they learn of it."""

    who: str
    number: int
    told: str = ""
    is_told: bool = True  # by the site; otherwise the organiser has to


@dataclass(frozen=True)
class Addition:
    """One room's part; what it leaves out adds nothing."""

    room: str
    annotate: Callable[[Any], Any] = lambda rows: rows
    cells: Callable[[], list[Any]] = list
    buttons: Callable[[Any, Offering], list[Any]] = lambda person, offering: []
    # Buttons of one session, beside its form.
    session_buttons: Callable[[Any, Session], list[Any]] = lambda person, session: []
    # Of these what is done daily: in every row of the list, where all of them would be slow.
    row_buttons: Callable[[Any, Offering], list[Any]] = lambda person, offering: []
    facts: Callable[[Offering], list[tuple[Any, Any]]] = lambda offering: []
    # What a timetable on paper says besides.
    paper_facts: Callable[[Offering], list[tuple[Any, Any]]] = lambda offering: []
    reached: Callable[[Offering], int] = lambda offering: 0
    reaches: Callable[[Offering], list[Reach]] = lambda offering: []
    # Sentences about what a change did since an instant, asked inside its transaction.
    happened: Callable[[Offering, datetime], list[str]] = lambda offering, since: []
    page_types: tuple[Any, ...] = ()
    new: tuple[Any, str] | None = None  # label and address name of making one for its page types


_ADDITIONS: dict[str, Addition] = {}


def add(addition: Addition) -> None:
    """Register a room's part, or replace it; raises ValueError for a room not in ORDER."""
    if addition.room not in ORDER:
        raise ValueError(f"{addition.room} is not among the rooms")
    _ADDITIONS[addition.room] = addition


def additions() -> Iterable[Addition]:
    """All parts in the order of the rooms."""
    return [_ADDITIONS[room] for room in ORDER if room in _ADDITIONS]


def buttons_by_word(
    person: Any, offering: Offering, own: Iterable[Any] = ()
) -> list[tuple[str, list[Any]]]:
    """What leads from an offering onward, `own` first, under the words of the menu."""
    found: dict[str, list[Any]] = {str(WORDS["events"]): list(own)}
    for addition in additions():
        of_the_word = found.setdefault(str(WORDS[addition.room]), [])
        of_the_word += addition.buttons(person, offering)
    return [(word, sorted(buttons)) for word, buttons in found.items() if buttons]


def page_types() -> list[Any]:
    """Page types whose pages can have offerings."""
    return [kind for addition in additions() for kind in addition.page_types]


def reached(offering: Offering) -> int:
    """How many people a change of the offering reaches."""
    return sum(addition.reached(offering) for addition in additions())


def reaches(offering: Offering) -> list[Reach]:
    """Everybody and everything that a change of the offering concerns, group by group."""
    return [reach for addition in additions() for reach in addition.reaches(offering)]


def happened(offering: Offering, since: datetime) -> list[str]:
    """What a change did to what the rooms above keep."""
    return [text for addition in additions() for text in addition.happened(offering, since)]
