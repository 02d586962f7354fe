"""Who may look into and manage cohorts: whoever may their offerings."""

from courses.models import Cohort
from events.rules import follow_offering, manage_offering
from kernel.rules import Rule

follow_cohorts = Rule(
    "courses.follow_cohorts",
    follow_offering.sentence,
    visible=lambda person: Cohort.objects.filter(
        offering__in=follow_offering.visible(person)  # type: ignore[misc]
    ),
    who_can_help=follow_offering.who_can_help,
)
manage_cohorts = Rule(
    "courses.manage_cohorts",
    manage_offering.sentence,
    visible=lambda person: Cohort.objects.filter(
        offering__in=manage_offering.visible(person)  # type: ignore[misc]
    ),
    who_can_help=manage_offering.who_can_help,
)
