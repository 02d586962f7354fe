"""Leave, an objection and a guest for the scene that is walked."""

from typing import Any

from django.core.files.base import ContentFile

from attendance.models import Appeal, LeaveRequest, MakeUp, RemoteSite
from events.models import Session
from tests.factories import (
    make_appeal,
    make_leave,
    make_makeup,
    make_offering,
    make_session,
    make_venue,
)


def make_scene_leave(registration: Any) -> LeaveRequest:
    """The participant asks to be away next week, with a file."""
    leave = make_leave(registration, evidence_name="会议通知.pdf")
    leave.evidence.save("summons.pdf", ContentFile(b"%PDF-1.7"))
    return leave


def make_scene_appeal(registration: Any) -> Appeal:
    """The participant objects to an absence, with a file."""
    appeal = make_appeal(registration, evidence_name="照片.png")
    appeal.evidence.save("photo.png", ContentFile(b"PNG"))
    return appeal


def make_scene_site(offering: Any) -> RemoteSite:
    """A remote site of the offering that people may choose."""
    return RemoteSite.objects.create(offering=offering, name="千灯分会场", is_open=True)


def make_scene_makeup(appeal: Appeal, missed: Session) -> MakeUp:
    """Another cohort of the city has a session on the same topic in a large hall."""
    of = missed.offering
    offering = make_offering(unit=of.lead_unit, page=of.page, label="第4期", sessions=0)
    hall = make_venue("报告厅", capacity=99)
    host = make_session(offering, topic=missed.topic, title=missed.title, venue=hall)
    return make_makeup(appeal.attendance, host)
