"""What the year's figures tell a liaison before nominating somebody."""

from typing import Any

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from attendance.models import Attendance
from events.models import Offering
from portal.mine import HOURS_A_YEAR


def hours_met(offering: Offering, people: list[Any]) -> dict[int, list[str]]:
    """Who has the hours of the offering's year already, so that others could come first."""
    starts = offering.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    year = timezone.localtime(starts or timezone.now()).year
    rows = Attendance.objects.attended().filter(
        registration__person__in=people, session__starts_at__year=year
    )
    sums = (
        rows.order_by()
        .values_list("registration__person")
        .annotate(hours=Sum("session__credit_hours"))
    )
    return {
        person_id: [
            _("Has %(hours)s credit hours this year already; %(target)s are asked for")
            % {"hours": f"{hours.normalize():f}", "target": HOURS_A_YEAR}
        ]
        for person_id, hours in sums
        if hours is not None and hours >= HOURS_A_YEAR
    }
