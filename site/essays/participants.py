"""Who is asked to write: people with a confirmed place, and people who came all the same."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from attendance.models import Attendance
from events.enums import OfferingState
from registration.enums import RegistrationState
from registration.models import Registration

# Nothing is asked of anybody before publication, nor after a cancellation.
ASKING = (OfferingState.PUBLISHED, OfferingState.PAUSED, OfferingState.FINISHED)


def participants() -> Any:
    """Registrations whose persons write: confirmed, or attended at least one session."""
    came = Attendance.objects.attended().filter(registration=OuterRef("pk"))
    return Registration.objects.filter(Q(state=RegistrationState.CONFIRMED) | Exists(came))


def participation(person: Any, offering_id: int) -> Any:
    """The registration by which `person` writes for an offering, or None."""
    return participants().filter(person=person, offering_id=offering_id).first()
