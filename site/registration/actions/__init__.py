"""Registering, withdrawing, deciding; each ends in a `RegistrationOutcome`.

Lock order: offering, its pools by id, registrations by id. Every place is given by `allocate`.
"""

from registration.actions.answers import (
    answer,
    register_with_answers,
)
from registration.actions.audience import (
    add_rule,
    drop_rule,
)
from registration.actions.companions import (
    bring_fewer,
    name_companions,
)
from registration.actions.decide import (
    approve,
    decline,
    queue,
    remove,
)
from registration.actions.enter import (
    enter,
)
from registration.actions.few import meet_enough, meet_few
from registration.actions.hand_over import (
    ask_colleague,
    keep_place,
    lapse_hand_over,
    take_over,
    turn_down,
)
from registration.actions.importing import (
    import_registrations,
)
from registration.actions.invite import (
    invite,
    uninvite,
)
from registration.actions.line import (
    move_in_line,
    pause_line,
    resume_line,
)
from registration.actions.message import (
    message,
)
from registration.actions.move_to import (
    move_to,
)
from registration.actions.promote import (
    expire_offers,
    promote,
)
from registration.actions.questions import (
    add_question,
    add_question_block,
    edit_question,
    move_question,
    retire_question,
)
from registration.actions.register import (
    register,
)
from registration.actions.report import (
    report_seats,
)
from registration.actions.respond import (
    accept,
    reconfirm,
)
from registration.actions.withdraw import (
    withdraw,
)

__all__ = [
    "accept",
    "add_question",
    "add_question_block",
    "add_rule",
    "answer",
    "approve",
    "ask_colleague",
    "bring_fewer",
    "decline",
    "drop_rule",
    "edit_question",
    "enter",
    "expire_offers",
    "import_registrations",
    "invite",
    "keep_place",
    "lapse_hand_over",
    "meet_enough",
    "meet_few",
    "message",
    "move_in_line",
    "move_question",
    "move_to",
    "name_companions",
    "pause_line",
    "promote",
    "queue",
    "reconfirm",
    "register",
    "register_with_answers",
    "remove",
    "report_seats",
    "resume_line",
    "retire_question",
    "take_over",
    "turn_down",
    "uninvite",
    "withdraw",
]
