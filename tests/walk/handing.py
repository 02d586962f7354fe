"""A place that is to go to a colleague, for the scene that is walked."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from registration.models import HandOver
from tests.factories import make_event, make_offering, make_registration


def make_scene_hand_over(cast: Any) -> HandOver:
    """The liaison has a place in a visit and asks the participant to take it."""
    visit = make_event("走进规划馆")
    offering = make_offering(unit=cast.city, page=visit, substitution_allowed=True)
    return HandOver.objects.create(
        registration=make_registration(offering, cast.liaison),
        person=cast.participant,
        wanted=cast.participant.name,
        reason="临时出差",
        until=timezone.now() + timedelta(days=2),
    )
