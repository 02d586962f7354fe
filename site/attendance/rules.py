"""Who works at the desk of a session."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from attendance.models import Attendance, CreditTable, DeskToken
from events.enums import OfferingState
from events.models import Session
from events.queries import SessionQuerySet
from events.rules import follow_offering, manage_offering
from kernel.rules import Rule
from people.enums import Role
from people.queries import below
from people.rules import WORKERS, has_role, paths_of, reaches


def sessions_of(person: Any) -> SessionQuerySet:
    """Sessions of published offerings led by a unit within the person's reach."""
    # Not `public()`: a page taken down while its session runs must not close the door.
    sessions = Session.objects.exclude(offering__state=OfferingState.DRAFT)
    if getattr(person, "is_superuser", False):
        return sessions
    return sessions.filter(below(paths_of(person, *WORKERS), "offering__lead_unit__"))


def _may_work(person: Any, session: Any) -> bool:
    unit = session.offering.lead_unit if session is not None else None
    return reaches(person, unit, *WORKERS)


work_desk = Rule(
    "attendance.work_desk",
    _("Only those who run an activity check people in for it."),
    visible=sessions_of,
    test=_may_work,
    who_can_help=_(
        "The organiser of the unit that leads this activity can name you organiser or coordinator."
    ),
)
show_code = Rule(
    "attendance.show_code",
    _("Only those who run an activity show its codes: whoever sees them can check in."),
    visible=sessions_of,
    test=_may_work,
    who_can_help=_(
        "The organiser of the unit that leads this activity can name you organiser or coordinator."
    ),
)
keep_credit = Rule(
    "attendance.keep_credit",
    _("Only operators set what counts as how many credit hours."),
    visible=lambda _person: CreditTable.objects.all(),
    test=lambda person, _table: has_role(person, Role.OPERATOR),
    who_can_help=_("Ask the operator of the site."),
)
own_mark = Rule(
    "attendance.own_mark",
    _("You can see your own check-in only."),
    visible=Attendance.objects.of,
)
own_desks = Rule(
    "attendance.own_desks",
    _("These tokens belong to somebody else."),
    visible=DeskToken.objects.of,
)
follow_attendance = Rule(
    "attendance.follow_attendance",
    _("You can see the attendance at what your own unit or one below it leads."),
    visible=follow_offering.visible,
    test=follow_offering.test,
    who_can_help=follow_offering.who_can_help,
)
# Paper leaves the house: only those who run the activity hand out names and numbers.
print_names = Rule(
    "attendance.print_names",
    _("Only those who run an activity print papers with the names of its people."),
    visible=manage_offering.visible,
    test=manage_offering.test,
    who_can_help=manage_offering.who_can_help,
)
