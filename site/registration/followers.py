"""What this room does when an offering changes, in the same transaction."""

from events import changes
from events.actions.locks import lock_pools
from events.models import MOVES
from registration.actions.asked import end_hand_overs
from registration.actions.promote import promote_waiting
from registration.actions.respond import ask_again
from registration.actions.seating import seat_by_rank
from registration.copying import copy_audience, copy_questions, copy_quota
from registration.models import HandOver
from registration.telling import is_planned_by, tell_cancelled, tell_session
from registration.telling_ways import tell_way, tell_way_removed


def seat_nominees(change: changes.CapacityChanged) -> None:
    """Places granted to a unit go to the first reserves of its ranking."""
    if change.delta > 0 and change.offering.admits_nominated:
        seat_by_rank(change.offering, lock_pools(change.offering))


def give_places(change: changes.CapacityChanged) -> None:
    """Added places go to those who wait."""
    if change.delta > 0:
        promote_waiting(change.offering, lock_pools(change.offering), by=change.by)


def tell_of_added(change: changes.SessionsAdded) -> None:
    """Everybody registered learns of what is new and still ahead: one notice, not one a session."""
    ahead = [session for session in change.sessions if is_planned_by(session, {})]
    if ahead:
        tell_session(ahead[0], before={}, others=len(ahead) - 1, is_new=True)


def tell_of_move(change: changes.SessionChanged) -> None:
    """Everybody registered learns what is new; of time or place asked again where that is so."""
    if change.session.offering.asks_to_reconfirm and change.before.keys() & MOVES:
        ask_again(change.session, before=change.before)
    else:
        tell_session(change.session, before=change.before)


def tell_of_all_moved(change: changes.OfferingMoved) -> None:
    """The same when several change at once: one notice, not one a session."""
    session, before = change.moved[0]
    asks = change.offering.asks_to_reconfirm and before.keys() & MOVES
    tell = ask_again if asks else tell_session
    tell(session, before=before, others=len(change.moved) - 1)


def tell_of_session_cancelled(change: changes.SessionCancelled) -> None:
    """Everybody registered learns that a session falls out."""
    tell_session(change.session, before={}, reason=change.reason)


def tell_of_way(change: changes.RouteChanged) -> None:
    """Everybody registered learns where and when they meet, and on which bus they go."""
    tell_way(change.route, before=change.before)


def tell_of_way_removed(change: changes.RouteRemoved) -> None:
    """Everybody registered learns that nobody is taken along."""
    tell_way_removed(change.route)


def tell_of_cancellation(change: changes.OfferingCancelled) -> None:
    """Everybody registered learns that nothing will be held; no colleague is asked any more."""
    tell_cancelled(change.offering, reason=change.reason)
    asked = HandOver.objects.unended().filter(registration__offering=change.offering)
    for one in asked.select_related("registration__person"):
        end_hand_overs(change.offering, one.registration)


def copy_rules(change: changes.OfferingCloned) -> None:
    """What is asked, for whom it is and how units use places stays when it is held once more."""
    copy_questions(change.source, change.clone)
    copy_audience(change.source, change.clone)
    copy_quota(change.source, change.clone, change.days)


def register_followers() -> None:
    """Called from `AppConfig.ready`."""
    changes.follow(changes.CapacityChanged, "registration.nominees", seat_nominees)
    changes.follow(changes.CapacityChanged, "registration.promote", give_places)
    changes.follow(changes.SessionsAdded, "registration.tell", tell_of_added)
    changes.follow(changes.RouteChanged, "registration.tell", tell_of_way)
    changes.follow(changes.RouteRemoved, "registration.tell", tell_of_way_removed)
    changes.follow(changes.SessionChanged, "registration.tell", tell_of_move)
    changes.follow(changes.OfferingMoved, "registration.tell", tell_of_all_moved)
    changes.follow(changes.SessionCancelled, "registration.tell", tell_of_session_cancelled)
    changes.follow(changes.OfferingCancelled, "registration.tell", tell_of_cancellation)
    changes.follow(changes.OfferingCloned, "registration.copy", copy_rules)
