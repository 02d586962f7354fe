"""Who may see and move places of units, nominate, answer, and read an admission notice."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Offering
from events.queries import OfferingQuerySet
from kernel.rules import Rule
from people.enums import Role
from people.queries import UnitQuerySet
from people.rules import LIAISONS, reaches, units_of
from registration.models import Registration, TransferProposal
from registration.rules import open_offering

# Whoever organises for units may stand in for their liaisons.
NOMINATING = (*LIAISONS, Role.ORGANISER)


def _units(person: Any) -> UnitQuerySet:
    return units_of(person, *NOMINATING).active()


def _offerings(person: Any) -> OfferingQuerySet:
    """What is open to view and admits nominations, or where a unit has places."""
    opened = open_offering.visible(person)
    found: OfferingQuerySet = Offering.objects.filter(pk__in=opened.order_by().values("pk")).filter(
        Q(admits_nominated=True) | Q(pools__unit__isnull=False)
    )
    return found.distinct()


def _nominated(person: Any) -> Any:
    units = units_of(person, *NOMINATING)
    return Registration.objects.filter(Q(nominated_unit__in=units) | Q(unit__in=units))


def _proposals(person: Any) -> Any:
    units = units_of(person, *NOMINATING)
    return TransferProposal.objects.filter(Q(source__in=units) | Q(target__in=units))


nominate_people = Rule(
    "registration.nominate_people",
    _("Only the liaison of a unit nominates its people and sees its places."),
    visible=_units,
    test=lambda person, unit: reaches(person, unit, *NOMINATING),
    who_can_help=_("The organiser of your city or district names the liaisons."),
)
nominate_to = Rule(
    "registration.nominate_to",
    _("Units do not nominate here."),
    visible=_offerings,
    test=lambda person, offering: reaches(person, None, *NOMINATING),
    who_can_help=_("Ask an organiser of the lead unit."),
)
change_nomination = Rule(
    "registration.change_nomination",
    _("You can change only the nominations and places of your own unit."),
    visible=_nominated,
    test=lambda person, row: (
        reaches(person, None, *NOMINATING)
        if row is None
        else (row.nominated_unit or row.unit) is not None
        and reaches(person, row.nominated_unit or row.unit, *NOMINATING)
    ),
    who_can_help=_("Ask the liaison of that unit."),
)
answer_transfer = Rule(
    "registration.answer_transfer",
    _("Only the liaisons of the two units decide about this transfer."),
    visible=_proposals,
    test=lambda person, row: (
        reaches(person, None, *NOMINATING)
        if row is None
        else reaches(person, row.target, *NOMINATING) or reaches(person, row.source, *NOMINATING)
    ),
    who_can_help=_("Ask the liaison of the unit that was offered the places."),
)
