"""What becomes of guests' places when the session of the other offering changes or falls out."""

from typing import Any

from attendance.absence_enums import MakeUpState
from attendance.models import MakeUp
from attendance.telling import tell_guest
from events import changes
from events.models import MOVES


def end_at_session(change: changes.SessionCancelled) -> None:
    """Nobody is a guest where nothing is held: what was missed can be made up elsewhere."""
    _end(change.reason, session=change.session)


def end_at_offering(change: changes.OfferingCancelled) -> None:
    """The same when all of it falls out."""
    _end(change.reason, session__offering=change.offering)


def tell_of_session(change: changes.SessionChanged) -> None:
    """Guests learn when and where they are expected now."""
    _tell([(change.session, change.before)])


def tell_of_offering(change: changes.OfferingMoved) -> None:
    """The same when many sessions go elsewhere at once."""
    _tell(change.moved)


def end_without_place(change: changes.PlacesEnded) -> None:
    """Whoever takes part no more has nothing to make up: their places as guests are free again."""
    _end(change.reason, makeup_for__registration__in=change.registrations)


def _end(reason: str, **where: Any) -> None:
    rows = MakeUp.objects.select_for_update(of=("self",), no_key=True).with_everything()
    waiting = rows.filter(state__in=(MakeUpState.ASKED, MakeUpState.AGREED), **where)
    for makeup in waiting.order_by("pk"):
        makeup.state, makeup.reason = MakeUpState.WITHDRAWN, reason.strip()[:500]
        makeup.save(update_fields=["state", "reason"])
        tell_guest(makeup)


def _tell(moved: list[tuple[Any, dict[str, Any]]]) -> None:
    sessions = [session for session, before in moved if before.keys() & set(MOVES)]
    rows = MakeUp.objects.filter(session__in=sessions, state=MakeUpState.AGREED)
    for makeup in rows.with_everything().order_by("pk"):
        tell_guest(makeup)


def register_followers() -> None:
    """Called from `AppConfig.ready`."""
    changes.follow(changes.SessionCancelled, "attendance.guests", end_at_session)
    changes.follow(changes.OfferingCancelled, "attendance.guests", end_at_offering)
    changes.follow(changes.SessionChanged, "attendance.guests", tell_of_session)
    changes.follow(changes.OfferingMoved, "attendance.guests", tell_of_offering)
    changes.follow(changes.PlacesEnded, "attendance.guests", end_without_place)
