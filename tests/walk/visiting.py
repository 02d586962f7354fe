"""What a visit needs: a bus, a venue that was asked, a team that speaks."""

from datetime import timedelta

from django.utils import timezone

from events import actions as events
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.models import Bus, Offering, Session, SpeakerTeam
from tests.factories import Cast


def make_visit(cast: Cast, offering: Offering, session: Session) -> None:
    """The offering goes by bus, has asked the venue, and a team speaks."""
    bus = Bus.objects.create(plate="苏E12345", seats=45)
    day = timezone.now() + timedelta(days=8)
    values = {
        "meeting_point": "市民中心南门", "meets_at": day, "returns_at": day + timedelta(hours=9),
    }  # fmt: skip
    stop = StopPlan(day, day + timedelta(hours=2), venue=session.venue)
    events.save_route(
        by=cast.organiser, offering=offering,
        plan=RoutePlan(values, [BusPlan(bus, "沈若兰", 40)], [stop]),
    )  # fmt: skip
    asked = {"headcount": 40, "answer_by": timezone.now() + timedelta(days=2)}
    events.ask_booking(by=cast.organiser, session=session, **asked)
    SpeakerTeam.objects.create(name="巡回宣讲团")
