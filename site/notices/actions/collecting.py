"""The collected mail: what waits goes along, in the transaction that writes it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from kernel.actions import action
from kernel.outcomes import Result
from notices.actions.choosing import next_digest
from notices.delivery import notify
from notices.enums import DeliveryState, Kind
from notices.models import Delivery, DigestPlan
from notices.outcomes import DeliveryOutcome

# A mail with more than this is read by nobody; the rest stands in the inbox, which it names.
NAMED = 100


@action("notices.send_digest", audited=False)
def send_digest(*, by: Any, plan: DigestPlan) -> Result:
    """Write the mail of everything collected for the plan's person, and plan the next one.

    COLLECTED with the notice, or NOTHING_COLLECTED. The plan's row is locked: two workers at once
    write one mail, and what is collected meanwhile waits for the next.
    """
    plan = _lock(plan)
    due_at = plan.next_at
    if not _plan_next(plan):
        return Result(DeliveryOutcome.NOTHING_COLLECTED)
    waiting = Delivery.objects.filter(
        notice__recipient=plan.person, state=DeliveryState.COLLECTED
    ).order_by("pk")
    rows = list(waiting.select_for_update(of=("self",)).select_related("notice"))
    if not rows:
        return Result(DeliveryOutcome.NOTHING_COLLECTED)
    carrier = notify(
        person=plan.person,
        kind=Kind.DIGEST,
        key=f"{due_at.isoformat()}:{rows[0].pk}",
        path=_inbox(plan.person.language),
        context={"count": len(rows), "notices": _listed(rows[:NAMED])},
    )
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=DeliveryState.IN_DIGEST, carrier=carrier
    )
    return Result(DeliveryOutcome.COLLECTED, carrier)


@action("notices.pass_over_digest", audited=False)
def pass_over_digest(*, by: Any, plan: DigestPlan) -> Result:
    """Leave out a mail that nobody could write: what it was to carry waits for the next one.

    PASSED_OVER, or NOTHING_COLLECTED when its time has not come or it was written after all.
    """
    passed = _plan_next(_lock(plan))
    return Result(DeliveryOutcome.PASSED_OVER if passed else DeliveryOutcome.NOTHING_COLLECTED)


def _lock(plan: DigestPlan) -> DigestPlan:
    return (
        DigestPlan.objects.select_for_update(of=("self",)).select_related("person").get(pk=plan.pk)
    )


def _plan_next(plan: DigestPlan) -> bool:
    """Plan the next mail of a locked plan; False while the time of this one has not come."""
    now = timezone.now()
    if plan.next_at > now:
        return False
    plan.next_at = next_digest(plan, now)
    plan.save(update_fields=["next_at"])
    return True


def _inbox(language: str) -> str:
    with translation.override(language):
        return reverse("notices")


def _listed(rows: list[Delivery]) -> str:
    """Each notice with its words and where it leads, in the order in which they came."""
    return "\n\n".join(
        "\n".join(
            filter(
                None,
                (
                    f"{number}. {row.notice.subject}",
                    row.notice.body,
                    f"{settings.SITE_URL}{row.notice.path}" if row.notice.path else "",
                ),
            )
        )
        for number, row in enumerate(rows, 1)
    )
