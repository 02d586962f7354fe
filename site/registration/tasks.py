"""What time brings about: offers run out, too few have registered, counters are compared."""

import logging

from celery import shared_task
from django.utils import timezone

from events.models import Offering
from registration.actions import expire_offers, report_seats
from registration.actions.promote import PROMOTING
from registration.minimum import tell_of_few
from registration.models import Registration
from registration.seat_check import differing_pools

logger = logging.getLogger(__name__)


@shared_task(name="registration.check_seats")
def check_seats() -> int:
    """Report every pool whose counter differs from its registrations; return how many."""
    differing = differing_pools()
    for pool in differing:
        logger.error(
            "seat counter differs from registrations",
            extra={"pool": pool.pk, "taken": pool.taken, "held": pool.held},
        )
    report_seats(by=None, pools=differing)
    return len(differing)


@shared_task(name="registration.pass_on_offers")
def pass_on_offers() -> int:
    """Give offers that nobody answered to the next in line; return of how many offerings."""
    late = Registration.objects.unanswered(timezone.now()).values("offering")
    running = Offering.objects.filter(pk__in=late, state__in=PROMOTING)
    offerings = list(running.order_by("pk"))
    for offering in offerings:
        expire_offers(by=None, offering=offering)
    return len(offerings)


@shared_task(name="registration.compare_minimum")
def compare_minimum() -> int:
    """Tell organisers of offerings that too few have registered for; return of how many."""
    return tell_of_few()
