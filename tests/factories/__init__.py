"""Invented records and a small cast of invented people that appears in every test.

Plain functions with sensible defaults; what matters to a test is named in its call. The cast:
organiser of the city, liaison and participant of one unit, a colleague, a reviewer, an editor, an
administrator, and a stranger who signed up and belongs to no unit.
"""

from tests.factories.essays import make_publication, make_task
from tests.factories.events import (
    make_course,
    make_event,
    make_offering,
    make_session,
    make_speaker,
    make_team,
    make_topic,
    make_tree,
    make_venue,
)
from tests.factories.leave import make_appeal, make_leave, make_makeup
from tests.factories.people import Cast, make_cast, make_person, make_unit
from tests.factories.pictures import make_picture
from tests.factories.questions import make_answer, make_question
from tests.factories.registrations import make_registration
from tests.factories.timetables import make_cohort, make_timetable

__all__ = [
    "Cast",
    "make_answer",
    "make_appeal",
    "make_cast",
    "make_cohort",
    "make_course",
    "make_event",
    "make_leave",
    "make_makeup",
    "make_offering",
    "make_person",
    "make_picture",
    "make_publication",
    "make_question",
    "make_registration",
    "make_session",
    "make_speaker",
    "make_task",
    "make_team",
    "make_timetable",
    "make_topic",
    "make_tree",
    "make_unit",
    "make_venue",
]
