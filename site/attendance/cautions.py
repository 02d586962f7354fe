"""What attendance knows that a liaison should know before nominating somebody."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import ngettext

from attendance.enums import AttendanceStatus
from attendance.models import Attendance
from events.models import Offering
from registration.wording import title_of

# How far back leave counts that was never made up.
LOOKING_BACK = timedelta(days=365)


def leave_not_cleared(offering: Offering, people: list[Any]) -> dict[int, list[str]]:
    """Who was on leave from sessions and has not made them up. Two queries."""
    now = timezone.now()
    rows = (
        Attendance.objects.filter(
            registration__person__in=people,
            status=AttendanceStatus.ON_LEAVE,
            session__ends_at__gte=now - LOOKING_BACK,
            session__ends_at__lt=now,
        )
        .order_by("registration__offering")
        .values_list("registration__person", "registration__offering")
        .annotate(count=Count("pk"))
    )
    counted = list(rows)
    offerings = Offering.objects.select_related("page").in_bulk({row[1] for row in counted})
    found: dict[int, list[str]] = defaultdict(list)
    for person_id, offering_id, count in counted:
        words = ngettext(
            "Leave from %(count)s session not made up: %(title)s",
            "Leave from %(count)s sessions not made up: %(title)s",
            count,
        )
        title = title_of(offerings[offering_id])
        found[person_id].append(words % {"count": count, "title": title})
    return found
