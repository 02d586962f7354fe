"""What organisers do to cohorts, timetables and templates; each ends in a named outcome."""

from courses.actions.cohorts import EDITABLE, create_cohort, edit_cohort
from courses.actions.days import copy_day, move_day, shift_day, shift_timetable
from courses.actions.draft import (
    bring_back_session,
    change_planned_session,
    nudge_planned_session,
    place_planned_session,
    plan_session,
    take_out_session,
)
from courses.actions.history import discard_draft, take_back_version, undo_step
from courses.actions.import_draft import import_into_draft
from courses.actions.publish import publish_timetable
from courses.actions.templates import create_from_template, save_as_template

__all__ = [
    "EDITABLE",
    "bring_back_session",
    "change_planned_session",
    "copy_day",
    "create_cohort",
    "create_from_template",
    "discard_draft",
    "edit_cohort",
    "import_into_draft",
    "move_day",
    "nudge_planned_session",
    "place_planned_session",
    "plan_session",
    "publish_timetable",
    "save_as_template",
    "shift_day",
    "shift_timetable",
    "take_back_version",
    "take_out_session",
    "undo_step",
]
