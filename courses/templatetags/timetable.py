"""What the board of a timetable asks of its parts."""

from django import template

from courses.planning.boards import Board
from courses.planning.plans import Entry
from events.models import TIMES

register = template.Library()


@register.filter
def title_in(board: Board, key: str) -> str:
    """The topic of a session that a conflict names by its key."""
    return board.title_of(key)


@register.filter
def is_moved(entry: Entry) -> bool:
    """Whether the public reads another time."""
    return bool(set(TIMES) & set(entry.touched()))
