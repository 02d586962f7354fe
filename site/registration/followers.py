"""What this room does when an offering changes, in the same transaction."""

from events import changes
from events.actions.locks import lock_pools
from registration.actions.promote import promote_waiting
from registration.actions.respond import ask_again
from registration.actions.seating import seat_by_rank
from registration.copying import copy_audience, copy_questions
from registration.telling import tell_cancelled, tell_session


def seat_nominees(change: changes.CapacityChanged) -> None:
    """Places granted to a unit go to the first reserves of its ranking."""
    if change.delta > 0 and change.offering.admits_nominated:
        seat_by_rank(change.offering, lock_pools(change.offering))


def give_places(change: changes.CapacityChanged) -> None:
    """Added places go to those who wait."""
    if change.delta > 0:
        promote_waiting(change.offering, lock_pools(change.offering), by=change.by)


def tell_of_move(change: changes.SessionChanged) -> None:
    """Everybody registered learns the new time or place, and is asked again where that is so."""
    if change.session.offering.asks_to_reconfirm:
        ask_again(change.session, before=change.before)
    else:
        tell_session(change.session, before=change.before)


def tell_of_all_moved(change: changes.OfferingMoved) -> None:
    """The same when everything goes to other days: one notice, not one a session."""
    session, before = change.moved[0]
    tell = ask_again if change.offering.asks_to_reconfirm else tell_session
    tell(session, before=before, others=len(change.moved) - 1)


def tell_of_session_cancelled(change: changes.SessionCancelled) -> None:
    """Everybody registered learns that a session falls out."""
    tell_session(change.session, before={}, reason=change.reason)


def tell_of_cancellation(change: changes.OfferingCancelled) -> None:
    """Everybody registered learns that nothing will be held."""
    tell_cancelled(change.offering, reason=change.reason)


def copy_rules(change: changes.OfferingCloned) -> None:
    """What is asked and for whom it is stays the same when it is held once more."""
    copy_questions(change.source, change.clone)
    copy_audience(change.source, change.clone)


def register_followers() -> None:
    """Called from `AppConfig.ready`."""
    changes.follow(changes.CapacityChanged, "registration.nominees", seat_nominees)
    changes.follow(changes.CapacityChanged, "registration.promote", give_places)
    changes.follow(changes.SessionChanged, "registration.tell", tell_of_move)
    changes.follow(changes.OfferingMoved, "registration.tell", tell_of_all_moved)
    changes.follow(changes.SessionCancelled, "registration.tell", tell_of_session_cancelled)
    changes.follow(changes.OfferingCancelled, "registration.tell", tell_of_cancellation)
    changes.follow(changes.OfferingCloned, "registration.copy", copy_rules)
