"""Who may see and decide about registrations."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.enums import OfferingState
from events.models import Offering
from events.queries import OfferingQuerySet
from events.rules import follow_offering, manage_offering, see_offering
from kernel.rules import Rule
from people.enums import Role
from people.rules import WORKERS, reaches, units_of
from registration.models import Answer, Question, Registration
from registration.queries import RegistrationQuerySet


def _own(person: Any) -> RegistrationQuerySet:
    return Registration.objects.of(person)


def _decided(person: Any) -> RegistrationQuerySet:
    return Registration.objects.filter(offering__lead_unit__in=units_of(person, *WORKERS))


def _followed(person: Any) -> RegistrationQuerySet:
    units = units_of(person, *WORKERS, Role.AUDITOR)
    return Registration.objects.filter(offering__lead_unit__in=units)


def _opened(person: Any) -> OfferingQuerySet:
    """What everybody may see, and what the person registered for though its page was taken down."""
    seen: OfferingQuerySet = see_offering.visible(person)
    if not getattr(person, "is_authenticated", False):
        return seen
    own = Offering.objects.exclude(state=OfferingState.DRAFT).filter(
        pk__in=_own(person).values("offering")
    )
    return Offering.objects.filter(
        Q(pk__in=seen.order_by().values("pk")) | Q(pk__in=own.values("pk"))
    )


def topics_followed(person: Any) -> Any:
    """Public ids of the offerings whose registrations, and so whose notices, a person follows."""
    units = units_of(person, *WORKERS, Role.AUDITOR)
    return Offering.objects.filter(lead_unit__in=units).values("public_id")


def _answers(person: Any) -> Any:
    return Answer.objects.filter(
        Q(registration__person=person)
        | Q(registration__offering__lead_unit__in=units_of(person, *WORKERS))
    )


def _questions(person: Any) -> Any:
    return Question.objects.filter(offering__in=follow_offering.visible(person))  # type: ignore[misc]


def _asked_by(person: Any) -> Any:
    return Question.objects.filter(offering__in=manage_offering.visible(person))  # type: ignore[misc]


open_offering = Rule(
    "registration.open_offering",
    see_offering.sentence,
    visible=_opened,
    who_can_help=see_offering.who_can_help,
    anonymous=True,
)
follow_registrations = Rule(
    "registration.follow_registrations",
    _("You can see the registrations for what your own unit or one below it leads."),
    visible=_followed,
    who_can_help=_("Ask the organiser of the lead unit."),
)
own_registration = Rule(
    "registration.own_registration",
    _("This registration belongs to somebody else."),
    visible=_own,
    test=lambda person, row: row is None or row.person_id == person.pk,
)
decide_registration = Rule(
    "registration.decide_registration",
    _("Only organisers of the lead unit decide about registrations."),
    visible=_decided,
    test=lambda person, row: reaches(person, row and row.offering.lead_unit, *WORKERS),
    who_can_help=_("Ask an organiser of the lead unit."),
)
import_registrations = Rule(
    "registration.import_registrations",
    decide_registration.sentence,
    test=lambda person, _record: reaches(person, None, *WORKERS),
    who_can_help=decide_registration.who_can_help,
)
see_answer = Rule(
    "registration.see_answer",
    _("Only the person who answered and the organisers of the lead unit read this."),
    visible=_answers,
    test=lambda person, answer: (
        answer is None
        or answer.registration.person_id == person.pk
        or reaches(person, answer.registration.offering.lead_unit, *WORKERS)
    ),
    who_can_help=_("Ask an organiser of the lead unit."),
)
follow_questions = Rule(
    "registration.follow_questions",
    follow_offering.sentence,
    visible=_questions,
    who_can_help=follow_offering.who_can_help,
)
ask_questions = Rule(
    "registration.ask_questions",
    manage_offering.sentence,
    visible=_asked_by,
    who_can_help=manage_offering.who_can_help,
)
