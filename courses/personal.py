"""What this room holds about a person: the cohorts they coordinate, the timetables they made."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import Cohort, TimetableStep, TimetableVersion
from kernel.privacy import PersonalData, Section, from_sections

STAYS = _("Stays: it belongs to the timetable and is about no person.")
SECTIONS = (
    Section(
        "coordinated_cohorts",
        _("Cohorts you coordinate"),
        Cohort,
        lambda person: Cohort.objects.filter(coordinator=person).select_related("offering__page"),
        {
            "offering": _("Cohort"),
            "number": _("Number"),
            "provider": _("Provider of teaching"),
            "hours_required": _("Hours required"),
            "attendance_required": _("Attendance rate required, in percent"),
            "essay_required": _("An essay is required to finish"),
        },
        _("Stays; your name is taken off."),
        {"coordinator": "this person"},
    ),
    Section(
        "timetable_steps",
        _("Steps of timetables you planned"),
        TimetableStep,
        lambda person: TimetableStep.objects.filter(by=person).select_related("cohort__offering"),
        {
            "at": _("When"),
            "cohort": _("Cohort"),
            "verb": _("What was done"),
            "is_undone": _("Undone"),
        },
        STAYS,
        {
            "by": "this person",
            "revision": "counts the steps of a timetable",
            "changes": "what sessions said, about no person",
        },
    ),
    Section(
        "timetable_versions",
        _("Timetables you published"),
        TimetableVersion,
        lambda person: TimetableVersion.objects.filter(by=person).select_related(
            "cohort__offering"
        ),
        {
            "published_at": pgettext_lazy("a moment", "Published"),
            "cohort": _("Cohort"),
            "number": _("Version"),
        },
        STAYS,
        {
            "by": "this person",
            "public_id": "names the record in addresses",
            "revision": "counts the steps of a timetable",
            "slots": "what sessions said, about no person",
            "changes": "what sessions said, about no person",
        },
    ),
)


def merge(keep: Any, drop: Any) -> None:
    """The cohorts and what was done to their timetables move."""
    Cohort.objects.filter(coordinator=drop).update(coordinator=keep)
    TimetableStep.objects.filter(by=drop).update(by=keep)
    TimetableVersion.objects.filter(by=drop).update(by=keep)


def erase(person: Any) -> None:
    """Somebody else must coordinate: the name is taken off; timetables say nothing of persons."""
    Cohort.objects.filter(coordinator=person).update(coordinator=None)


PROVIDER = PersonalData(
    "courses",
    (Cohort, TimetableStep, TimetableVersion),
    from_sections(SECTIONS),
    merge,
    erase,
    sections=SECTIONS,
)
