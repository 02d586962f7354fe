"""Why is nobody promoted? What keeps a waiting list where it is, in sentences made of facts."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import RUNNING
from events.models import Offering
from publishing import dates
from publishing.languages import one_by_one, text
from registration.actions.pools import open_to, pools_of
from registration.actions.promote import goes_on
from registration.enums import RegistrationState
from registration.models import Registration

FIRST = 20  # of the line, looked at one by one


def diagnose(offering: Offering) -> list[str]:
    """Everything that is true of the line now, what decides first."""
    return list(_sentences(offering))


def _sentences(offering: Offering) -> Iterator[str]:
    rows = Registration.objects.filter(offering=offering)
    line = list(rows.waiting().select_related("unit")[:FIRST])
    pools = pools_of(offering)
    if not line:
        yield _("Nobody is waiting.")
    yield _places(pools)
    yield from _standstill(offering)
    yield from _offers(rows)
    yield from _misfits(line, pools)
    if line and offering.offer_hours:
        hours = {"hours": offering.offer_hours}
        yield _("A place that comes free is offered for %(hours)s working hours.") % hours


def _places(pools: list[Any]) -> str:
    left = sum(pool.left for pool in pools)
    if left <= 0:
        return _("No place is free: %(all)s of %(all)s are taken or offered.") % {
            "all": sum(pool.capacity for pool in pools)
        }
    parts = [
        _("%(left)s for %(unit)s")
        % {"left": pool.left, "unit": text(pool.unit, "name") if pool.unit else _("everybody")}
        for pool in pools
        if pool.left > 0
    ]
    return _("Free places: %(parts)s.") % {"parts": one_by_one(parts)}


def _standstill(offering: Offering) -> Iterator[str]:
    if offering.promotion_paused:
        yield _(
            "You have stopped the waiting list. Let it go on and free places are given at once."
        )
    if offering.state not in RUNNING:
        state = {"state": offering.get_state_display()}
        yield _("The offering is “%(state)s”; nobody moves up while it is.") % state
    elif not goes_on(offering):
        yield _("The last session is over, so nobody moves up any more.")


def _offers(rows: Any) -> Iterator[str]:
    offered = rows.filter(state=RegistrationState.OFFERED)
    pending = list(offered.order_by("offered_until").values_list("offered_until", flat=True))
    if pending:
        sentence = ngettext(
            "%(number)s place is offered and not answered yet; it goes on at %(until)s.",
            "%(number)s places are offered and not answered yet; the first goes on at %(until)s.",
            len(pending),
        )
        yield sentence % {"number": len(pending), "until": dates.instant(pending[0])}


def _misfits(line: list[Any], pools: list[Any]) -> Iterator[str]:
    """Those at the head of the line for whom the free places are not, or not enough."""
    if not any(pool.left > 0 for pool in pools):
        return
    for position, row in enumerate(line, start=1):
        most = max((pool.left for pool in open_to(row.unit, pools)), default=0)
        facts = {"position": position, "seats": 1 + row.companions, "most": most}
        if most <= 0:
            yield (
                _("Number %(position)s may not use the free places: they are other units'.") % facts
            )
        elif most < 1 + row.companions:
            yield (
                _("Number %(position)s needs %(seats)s places together; %(most)s are free.") % facts
            )
        else:
            yield _("Number %(position)s could move up now.") % facts
            return


def unanswered(offering: Offering) -> list[Any]:
    """The confirmed who have been asked again and have not answered, the most urgent first."""
    rows = Registration.objects.filter(offering=offering, reconfirm_by__isnull=False)
    return list(rows.select_related("person", "unit").order_by(F("reconfirm_by"), "pk"))
