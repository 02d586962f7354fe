"""Whom a paper names, and whether its font can write them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from attendance.remote import EVERYWHERE, Spot, at_spot
from events.models import Offering
from media.papers import fonts
from media.papers.lines import lines_of
from media.papers.sheet import STYLES, WIDTH, Paper
from publishing import dates
from registration.models import Registration
from registration.roster import Line, roster_of

# Shares of a line that is 150 wide: what a column of a list is given.
LINE = 150


@dataclass(frozen=True)
class Named:
    """An offering with everybody who has a place (at one remote site), in official order."""

    offering: Offering
    lines: list[Line]
    spot: Spot = EVERYWHERE

    @property
    def title(self) -> str:
        """What stands above every page: the offering, and the remote site of a paper of one."""
        site = "" if self.spot.is_everywhere else self.spot.name
        return " · ".join(filter(None, [str(self.offering), site]))


@dataclass(frozen=True)
class Lack:
    """Somebody whose name, unit or post has characters that the font cannot draw."""

    line: Line
    characters: list[str]

    @property
    def codes(self) -> str:
        """The characters by their numbers in Unicode, for whoever looks for them."""
        return "、".join(f"U+{ord(char):04X}" for char in self.characters)


def named_of(offering: Offering, spot: Spot = EVERYWHERE) -> Named:
    """Confirmed participants, of a remote site those expected there. Three statements for all."""
    lines = roster_of(Registration.objects.confirmed().filter(offering=offering))
    return Named(offering, at_spot(lines, offering, spot), spot)


def lacks(lines: list[Line]) -> list[Lack]:
    """Everybody whom the font of papers cannot write, before anything is printed."""
    found = []
    for line in lines:
        said = f"{line.row.person.name}{line.row.unit.name if line.row.unit else ''}{line.post}"
        if characters := fonts.missing(said):
            found.append(Lack(line, characters))
    return found


def paper_of(named: Named, title: str) -> Paper:
    """An empty paper about the offering that says by name whom its font cannot write."""
    paper = Paper(title, named.title, str(named.offering.lead_unit.name))
    paper.who_lacks = "；".join(
        f"{one.line.number} {fonts.drawable(one.line.row.person.name)} ({one.codes})"
        for one in lacks(named.lines)
    )
    return paper


def counted(named: Named) -> str:
    """How many there are."""
    return _("%(people)s in all") % {"people": dates.person_count(len(named.lines))}


def snug(text: Any, share: float) -> Any:
    """A cell that fits a row of one height: one line, else two smaller ones, cut with dots."""
    words = " ".join(str(text or "").split())
    room = WIDTH * share / LINE - 12  # the cell's own padding
    if not words or _width(words, "cell") <= room:
        return words
    lines = [line for _left, line in lines_of(words, [room], lambda part: _width(part, "tight"))]
    if len(lines) > 2:
        lines = [lines[0], lines[1][:-1] + "…"]
    return [("\n".join(lines), "tight")]


def _width(text: str, style: str) -> float:
    size: float = STYLES[style].fontSize
    return sum(size if ord(char) > 0x2E7F else size * 0.58 for char in text)
