"""What this room holds about a person: the cohorts they coordinate."""

from typing import Any

from courses.models import Cohort
from kernel.privacy import PersonalData


def export(person: Any) -> dict[str, list[dict[str, Any]]]:
    """Cohorts by name."""
    cohorts = Cohort.objects.filter(coordinator=person).select_related("offering__page")
    return {"coordinated_cohorts": [{"cohort": str(cohort)} for cohort in cohorts]}


def merge(keep: Any, drop: Any) -> None:
    """The cohorts move."""
    Cohort.objects.filter(coordinator=drop).update(coordinator=keep)


def erase(person: Any) -> None:
    """Somebody else must coordinate: the name is taken off."""
    Cohort.objects.filter(coordinator=person).update(coordinator=None)


PROVIDER = PersonalData("courses", (Cohort,), export, merge, erase)
