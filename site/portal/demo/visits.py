"""How the demo's visits are carried out: buses, a way with stops, bookings, closed days, a team."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from events import actions
from events.actions.booking_steps import usual_answer_by
from events.actions.routes import BusPlan, RoutePlan, StopPlan
from events.models import (
    Bus,
    Offering,
    OpeningException,
    Session,
    Speaker,
    SpeakerAbsence,
)
from people.models import User
from portal.demo.data import instant
from portal.demo.programmes import Run
from portal.demo.venues import Places

ROUTE_OF = "gu-yanwu-route-1"
PAIR = ("yao-zhizhou", "fan-ruoxi")
BUSES = (("苏E·A1026", 45), ("苏E·A1027", 33))
# Bookings are made for the next visits, every third of which has been confirmed.
BOOKED = 9


def load(runs: list[Run], places: Places) -> None:
    """Add what is planned around the offerings."""
    by = User.objects.get(email="organiser@example.org")
    buses = [
        Bus.objects.create(plate=plate, seats=seats, company="姑苏旅运") for plate, seats in BUSES
    ]
    for run in runs:
        if run.slug == ROUTE_OF:
            _route(by, run.offering, buses)
    _way_of_a_class(by, buses[1])
    _bookings(by)
    first = next(iter(places.venues.values()))
    on = timezone.localdate() + timedelta(days=40)
    OpeningException.objects.create(
        venue=first, from_on=on, until_on=on + timedelta(days=2), reason="布展",
        reason_en="new exhibition",
    )  # fmt: skip
    pair = [places.speakers[slug] for slug in PAIR]
    _talks(by, pair)
    SpeakerAbsence.objects.create(speaker=pair[0], from_on=on, until_on=on + timedelta(days=6))


def _talks(by: Any, pair: list[Speaker]) -> None:
    """At every stop to come two more of the team speak beside the one named for it."""
    stops = Offering.objects.exclude(team=None).with_figures().upcoming()
    for stop in stops.filter(starts_at__gt=timezone.now()):
        others = [one.pk for one in pair]
        wanted = [(session, {"others": others}) for session in stop.sessions.all()]
        actions.rewrite_sessions(by=by, offering=stop, wanted=wanted)


def _route(by: Any, offering: Offering, buses: list[Bus]) -> None:
    """From the town hall over all venues and back, with two buses."""
    sessions = list(offering.sessions.with_places())
    day = (timezone.localtime(sessions[0].starts_at).date() - timezone.localdate()).days
    stops: list[StopPlan] = []
    for session in sessions:
        if stops and stops[-1].venue == session.venue:
            stops[-1] = StopPlan(stops[-1].arrives_at, session.ends_at, venue=session.venue)
        else:
            stops.append(StopPlan(session.starts_at, session.ends_at, venue=session.venue))
    values = {
        "meets_at": instant(day, "07:40"),
        "meeting_point": "苏州市行政中心南门广场",
        "meeting_point_en": "South gate of the Suzhou administration centre",
        "returns_at": instant(day, "18:00"),
        "note": "请穿便于步行的鞋，自带水杯。",
        "note_en": "Wear shoes for walking and bring a cup.",
    }
    planned = [BusPlan(buses[0], "沈领队", 24), BusPlan(buses[1], "陆领队", 16)]
    actions.save_route(by=by, offering=offering, plan=RoutePlan(values, planned, stops))


def _way_of_a_class(by: Any, bus: Bus) -> None:
    """The next visit of a cohort goes by bus, from its school and back."""
    visits = Session.objects.holding().with_places().filter(form="on_site", venue__isnull=False)
    courses = visits.filter(offering__cohort__isnull=False, starts_at__gt=timezone.now())
    session = courses.order_by("starts_at").first()
    if session is None:
        return
    around = timedelta(minutes=40)
    values = {
        "session": session,
        "meets_at": session.starts_at - around,
        "meeting_point": "学员宿舍楼前",
        "meeting_point_en": "In front of the dormitory",
        "returns_at": session.ends_at + around,
    }
    stop = StopPlan(session.starts_at, session.ends_at, venue=session.venue)
    plan = RoutePlan(values, [BusPlan(bus, "班主任", 30)], [stop])
    actions.save_route(by=by, offering=session.offering, plan=plan)


def _bookings(by: Any) -> None:
    """What was asked of venues that want guides booked ahead, and what they answered so far."""
    now = timezone.now()
    ahead = Session.objects.holding().with_places().filter(starts_at__gt=now + timedelta(days=1))
    visits = ahead.filter(venue__guide_lead_days__gt=0).order_by("starts_at")[:BOOKED]
    for number, session in enumerate(visits):
        made = actions.ask_booking(
            by=by, session=session, headcount=20, guide_wanted=True, contact="培训科值班室",
            answer_by=usual_answer_by(now, session.starts_at),
        )  # fmt: skip
        if made.ok and number % 3 == 0:
            actions.confirm_booking(by=by, booking=made.record, note="电话答复")
