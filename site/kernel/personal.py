"""What the kernel holds about a person: what they did, what was done about them, their requests."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.models import AuditRow, DataExport, ErasureRequest, IdempotencyKey, ListExport
from kernel.privacy import PersonalData, Section, from_sections

_AUDIT_LEFT_OUT = {
    "about": "on every row of the section the same: this person",
    "actor": "on every row of the section the same, or another person's name",
    "changes": "values of records, none of them personal; the record itself shows them",
    "target_type": "said by the name of the action",
}
SECTIONS = (
    Section(
        "actions",
        _("What you did"),
        AuditRow,
        lambda person: AuditRow.objects.filter(actor=person),
        {
            "at": _("When"),
            "action": _("What"),
            "outcome": _("Outcome"),
            "target_id": _("Record"),
            "role": _("Role"),
            "unit": _("Unit's number"),
            "reason": _("Reason"),
            "retain_until": _("Kept until"),
        },
        _("Stays until its date, without your name: rows cannot be changed."),
        _AUDIT_LEFT_OUT,
    ),
    Section(
        "actions_about",
        _("What others did about you"),
        AuditRow,
        lambda person: AuditRow.objects.filter(about=person).exclude(actor=person),
        {
            "at": _("When"),
            "action": _("What"),
            "outcome": _("Outcome"),
            "target_id": _("Record"),
            "role": _("Role"),
            "unit": _("Unit's number"),
            "reason": _("Reason"),
            "retain_until": _("Kept until"),
        },
        _("Stays until its date, without your name; the reasons are removed."),
        _AUDIT_LEFT_OUT,
    ),
    Section(
        "data_exports",
        _("Copies of your data"),
        DataExport,
        lambda person: DataExport.objects.filter(person=person),
        {
            "asked_at": _("Asked for"),
            "made_at": _("Made"),
            "expires_at": _("Kept until"),
            "size": _("Size in bytes"),
        },
        _("Goes."),
        {
            "person": "this person",
            "public_id": "a door to the file, which opens to this person alone",
            "file": "where the file lies; it can be downloaded on the page",
        },
    ),
    Section(
        "list_exports",
        _("Spreadsheets of long lists"),
        ListExport,
        lambda person: ListExport.objects.filter(person=person),
        {
            "title": _("List"),
            "rows": _("Rows"),
            "asked_at": _("Asked for"),
            "made_at": _("Made"),
            "expires_at": _("Kept until"),
            "size": _("Size in bytes"),
        },
        _("Goes."),
        {
            "person": "this person",
            "public_id": "a door to the file, which opens to this person alone",
            "path": "the address of the list; its words are in the file",
            "file": "where the file lies: it is about others and stays in the back office",
            "failed_at": "said by there being no file",
        },
    ),
    Section(
        "erasure_requests",
        _("Requests for erasure"),
        ErasureRequest,
        lambda person: ErasureRequest.objects.filter(person=person),
        {
            "asked_at": _("Asked for"),
            "state": _("State"),
            "note": _("What you wrote"),
            "decided_at": _("Decided"),
            "answer": _("Answer"),
        },
        _("Dates and decision stay as proof; the words go."),
        {
            "person": "this person",
            "public_id": "names the record in addresses",
            "decided_by": "another person's name",
        },
    ),
)


def merge(keep: Any, drop: Any) -> None:
    """Copies go; audit rows and requests are never changed: they name the account that acted."""
    _remove_copies(drop)


def erase(person: Any) -> None:
    """Rows stay until their date; reasons in rows about the person may name them, and go."""
    about = AuditRow.objects.filter(about=person).exclude(reason__in=("", AuditRow.ERASED))
    about.update(reason=AuditRow.ERASED)
    ErasureRequest.objects.filter(person=person).update(note="", answer="")
    # Answers of the API, kept for a day, may name the person.
    IdempotencyKey.objects.filter(owner=f"person:{person.public_id}").delete()
    _remove_copies(person)


def _remove_copies(person: Any) -> None:
    for model in (DataExport, ListExport):
        for made in model.objects.filter(person=person):
            made.remove()


MODELS = (AuditRow, DataExport, ListExport, ErasureRequest)
PROVIDER = PersonalData(
    "kernel",
    MODELS,
    from_sections(SECTIONS),
    merge,
    erase,
    sections=SECTIONS,
    about={DataExport: "person", ListExport: "person", ErasureRequest: "person"},
)
