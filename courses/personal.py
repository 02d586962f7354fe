"""What this room holds about a person: the cohorts they coordinate."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.models import Cohort
from kernel.privacy import PersonalData, Section, from_sections

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
        },
        _("Stays; your name is taken off."),
        {"coordinator": "this person"},
    ),
)


def merge(keep: Any, drop: Any) -> None:
    """The cohorts move."""
    Cohort.objects.filter(coordinator=drop).update(coordinator=keep)


def erase(person: Any) -> None:
    """Somebody else must coordinate: the name is taken off."""
    Cohort.objects.filter(coordinator=person).update(coordinator=None)


PROVIDER = PersonalData(
    "courses", (Cohort,), from_sections(SECTIONS), merge, erase, sections=SECTIONS
)
