"""The state machine of a registration: every allowed move, and none beside them.

`withdrawn` is the person's own end and can be revived by them; `declined` and `removed` are the
organiser's and can be revived by an organiser alone.
"""

from registration.enums import RegistrationState

NOMINATED = RegistrationState.NOMINATED
PENDING = RegistrationState.PENDING
WAITLISTED = RegistrationState.WAITLISTED
OFFERED = RegistrationState.OFFERED
CONFIRMED = RegistrationState.CONFIRMED
DECLINED = RegistrationState.DECLINED
WITHDRAWN = RegistrationState.WITHDRAWN
REMOVED = RegistrationState.REMOVED
NEW = ""

MOVES: dict[str, frozenset[str]] = {
    NEW: frozenset({NOMINATED, PENDING, WAITLISTED, CONFIRMED}),
    NOMINATED: frozenset({PENDING, WAITLISTED, CONFIRMED, DECLINED, WITHDRAWN, REMOVED}),
    PENDING: frozenset({WAITLISTED, CONFIRMED, DECLINED, WITHDRAWN, REMOVED}),
    WAITLISTED: frozenset({OFFERED, CONFIRMED, DECLINED, WITHDRAWN, REMOVED}),
    OFFERED: frozenset({WAITLISTED, CONFIRMED, DECLINED, WITHDRAWN, REMOVED}),
    CONFIRMED: frozenset({WITHDRAWN, REMOVED}),
    DECLINED: frozenset({WAITLISTED, CONFIRMED}),
    WITHDRAWN: frozenset({NOMINATED, PENDING, WAITLISTED, CONFIRMED}),
    REMOVED: frozenset({WAITLISTED, CONFIRMED}),
}


class ForbiddenMove(Exception):
    """Code asked for a move that the table does not have."""


def may_move(from_state: str, to_state: str) -> bool:
    """Whether the table has this move."""
    return to_state in MOVES[from_state]


def sources_of(to_state: str) -> frozenset[str]:
    """From where a state can be reached."""
    return frozenset(state for state, targets in MOVES.items() if to_state in targets)
