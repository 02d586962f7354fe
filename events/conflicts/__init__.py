"""What a wanted slot would run into: rooms, speakers, ways, buses, venues, holidays, people.

Pure rules over what is loaded once, whatever the number of slots. Only what holds a room, a speaker
or a bus twice blocks, and the database refuses that too; everything else is advice, because
organisers know more than the records.
"""

from events.conflicts.ahead import conflicts_of_offerings, conflicts_of_sessions
from events.conflicts.finding import find_conflicts
from events.conflicts.kinds import Conflict, ConflictKind, Wanted, bus_on
from events.conflicts.people import counts_people

__all__ = [
    "Conflict",
    "ConflictKind",
    "Wanted",
    "bus_on",
    "conflicts_of_offerings",
    "conflicts_of_sessions",
    "counts_people",
    "find_conflicts",
]
