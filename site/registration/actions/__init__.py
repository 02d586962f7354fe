"""Registering, withdrawing, deciding; each ends in a `RegistrationOutcome`.

Lock order: offering, its pools by id, registrations. Only a first-come insert skips it, and only
when nobody waits; before it writes `waitlisted` it takes the locks and tries once more.
"""

from registration.actions.decide import approve, decline, queue, remove
from registration.actions.promote import promote
from registration.actions.register import register
from registration.actions.withdraw import withdraw

__all__ = ["approve", "decline", "promote", "queue", "register", "remove", "withdraw"]
