"""What organisers do to offerings, places and sessions; each ends in an `EventOutcome`.

The records given are read anew under their lock; the result's `record` is the one that was written.
"""

from events.actions.bookings import (
    ask_booking,
    change_booking,
    confirm_booking,
    decline_booking,
    lapse_booking,
)
from events.actions.cancel import cancel_offering, cancel_session
from events.actions.clone import clone_offering
from events.actions.create import create_offering, edit_offering
from events.actions.edit_session import edit_session
from events.actions.import_timetable import import_timetable
from events.actions.minimum import settle_minimum
from events.actions.move import move_offering
from events.actions.places import post_places
from events.actions.publish import (
    finish_offering,
    pause_offering,
    publish_offering,
    resume_offering,
)
from events.actions.repeat import repeat_offering
from events.actions.rewrite import rewrite_sessions
from events.actions.routes import remove_route, save_route
from events.actions.sessions import add_session, move_session
from events.actions.teams import send_team
from events.actions.window import change_window

__all__ = [
    "add_session",
    "ask_booking",
    "cancel_offering",
    "cancel_session",
    "change_booking",
    "change_window",
    "clone_offering",
    "confirm_booking",
    "create_offering",
    "decline_booking",
    "edit_offering",
    "edit_session",
    "finish_offering",
    "import_timetable",
    "lapse_booking",
    "move_offering",
    "move_session",
    "pause_offering",
    "post_places",
    "publish_offering",
    "remove_route",
    "repeat_offering",
    "resume_offering",
    "rewrite_sessions",
    "save_route",
    "send_team",
    "settle_minimum",
]
