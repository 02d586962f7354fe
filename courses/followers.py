"""What this room does when an offering changes, in the same transaction."""

from courses.actions.cohorts import EDITABLE, next_number
from courses.models import Cohort
from events import changes


def continue_cohorts(change: changes.OfferingCloned) -> None:
    """What is held once more is the course's next cohort, with all that its course adds."""
    source = Cohort.objects.filter(offering=change.source).first()
    if source is None:
        return
    Cohort.objects.create(
        offering=change.clone,
        number=next_number(change.source.page),
        **{name: getattr(source, name) for name in EDITABLE},
    )


def register_followers() -> None:
    """Called from `AppConfig.ready`."""
    changes.follow(changes.OfferingCloned, "courses.next_cohort", continue_cohorts)
