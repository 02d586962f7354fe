"""What a reviewer sees of a text: never whose it is, as long as the task's review is anonymous.

Blacked out are the stretches that an organiser chose, and wherever the text names its author or the
author's unit, or gives the author's address or number. A black character stands for each one, so
that every place in the text stays where it is, and a comment points at the same words for all.
"""

import re
from dataclasses import dataclass

from essays.enums import FINAL
from essays.models import Essay, EssayRevision, EssayTask

BLACK = "█"
# Shorter names of units are words that anybody may write.
SHORTEST_UNIT = 3
SHORTEST_NAME = 2
SHORTEST_NUMBER = 6
# What may stand between the characters of a name, or the groups of a number.
BETWEEN = r"[\s-]*"
# Letters, digits and signs as wide as a Chinese character, each by its usual one.
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
Stretches = list[list[int]]


@dataclass(frozen=True)
class Shown:
    """A revision as its reader sees it."""

    title: str
    text: str


def is_dark(task: EssayTask) -> bool:
    """Whether the task's review is in its anonymous phase; without a plan it is."""
    plan = getattr(task, "review_plan", None)
    return plan is None or plan.is_anonymous


def is_told(essay: Essay) -> bool:
    """Whether words and name may stand together: the essay is decided for good.

    A returned essay comes back to its reviewers, and one that was withdrawn may.
    """
    return essay.state in FINAL


def shown(revision: EssayRevision, essay: Essay | None = None) -> Shown:
    """Title and text for those who review; `essay` spares a query where it is at hand."""
    essay = essay or revision.essay
    if not is_dark(essay.task):
        return Shown(revision.title, revision.text)
    kept = getattr(revision, "blackout", None)
    names = telling_names(essay)
    return Shown(
        covered(revision.title, [*(kept.title if kept else []), *found(revision.title, names)]),
        covered(revision.text, [*(kept.text if kept else []), *found(revision.text, names)]),
    )


def shown_together(one: EssayRevision, other: EssayRevision) -> tuple[Shown, Shown]:
    """Two texts side by side: neither tells the author of one that is read in the dark.

    Whoever wrote the other may be the same person, so that beside a dark one its author is covered
    too, whatever the review of the other.
    """
    names = telling_names(one.essay) if is_dark(one.essay.task) else []
    if names or is_dark(other.essay.task):
        names = names + telling_names(other.essay)
    left, right = shown(one), shown(other)
    return _without(left, names), _without(right, names)


def _without(side: Shown, names: list[str]) -> Shown:
    title, text = (covered(part, found(part, names)) for part in (side.title, side.text))
    return Shown(title, text)


def title_shown(essay: Essay) -> str:
    """The title of a row of the queue; see `waiting.queue_rows`."""
    title, kept = essay.title, essay.blackout  # type: ignore[attr-defined]
    if not is_dark(essay.task):
        return title or ""
    return covered(title or "", [*(kept or []), *found(title or "", telling_names(essay))])


def unnamed(text: str, *essays: Essay) -> str:
    """Other words by or to the author, as a remark or a comment: without the names in them."""
    dark = [essay for essay in essays if is_dark(essay.task)]
    return covered(text, found(text, [name for one in dark for name in telling_names(one)]))


def telling_names(essay: Essay) -> list[str]:
    """What would tell whose the text is."""
    author, unit = essay.author, essay.unit
    names = [author.name] if len(author.name) >= SHORTEST_NAME else []
    more = (author.email, (author.phone or "").removeprefix("+86"), author.number)
    names += [one for one in more if one and len(one) >= SHORTEST_NUMBER]
    if unit is None:
        return names
    called = [unit.name, unit.short_name, unit.name_en]
    return [*names, *(name for name in called if name and len(name) >= SHORTEST_UNIT)]


def found(text: str, names: list[str]) -> Stretches:
    """Where one of `names` stands in `text`, also in parts, and in wide letters and digits."""
    parted = [
        BETWEEN.join(re.escape(char) for char in name.translate(NARROW) if not char.isspace())
        for name in names
    ]
    text = text.translate(NARROW)
    places = [re.finditer(one, text, re.IGNORECASE) for one in parted if one]
    return [[match.start(), match.end()] for matches in places for match in matches]


def covered(text: str, stretches: Stretches) -> str:
    """`text` with a black character for each one in `stretches`; line breaks stay."""
    signs = list(text)
    for start, end in stretches:
        for at in range(start, min(end, len(signs))):
            if not signs[at].isspace():
                signs[at] = BLACK
    return "".join(signs)
