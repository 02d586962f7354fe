"""What organisers do to cohorts and their timetables; each ends in a named outcome."""

from courses.actions.cohorts import create_cohort, edit_cohort
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
from courses.actions.publish import publish_timetable

__all__ = [
    "bring_back_session",
    "change_planned_session",
    "copy_day",
    "create_cohort",
    "discard_draft",
    "edit_cohort",
    "move_day",
    "nudge_planned_session",
    "place_planned_session",
    "plan_session",
    "publish_timetable",
    "shift_day",
    "shift_timetable",
    "take_back_version",
    "take_out_session",
    "undo_step",
]
