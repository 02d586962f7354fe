"""What this room holds about a person."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance import personal_absence
from attendance.enums import ATTENDED, AttendanceStatus
from attendance.models import Attendance, AttendanceChange, DeskMark, DeskToken, Pass, SiteChoice
from kernel.privacy import PersonalData, Section, from_sections
from registration.models import Registration

EXCUSED = (AttendanceStatus.ON_LEAVE, AttendanceStatus.EXEMPT)


COUNTED = _("Stays, without your name: it is counted in the figures.")


def _marks(person: Any) -> Any:
    rows = Attendance.objects.of(person).select_related("session", "leave", "site")
    return rows.order_by("session__starts_at", "pk")


def _corrections(person: Any) -> Any:
    rows = AttendanceChange.objects.filter(attendance__registration__person=person)
    return rows.select_related("attendance__session", "site").order_by("at", "pk")


SECTIONS = (
    Section(
        "attendance",
        _("Attendance"),
        Attendance,
        _marks,
        {
            "session.title": _("Session"),
            "session.starts_at": _("Starts"),
            "status": _("Status"),
            "leave.kind": _("Kind of leave"),
            "in_at": _("Came"),
            "out_at": _("Left"),
            "site.name": pgettext_lazy("remote sites", "Site"),
            "method": _("Marked by"),
            "marked_at": _("Marked at"),
            "companions": _("Companions"),
        },
        COUNTED,
        {
            "public_id": "names the record in addresses",
            "registration": "the section of registrations shows it",
            "marked_by": "another person's name",
        },
    ),
    Section(
        "attendance_corrections",
        _("Corrections of attendance"),
        AttendanceChange,
        _corrections,
        {
            "attendance.session.title": _("Session"),
            "at": _("When"),
            "from_status": _("Before"),
            "from_in_at": _("Came, before"),
            "from_out_at": _("Left, before"),
            "to_status": _("After"),
            "site.name": pgettext_lazy("remote sites", "Site"),
            "method": _("Marked by"),
            "code_age": _("Age of the code, in seconds"),
            "waited": _("Confirmed after, in seconds"),
            "position": _("Position"),
        },
        COUNTED,
        {
            "by": "another person's name",
            "desk_mark": "the section of desks' marks shows it",
            "device": "tells phones of one session apart and names none",
            "ticket": "a number that served once",
        },
    ),
    Section(
        "desk_marks",
        _("Marks that desks noted"),
        DeskMark,
        lambda person: (
            DeskMark.objects.filter(registration__person=person)
            .select_related("session")
            .order_by("taken_at", "pk")
        ),
        {
            "session.title": _("Session"),
            "stage": _("Stage"),
            "stop": _("Stop on the way"),
            "bus": _("Bus"),
            "taken_at": _("Noted"),
            "received_at": _("Received"),
            "method": _("Marked by"),
            "counts": _("Counts"),
        },
        COUNTED,
        {
            "mark_id": "names the mark for its device",
            "desk": "another person's device",
            "registration": "the section of registrations shows it",
            "undoes": "names another mark for its device",
            "by": "another person's name",
            "outcome": "what the desk was told; the status above says what became of it",
        },
    ),
    Section(
        "desk_tokens",
        _("Devices that took rosters along"),
        DeskToken,
        lambda person: DeskToken.objects.filter(holder=person).order_by("made_at"),
        {"made_at": _("Made"), "expires_at": _("Expires"), "revoked_at": _("Revoked")},
        _("Revoked for good."),
        {
            "public_id": "names the record",
            "holder": "this person",
            "sessions": "what others attend",
            "token_hash": "a secret of the device",
            "spot": "where the device stood, for the marks of others",
        },
    ),
    Section(
        "passes",
        _("Check-in passes"),
        Pass,
        lambda person: Pass.objects.filter(person=person).order_by("made_at"),
        {"made_at": _("Made"), "revoked_at": _("Revoked")},
        _("Revoked for good."),
        {"person": "this person", "serial": "whoever knows it could check in as this person"},
    ),
    Section(
        "site_choices",
        _("Where you take part"),
        SiteChoice,
        lambda person: (
            SiteChoice.objects.filter(registration__person=person)
            .select_related("registration__offering__page", "site")
            .order_by("chosen_at", "pk")
        ),
        {
            "registration.offering": _("Offering"),
            "site.name": pgettext_lazy("remote sites", "Site"),
            "chosen_at": _("When"),
        },
        COUNTED,
        {"chosen_by": "this person, or another person's name"},
    ),
    *personal_absence.SECTIONS,
)


def merge(keep: Any, drop: Any) -> None:
    """Marks follow their registration; passes of the account that goes are worth nothing.

    Where both are registered for an offering, the marks move to the registration that stays. Where
    both have one for a session, the one that says more goes on, and the other counts no more.
    """
    kept = dict(Registration.objects.of(keep).values_list("offering", "pk"))
    lost = Registration.objects.of(drop).filter(offering__in=kept)
    _merge_choices(lost, kept)
    for registration in lost.order_by("pk"):
        for mark in registration.attendance.select_for_update(no_key=True).order_by("pk"):
            _merge_mark(mark, kept[registration.offering_id])
    Attendance.objects.filter(marked_by=drop).update(marked_by=keep)
    AttendanceChange.objects.filter(by=drop).update(by=keep)
    DeskMark.objects.filter(by=drop).update(by=keep)
    SiteChoice.objects.filter(chosen_by=drop).update(chosen_by=keep)
    for lost_key, offering in Registration.objects.of(drop).values_list("pk", "offering"):
        if offering in kept:
            DeskMark.objects.filter(registration=lost_key).update(registration=kept[offering])
    personal_absence.merge(keep, drop, kept)
    _revoke(drop)


def _merge_choices(lost: Any, kept: dict[int, int]) -> None:
    """Where the account that stays chose no site, the other one's choice goes on."""
    choices = SiteChoice.objects.filter(registration__in=lost).select_related("registration")
    for choice in choices.order_by("pk"):
        stays = kept[choice.registration.offering_id]
        if SiteChoice.objects.filter(registration=stays).exists():
            choice.delete()
        else:
            SiteChoice.objects.filter(pk=choice.pk).update(registration=stays)


def _merge_mark(mark: Attendance, registration: int) -> None:
    rows = Attendance.objects.select_for_update(no_key=True)
    other = rows.filter(session=mark.session_id, registration=registration).first()
    if other is None:
        Attendance.objects.filter(pk=mark.pk).update(registration=registration)
        return
    if _weight(mark) > _weight(other):
        _correct(other, mark.status, mark.in_at, mark.out_at, mark.site_id)
    _correct(mark, AttendanceStatus.UNRECORDED, None, None)


def _weight(mark: Attendance) -> int:
    """A person who was seen was there; an excuse says more than an absence."""
    return 2 if mark.status in ATTENDED else int(mark.status in EXCUSED)


def _correct(
    mark: Attendance, status: str, in_at: Any, out_at: Any, site: int | None = None
) -> None:
    if (mark.status, mark.in_at, mark.out_at) == (status, in_at, out_at):
        return
    AttendanceChange.objects.create(
        attendance=mark,
        from_status=mark.status,
        from_in_at=mark.in_at,
        from_out_at=mark.out_at,
        to_status=status,
        site_id=site,
        method=mark.method,
    )
    mark.status, mark.in_at, mark.out_at, mark.site_id = status, in_at, out_at, site
    mark.save(update_fields=["status", "in_at", "out_at", "site"])


def collisions(keep: Any, drop: Any) -> list[str]:
    """Sessions at which both were marked."""
    sessions = Attendance.objects.of(keep).values("session")
    both = Attendance.objects.of(drop).filter(session__in=sessions).select_related("session")
    return [
        _("Both were marked at %(session)s: the mark that says more goes on.")
        % {"session": mark.session.title}
        for mark in both.order_by("session__starts_at", "pk")
    ]


def erase(person: Any) -> None:
    """Marks count in the figures and name nobody; passes are revoked for good."""
    personal_absence.erase(person)
    _revoke(person)


def _revoke(person: Any) -> None:
    now = timezone.now()
    Pass.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
    DeskToken.objects.filter(holder=person, revoked_at=None).update(revoked_at=now)


MODELS = (
    Attendance,
    AttendanceChange,
    Pass,
    DeskMark,
    DeskToken,
    SiteChoice,
    *personal_absence.MODELS,
)
PROVIDER = PersonalData(
    "attendance",
    MODELS,
    from_sections(SECTIONS),
    merge,
    erase,
    collisions,
    sections=SECTIONS,
    about={
        Attendance: "registration.person",
        DeskMark: "registration.person",
        DeskToken: "holder",
        Pass: "person",
        SiteChoice: "registration.person",
        **personal_absence.ABOUT,
    },
)
