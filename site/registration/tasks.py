"""Nightly: do the counters of seats say what the registrations say?"""

import logging

from celery import shared_task

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
    return len(differing)
