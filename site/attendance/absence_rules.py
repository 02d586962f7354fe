"""Who asks for leave, objects to marks and makes sessions up; who decides about it and sees it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from attendance.absence_enums import DECIDING, LeaveState, Office
from attendance.absence_queries import AppealQuerySet, LeaveQuerySet, MakeUpQuerySet
from attendance.ladder import may_decide
from attendance.models import Appeal, LeaveRequest, LeaveStep, MakeUp
from kernel.rules import Rule
from people.rules import LIAISONS, WORKERS, reaches, units_of
from registration.enums import RegistrationState


# Leave: the person, who decides or stands in, the liaison for the own people.
def _decided(person: Any) -> LeaveQuerySet:
    """Requests whose open rung is the person's to decide, or that of somebody below them."""
    rows = LeaveRequest.objects.pending().with_office()
    led = "registration__offering__lead_unit__in"
    mine = Q(office=Office.LIAISON, registration__unit__in=units_of(person, *LIAISONS))
    mine |= Q(office=Office.COORDINATOR, registration__offering__cohort__coordinator=person)
    for office, roles in DECIDING.items():
        mine |= Q(**{"office": office, led: units_of(person, *roles)})
    confirmed = rows.filter(registration__state=RegistrationState.CONFIRMED)
    return confirmed.filter(mine).exclude(registration__person=person)


def _may_decide(person: Any, leave: Any) -> bool:
    if leave is None:
        return reaches(person, None, *WORKERS, *LIAISONS)
    step = leave.steps.filter(decision="").first()
    pending = leave.state == LeaveState.PENDING and step is not None
    return pending and may_decide(person, leave, step.office)


def _followed(person: Any) -> LeaveQuerySet:
    """From what the person's units lead, and whatever awaits the person's decision."""
    return LeaveRequest.objects.filter(
        Q(registration__offering__lead_unit__in=units_of(person, *WORKERS))
        | Q(pk__in=_decided(person).values("pk"))
    )


def _leave_seen(person: Any) -> LeaveQuerySet:
    return LeaveRequest.objects.filter(
        Q(registration__person=person)
        | Q(registration__unit__in=units_of(person, *LIAISONS))
        | Q(registration__offering__lead_unit__in=units_of(person, *WORKERS))
        | Q(registration__offering__cohort__coordinator=person)
    )


def _of_units(person: Any) -> LeaveQuerySet:
    """Of the people of the person's units: only what opens, so that no line leads to a refusal."""
    return _leave_seen(person).in_units(units_of(person, *LIAISONS, *WORKERS))


def _reasons_seen(person: Any) -> LeaveQuerySet:
    """The person's own, and those that the person decides about in some office."""
    asked = LeaveStep.objects.filter(leave=OuterRef("pk"), office=Office.LIAISON)
    return LeaveRequest.objects.filter(
        Q(registration__person=person)
        | Q(Exists(asked), registration__unit__in=units_of(person, *LIAISONS))
        | Q(registration__offering__lead_unit__in=units_of(person, *WORKERS))
        | Q(registration__offering__cohort__coordinator=person)
    )


def _may_keep(person: Any, leave: Any) -> bool:
    if leave is None:
        return True
    own = leave.registration.person_id == person.pk
    return own or reaches(person, leave.registration.offering.lead_unit, *WORKERS)


ASK_LEAD_UNIT = _("Ask an organiser of the lead unit.")
own_leave = Rule(
    "attendance.own_leave",
    _("This leave is somebody else's."),
    visible=LeaveRequest.objects.of,
)
see_leave = Rule(
    "attendance.see_leave",
    _("Leave is seen by the person, by those who decide about it, and by the unit's liaison."),
    visible=_leave_seen,
    who_can_help=ASK_LEAD_UNIT,
)
see_reason = Rule(
    "attendance.see_reason",
    _("Why somebody is away is for the person and those who decide about it."),
    visible=_reasons_seen,
    who_can_help=ASK_LEAD_UNIT,
)
decide_leave = Rule(
    "attendance.decide_leave",
    _("This step is decided by somebody else."),
    visible=_decided,
    test=_may_decide,
    who_can_help=_("The page of the leave says whose decision comes next."),
)
keep_leave = Rule(
    "attendance.keep_leave",
    _("Only the person and the organisers of the lead unit change a leave."),
    visible=_leave_seen,
    test=_may_keep,
    who_can_help=ASK_LEAD_UNIT,
)
follow_leave = Rule(
    "attendance.follow_leave",
    _("You can see the leave from what your own unit or one below it leads."),
    visible=_followed,
    who_can_help=ASK_LEAD_UNIT,
)
unit_leave = Rule(
    "attendance.unit_leave",
    _("Only the liaison of a unit and the deputies see the leave of its people here."),
    visible=_of_units,
    test=lambda person, unit: reaches(person, unit, *LIAISONS, *WORKERS),
    who_can_help=_("The organiser of your city or district names the liaisons."),
)


# Objections: the person, and whoever runs what they were marked at.
def _objections_seen(person: Any) -> AppealQuerySet:
    return Appeal.objects.filter(
        Q(attendance__registration__person=person)
        | Q(attendance__session__offering__lead_unit__in=units_of(person, *WORKERS))
    )


def _objections_followed(person: Any) -> AppealQuerySet:
    return Appeal.objects.filter(
        attendance__session__offering__lead_unit__in=units_of(person, *WORKERS)
    )


def _may_answer(person: Any, appeal: Any) -> bool:
    if appeal is None:
        return reaches(person, None, *WORKERS)
    registration = appeal.attendance.registration
    lead_unit = registration.offering.lead_unit
    return registration.person_id != person.pk and reaches(person, lead_unit, *WORKERS)


see_objection = Rule(
    "attendance.see_objection",
    _("An objection is seen by the person and those who answer it."),
    visible=_objections_seen,
    who_can_help=ASK_LEAD_UNIT,
)
answer_objection = Rule(
    "attendance.answer_objection",
    _("Only those who run an activity answer objections to its marks, and never their own."),
    visible=_objections_followed,
    test=_may_answer,
    who_can_help=ASK_LEAD_UNIT,
)


# Guests: the person, who runs the session where it is made up, who runs the one that was missed.
def _makeups_seen(person: Any) -> MakeUpQuerySet:
    units = units_of(person, *WORKERS)
    return MakeUp.objects.filter(
        Q(makeup_for__registration__person=person)
        | Q(session__offering__lead_unit__in=units)
        | Q(makeup_for__session__offering__lead_unit__in=units)
    )


def _guests_followed(person: Any) -> MakeUpQuerySet:
    return MakeUp.objects.filter(session__offering__lead_unit__in=units_of(person, *WORKERS))


def _may_let_in(person: Any, makeup: Any) -> bool:
    if makeup is None:
        return reaches(person, None, *WORKERS)
    lead_unit = makeup.session.offering.lead_unit
    return makeup.person.pk != person.pk and reaches(person, lead_unit, *WORKERS)


see_makeup = Rule(
    "attendance.see_makeup",
    _("A guest's place is seen by the guest and those who run one of the two sessions."),
    visible=_makeups_seen,
    who_can_help=ASK_LEAD_UNIT,
)
decide_makeup = Rule(
    "attendance.decide_makeup",
    _("Only those who run a session let guests in, and never themselves."),
    visible=_guests_followed,
    test=_may_let_in,
    who_can_help=ASK_LEAD_UNIT,
)
