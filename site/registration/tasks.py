"""What time brings about: offers and questions run out, places lapse, counters are compared."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from events.enums import RUNNING
from events.models import Offering
from registration.actions import expire_offers, lapse_hand_over, meet_enough, meet_few, report_seats
from registration.actions.quota import lapse_places, remind_of_milestone
from registration.actions.quota.remind import DAYS_BEFORE
from registration.minimum import below_minimum, with_enough
from registration.models import HandOver, Milestone, QuotaRule, Registration
from registration.seat_check import differing_pools

logger = logging.getLogger(__name__)
# After this many days a milestone that was missed is no longer news.
DAYS_AFTER = 3


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
    running = Offering.objects.filter(pk__in=late, state__in=RUNNING)
    offerings = list(running.order_by("pk"))
    for offering in offerings:
        expire_offers(by=None, offering=offering)
    return len(offerings)


@shared_task(name="registration.lapse_hand_overs")
def lapse_hand_overs() -> int:
    """Tell holders of places that no colleague took theirs in time; return how many."""
    late = HandOver.objects.overdue().select_related("registration__offering").order_by("pk")
    return sum(lapse_hand_over(by=None, hand_over=asked).changed for asked in list(late))


@shared_task(name="registration.compare_minimum")
def compare_minimum() -> int:
    """Do what was laid down for offerings with too few participants; return how many they are.

    Those with enough are settled first: who leaves later changes nothing any more.
    """
    for offering in list(with_enough().order_by("pk")):
        meet_enough(by=None, offering=offering)
    few = list(below_minimum().order_by("pk"))
    for offering in few:
        meet_few(by=None, offering=offering)
    return len(few)


@shared_task(name="registration.lapse_places")
def lapse_due_places() -> int:
    """Let places lapse whose last day is over; each offering in a transaction of its own."""
    due = QuotaRule.objects.filter(
        usable_until__lt=timezone.localdate(), lapsed_at=None, offering__state__in=RUNNING
    )
    done = 0
    for rule in due.select_related("offering").order_by("pk"):
        done += lapse_places(by=None, offering=rule.offering).changed
    return done


@shared_task(name="registration.remind_of_milestones")
def remind_of_milestones() -> int:
    """Remind liaisons of milestones that are near or were just missed; safe to repeat."""
    today = timezone.localdate()
    near = Milestone.objects.filter(
        due_on__gte=today - timedelta(days=DAYS_AFTER),
        due_on__lte=today + timedelta(days=DAYS_BEFORE),
        rule__offering__state__in=RUNNING,
    )
    done = 0
    for milestone in near.select_related("rule__offering__page").order_by("pk"):
        done += remind_of_milestone(by=None, milestone=milestone).changed
    return done
