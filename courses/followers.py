"""What this room does when an offering changes, in the same transaction."""

from django.db.models import Max

from courses.actions import EDITABLE
from courses.models import Cohort
from events import changes


def continue_cohorts(change: changes.OfferingCloned) -> None:
    """What is held once more is the course's next cohort, with all that its course adds."""
    source = Cohort.objects.filter(offering=change.source).first()
    if source is None:
        return
    key = change.source.page.translation_key
    same_course = Cohort.objects.filter(offering__page__translation_key=key)
    last = same_course.aggregate(last=Max("number"))["last"]
    Cohort.objects.create(
        offering=change.clone,
        number=last + 1,
        **{name: getattr(source, name) for name in EDITABLE},
    )


def register_followers() -> None:
    """Called from `AppConfig.ready`."""
    changes.follow(changes.OfferingCloned, "courses.next_cohort", continue_cohorts)
