"""What this room holds about a person."""

from typing import Any

from kernel.privacy import PersonalData
from notices.enums import OPEN, DeliveryState, Trouble
from notices.models import Choice, Delivery, DigestPlan, Notice, WordingVersion

MODELS = (Notice, Choice, DigestPlan, WordingVersion)


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Every notice with its words and deliveries, what was chosen, which words were changed."""
    notices = Notice.objects.of(person).prefetch_related("deliveries")
    choices = Choice.objects.filter(person=person).order_by("kind")
    plans = DigestPlan.objects.filter(person=person)
    versions = WordingVersion.objects.filter(by=person).select_related("wording").order_by("at")
    return {
        "notices": [_notice(notice) for notice in notices],
        "notice_choices": [{"kind": row.kind, "mail": row.mail, "sms": row.sms} for row in choices],
        "collected_mail": [
            {"rhythm": row.rhythm, "weekday": row.weekday, "hour": row.hour} for row in plans
        ],
        "words_of_notices": [
            {"at": row.at.isoformat(), "kind": row.wording.kind, "version": row.number}
            for row in versions
        ],
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "created_at": notice.created_at.isoformat(),
        "subject": notice.subject,
        "body": notice.body,
        "read_at": notice.read_at.isoformat() if notice.read_at else "",
        "deliveries": [
            {
                "channel": row.channel,
                "state": row.state,
                "sent_at": row.sent_at.isoformat() if row.sent_at else "",
            }
            for row in notice.deliveries.all()
        ],
    }


def merge(keep: Any, drop: Any) -> None:
    """The inbox moves; a choice moves where `keep` made none of its own."""
    Notice.objects.filter(recipient=drop).update(recipient=keep)
    for model, same in ((Choice, ["kind"]), (DigestPlan, [])):
        for row in model.objects.filter(person=drop):
            own = model.objects.filter(person=keep, **{name: getattr(row, name) for name in same})
            if own.exists():
                row.delete()
            else:
                row.person = keep
                row.save(update_fields=["person"])


def erase(person: Any) -> None:
    """Words may name the person: they go; so do choices, and what was still on its way."""
    mine = Delivery.objects.filter(notice__recipient=person)
    mine.update(detail="")
    mine.filter(state__in=(*OPEN, DeliveryState.COLLECTED)).update(
        state=DeliveryState.GIVEN_UP, trouble=Trouble.NO_ADDRESS, next_at=None
    )
    Notice.objects.filter(recipient=person).update(subject="", body="", reply_to="")
    Choice.objects.filter(person=person).delete()
    DigestPlan.objects.filter(person=person).delete()


PROVIDER = PersonalData("notices", MODELS, export, merge, erase)
