"""What this room holds about a person: registrations, who moved them, answers to questions."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kernel.privacy import PersonalData, Section, from_sections
from notices.delivery import take_out
from notices.enums import Kind
from registration.actions.answers import drop_file
from registration.answering import in_words
from registration.enums import ALIVE, RegistrationState
from registration.hand_over_enums import HandOverState
from registration.merging import collisions, merge
from registration.models import (
    Answer,
    AnswerChange,
    HandOver,
    Invitation,
    Registration,
    RegistrationChange,
    TransferProposal,
)


def _moves(person: Any) -> Any:
    rows = RegistrationChange.objects.filter(registration__person=person)
    return rows.select_related("registration__offering__page").order_by("at", "pk")


def _answers(person: Any) -> list[Answer]:
    rows = Answer.objects.filter(registration__person=person).order_by("pk")
    found = list(rows.select_related("registration__offering__page", "question"))
    for row in found:
        row.words = in_words(row.question, row.value)  # type: ignore[attr-defined]
    return found


def _earlier_answers(person: Any) -> list[AnswerChange]:
    rows = AnswerChange.objects.filter(registration__person=person, before__isnull=False)
    found = list(rows.select_related("registration__offering__page", "question"))
    for row in found:
        row.words = in_words(row.question, row.before)  # type: ignore[attr-defined]
    return found


def _hand_overs(person: Any) -> list[HandOver]:
    rows = HandOver.objects.filter(Q(registration__person=person) | Q(person=person))
    found = list(rows.select_related("registration__offering__page"))
    for row in found:
        own = row.registration.person_id == person.pk
        row.side = _("gave it up") if own else _("were asked")  # type: ignore[attr-defined]
    return found


SECTIONS = (
    Section(
        "registrations",
        _("Registrations"),
        Registration,
        lambda person: (
            Registration.objects.of(person)
            .select_related("offering__page", "unit", "nominated_unit")
            .order_by("pk")
        ),
        {
            "offering": _("Offering"),
            "state": _("State"),
            "unit": _("Unit"),
            "via": _("Way in"),
            "is_late": _("Late"),
            "nominated_unit": _("Nominating unit"),
            "rank": _("The unit's ranking"),
            "companions": _("Companions"),
            "companion_names": _("Names of companions"),
            "queued_at": pgettext_lazy("moment", "Registered"),
            "changed_at": _("Last changed"),
            "offered_until": _("Offered until"),
            "reconfirm_by": _("To be confirmed again by"),
        },
        _("Stays, without your name and those of companions: places and figures rest on it."),
        {
            "person": "this person",
            "public_id": "names the record in addresses",
            "nominated_by": "another person's name",
            "pool": "which account of places the seat is counted in",
        },
    ),
    Section(
        "registration_changes",
        _("What became of your registrations"),
        RegistrationChange,
        _moves,
        {
            "registration.offering": _("Offering"),
            "at": _("When"),
            "from_state": _("Before"),
            "to_state": _("After"),
            "reason": _("Reason"),
        },
        _("Stays, without your name; the reasons are removed."),
        {"by": "another person's name"},
    ),
    Section(
        "answers",
        _("Your answers to questions"),
        Answer,
        _answers,
        {
            "registration.offering": _("Offering"),
            "question.label": _("Question"),
            "words": _("Answer"),
            "changed_at": _("Last changed"),
        },
        _("Goes, with its files."),
        {
            "public_id": "names the record in addresses",
            "value": "shown in words",
            "file": "the file itself is opened from the registration",
        },
    ),
    Section(
        "answer_changes",
        _("Earlier answers"),
        AnswerChange,
        _earlier_answers,
        {
            "registration.offering": _("Offering"),
            "question.label": _("Question"),
            "words": _("Before"),
            "at": _("When"),
        },
        _("Goes."),
        {
            "before": "shown in words",
            "after": "the section of answers, or the next change, shows it",
            "by": "another person's name",
        },
    ),
    Section(
        "invitations",
        _("Invitations"),
        Invitation,
        lambda person: Invitation.objects.naming(person).select_related("offering__page"),
        {
            "offering": _("Offering"),
            "at": _("Invited"),
            "revoked_at": _("Taken back"),
            "email": _("E-mail address"),
            "number": _("Personnel number"),
        },
        _("Those by your address or number go; those by your name stay and name nobody."),
        {"person": "this person", "by": "another person's name"},
    ),
    Section(
        "hand_overs",
        _("Places offered to a colleague"),
        HandOver,
        _hand_overs,
        {
            "registration.offering": _("Offering"),
            "side": _("You"),
            "asked_at": _("Asked"),
            "until": _("To be answered by"),
            "state": _("State"),
            "ended_at": _("Ended"),
            "reason": _("Reason"),
        },
        _("Stays, without your name; the reasons are removed."),
        {
            "public_id": "names the record in addresses",
            "person": "another person's name, or this person",
            "wanted": "what was typed to name a colleague; it goes when that is over",
        },
    ),
    Section(
        "proposed_transfers",
        _("Places that you offered to another unit"),
        TransferProposal,
        lambda person: (
            TransferProposal.objects.filter(proposed_by=person)
            .select_related("offering__page", "source", "target")
            .order_by("pk")
        ),
        {
            "offering": _("Offering"),
            "source": _("Giving unit"),
            "target": _("Receiving unit"),
            "number": _("Places"),
            "reason": _("Reason"),
            "state": _("State"),
            "proposed_at": _("Proposed"),
            "answered_at": _("Answered"),
        },
        _("Stays, without your name; the reasons are removed."),
        {
            "public_id": "names the record in addresses",
            "proposed_by": "this person",
            "answered_by": "another person's name",
        },
    ),
)


def erase(person: Any) -> None:
    """Rows stay, since places and figures rest on them; reasons and answers go.

    Invitations by an address or a number would name the person still: they go.
    """
    _take_out_copies(person)
    Registration.objects.of(person).update(companion_names="")
    RegistrationChange.objects.filter(registration__person=person).update(reason="")
    Invitation.objects.naming(person).filter(person=None).delete()
    own = Answer.objects.filter(registration__person=person)
    for answer in own.exclude(file=""):
        drop_file(answer)
    own.delete()
    AnswerChange.objects.filter(registration__person=person).delete()
    _erase_hand_overs(person)
    TransferProposal.objects.filter(proposed_by=person).update(reason="")


def _erase_hand_overs(person: Any) -> None:
    """Their words go, and nobody asks them."""
    own = HandOver.objects.filter(registration__person=person)
    own.end(HandOverState.VOID)
    own.update(reason="")
    HandOver.objects.asking(person).end(HandOverState.VOID)


def _take_out_copies(person: Any) -> None:
    """The reasons they gave go from what colleagues, liaisons and organisers were told."""
    for asked in HandOver.objects.filter(registration__person=person).exclude(reason=""):
        take_out(
            asked.reason,
            f"{Kind.HAND_OVER_ASKED}:hand-over-{asked.pk}:",
            f"{Kind.CHANGED_HANDS}:hand-over-{asked.registration_id}-",
        )
    declined = RegistrationChange.objects.filter(registration__person=person).exclude(reason="")
    for change in declined.filter(from_state=RegistrationState.NOMINATED):
        take_out(change.reason, f"{Kind.NOMINEE_DECLINED}:change-{change.pk}-")


def hindrances(person: Any) -> list[str]:
    """Places that the person holds or waits for in what is still to come."""
    coming = Registration.objects.of(person).filter(
        state__in=ALIVE,
        offering__sessions__ends_at__gte=timezone.now(),
        offering__sessions__cancelled_at=None,
    )
    offerings = {str(row.offering) for row in coming.select_related("offering__page").distinct()}
    return [
        gettext(
            "Still registered for %(offering)s: please withdraw that registration first, or wait "
            "until it is over."
        )
        % {"offering": offering}
        for offering in sorted(offerings)
    ]


PROVIDER = PersonalData(
    "registration",
    (Registration, RegistrationChange, Invitation, TransferProposal, AnswerChange, HandOver),
    from_sections(SECTIONS),
    merge,
    erase,
    collisions,
    sections=SECTIONS,
    about={Registration: "person", Invitation: "person"},
    hindrances=hindrances,
)
