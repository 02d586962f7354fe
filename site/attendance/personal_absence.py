"""What this room holds about a person's absence: leave, objections, what was made up."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.actions.leave_covering import cover
from attendance.models import Appeal, Attendance, LeaveRequest, LeaveStep, MakeUp
from events.actions.locks import lock_offering
from kernel.privacy import Section
from registration.models import Registration

EMPTIED = _("Dates and decisions stay, without your name; reasons, answers and files go.")
FILE = "where the file lies; its name is shown, and its owner can open it"

SECTIONS = (
    Section(
        "leave",
        pgettext_lazy("from a session", "Leave"),
        LeaveRequest,
        lambda person: (
            LeaveRequest.objects.of(person)
            .select_related("registration__offering__page")
            .order_by("starts_at", "pk")
        ),
        {
            "registration.offering": _("Offering"),
            "kind": _("Kind of leave"),
            "starts_at": pgettext_lazy("leave", "From"),
            "ends_at": pgettext_lazy("leave", "Until"),
            "asked_until": _("Asked for until"),
            "reason": _("Reason"),
            "evidence_name": _("Evidence"),
            "state": _("State"),
            "asked_at": _("Asked"),
            "changed_at": _("Changed"),
            "returned_on": pgettext_lazy("step of a leave", "Reported back"),
        },
        EMPTIED,
        {
            "public_id": "names the record in addresses",
            "evidence": FILE,
            "asked_by": "this person, or another person's name",
            "returned_by": "this person, or another person's name",
        },
    ),
    Section(
        "leave_decisions",
        _("Decisions about your leave"),
        LeaveStep,
        lambda person: (
            LeaveStep.objects.filter(leave__registration__person=person)
            .select_related("leave")
            .order_by("leave__starts_at", "leave", "position")
        ),
        {
            "leave.starts_at": _("Leave from"),
            "position": _("Step"),
            "office": _("Who decides"),
            "decision": _("Decision"),
            "at": _("Decided"),
            "reason": _("Reason"),
        },
        EMPTIED,
        {"by": "another person's name"},
    ),
    Section(
        "appeals",
        _("Objections to marks"),
        Appeal,
        lambda person: (
            Appeal.objects.of(person)
            .select_related("attendance__session")
            .order_by("filed_at", "pk")
        ),
        {
            "attendance.session.title": _("Session"),
            "status_then": _("Status objected to"),
            "reason": _("Objection"),
            "evidence_name": _("Evidence"),
            "state": _("State"),
            "filed_at": _("Objected"),
            "answer": _("Answer"),
            "answered_at": _("Answered"),
        },
        EMPTIED,
        {
            "public_id": "names the record in addresses",
            "evidence": FILE,
            "answered_by": "another person's name",
        },
    ),
    Section(
        "makeups",
        _("Sessions made up elsewhere"),
        MakeUp,
        lambda person: (
            MakeUp.objects.of(person)
            .select_related("makeup_for__session", "session")
            .order_by("asked_at", "pk")
        ),
        {
            "makeup_for.session.title": _("Session missed"),
            "session.title": _("Session"),
            "session.starts_at": _("Starts"),
            "state": _("State"),
            "asked_at": _("Asked"),
            "reason": _("Reason"),
            "decided_at": _("Decided"),
            "in_at": _("Came"),
        },
        EMPTIED,
        {
            "public_id": "names the record in addresses",
            "decided_by": "another person's name",
            "marked_by": "another person's name",
        },
    ),
)
MODELS = (LeaveRequest, LeaveStep, Appeal, MakeUp)
ABOUT = {
    LeaveRequest: "registration.person",
    Appeal: "attendance.registration.person",
    MakeUp: "makeup_for.registration.person",
}


def merge(keep: Any, drop: Any, kept: Mapping[int, int]) -> None:
    """Leave follows its registration, by `kept` from offering to the one that stays; the marks say
    afterwards what it covers. Objections and making up follow their marks by themselves.
    """
    for registration in Registration.objects.of(drop).filter(offering__in=kept).order_by("pk"):
        Attendance.objects.filter(registration=registration).update(leave=None)
        leave = LeaveRequest.objects.filter(registration=registration)
        if leave.update(registration=kept[registration.offering_id]):
            stays = Registration.objects.get(pk=kept[registration.offering_id])
            cover(by=None, offering=lock_offering(registration.offering), registration=stays)
    for model, names in (
        (LeaveRequest, ("asked_by", "returned_by")),
        (LeaveStep, ("by",)),
        (Appeal, ("answered_by",)),
        (MakeUp, ("decided_by", "marked_by")),
    ):
        for name in names:
            model._base_manager.filter(**{name: drop}).update(**{name: keep})


def erase(person: Any) -> None:
    """Reasons, answers and files go; what was counted stays."""
    drop_files(LeaveRequest.objects.of(person))
    drop_files(Appeal.objects.of(person))
    LeaveRequest.objects.of(person).order_by().update(reason="")
    steps = LeaveStep.objects.filter(leave__registration__person=person)
    steps.exclude(reason="").update(reason="–")  # a refusal has one, whatever it was
    Appeal.objects.of(person).order_by().update(reason="", answer="")
    MakeUp.objects.of(person).order_by().update(reason="")


def drop_files(rows: Iterable[Any]) -> None:
    """Take the files of requests or objections away once the change is certain."""
    for row in rows:
        if not row.evidence:
            continue
        storage, name = row.evidence.storage, str(row.evidence.name)
        transaction.on_commit(lambda s=storage, n=name: s.delete(n), robust=True)  # type: ignore[misc]
        row.evidence, row.evidence_name = "", ""
        row.save(update_fields=["evidence", "evidence_name"])
