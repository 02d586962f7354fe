"""What organisers do to cohorts and their templates; each ends in a `CohortOutcome`."""

from courses.actions.cohorts import EDITABLE, create_cohort, edit_cohort
from courses.actions.templates import create_from_template, save_as_template

__all__ = ["EDITABLE", "create_cohort", "create_from_template", "edit_cohort", "save_as_template"]
