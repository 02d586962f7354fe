"""How long a text may be: the task's own length, or that of the genre that its author chose."""

from dataclasses import dataclass

from essays.models import EssayTask


@dataclass(frozen=True)
class Length:
    """Characters from `least` to `most`, at most `lines` lines; None: any number of them."""

    least: int
    most: int
    lines: int | None = None


def lengths_of(task: EssayTask) -> dict[str, Length]:
    """By genre, in the task's order; under "" alone when the task leaves the genre open."""
    found = {
        rule.genre: Length(rule.min_characters, rule.max_characters, rule.max_lines)
        for rule in task.genres.all()
    }
    return found or {"": Length(task.min_characters, task.max_characters)}
