"""What this room holds about a person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.privacy import PersonalData, Section, from_sections
from notices.enums import OPEN, DeliveryState, Trouble
from notices.models import Choice, Delivery, DigestPlan, Notice, WordingVersion

MODELS = (Notice, Choice, DigestPlan, WordingVersion)


SECTIONS = (
    Section(
        "notices",
        _("Notices"),
        Notice,
        Notice.objects.of,
        {
            "created_at": _("When"),
            "kind": _("Kind"),
            "subject": _("Subject"),
            "body": _("Text"),
            "path": _("Leads to"),
            "language": _("Language"),
            "read_at": _("Opened"),
            "reply_to": _("Answers go to"),
        },
        _("The words go; that a notice was sent stays for the figures."),
        {
            "recipient": "this person",
            "public_id": "names the record in addresses",
            "key": "keeps the same notice from being written twice",
            "topic": "which record it is about; its words say so",
        },
    ),
    Section(
        "deliveries",
        _("How notices reached you"),
        Delivery,
        lambda person: (
            Delivery.objects.filter(notice__recipient=person)
            .select_related("notice")
            .order_by("pk")
        ),
        {
            "notice.subject": _("Subject"),
            "channel": _("Channel"),
            "state": _("State"),
            "attempts": _("Attempts"),
            "trouble": _("Trouble"),
            "detail": _("What the server said"),
            "created_at": _("Queued"),
            "sent_at": _("Sent"),
        },
        _("Stays for the figures; what the server said goes, and nothing that waits is sent."),
        dict.fromkeys(
            ("round", "claimed_at", "next_at", "carrier"), "how the sender goes about it"
        ),
    ),
    Section(
        "notice_choices",
        _("How you want to be told"),
        Choice,
        lambda person: Choice.objects.filter(person=person).order_by("kind"),
        {"kind": _("Kind"), "mail": _("By e-mail"), "sms": _("By text message")},
        _("Goes."),
        {"person": "this person"},
    ),
    Section(
        "collected_mail",
        _("Your collected mail"),
        DigestPlan,
        lambda person: DigestPlan.objects.filter(person=person),
        {"rhythm": _("Rhythm"), "weekday": _("Weekday"), "hour": _("Hour")},
        _("Goes."),
        {"person": "this person", "next_at": "follows from the other three"},
    ),
    Section(
        "words_of_notices",
        _("Words of notices that you changed"),
        WordingVersion,
        lambda person: (
            WordingVersion.objects.filter(by=person).select_related("wording").order_by("at")
        ),
        {
            "at": _("When"),
            "wording.kind": _("Kind"),
            "number": _("Version"),
            "subject": _("Subject"),
            "body": _("Text"),
        },
        _("Stays with the site, without your name."),
        {"by": "this person"},
    ),
)


def merge(keep: Any, drop: Any) -> None:
    """The inbox moves; a choice moves where `keep` made none of its own."""
    _rename_keys(keep, drop)
    Notice.objects.filter(recipient=drop).update(recipient=keep)
    for model, same in ((Choice, ["kind"]), (DigestPlan, [])):
        for row in model.objects.filter(person=drop):
            own = model.objects.filter(person=keep, **{name: getattr(row, name) for name in same})
            if own.exists():
                row.delete()
            else:
                row.person = keep
                row.save(update_fields=["person"])


def _rename_keys(keep: Any, drop: Any) -> None:
    """What either was told, the one who stays is not told again: keys end in whom they are for."""
    mine, theirs = f":{keep.pk}", f":{drop.pk}"
    rows = list(Notice.objects.filter(recipient=drop, key__endswith=theirs).only("key"))
    for row in rows:
        row.key = row.key.removesuffix(theirs) + mine
    told = set(Notice.objects.filter(recipient=keep).values_list("key", flat=True))
    Notice.objects.bulk_update([row for row in rows if row.key not in told], ["key"], 500)


def erase(person: Any) -> None:
    """Words may name the person: they go; so do choices, and what was still on its way."""
    mine = Delivery.objects.filter(notice__recipient=person)
    mine.update(detail="")
    mine.filter(state__in=(*OPEN, DeliveryState.COLLECTED)).update(
        state=DeliveryState.GIVEN_UP, trouble=Trouble.NO_ADDRESS, next_at=None
    )
    Notice.objects.filter(recipient=person).update(subject="", body="", path="", reply_to="")
    Choice.objects.filter(person=person).delete()
    DigestPlan.objects.filter(person=person).delete()


PROVIDER = PersonalData(
    "notices",
    MODELS,
    from_sections(SECTIONS),
    merge,
    erase,
    sections=SECTIONS,
    about={Notice: "recipient"},
)
