"""What is asked about attendance, by name."""

from typing import Any

from django.db import models
from django.db.models import DecimalField, Sum, Value
from django.db.models.functions import Coalesce

from attendance.enums import ATTENDED


class AttendanceQuerySet(models.QuerySet[Any]):
    """Attendance."""

    def attended(self) -> "AttendanceQuerySet":
        """Was there, at least for a part."""
        return self.filter(status__in=ATTENDED)

    def of(self, person: Any) -> "AttendanceQuerySet":
        """A person's own."""
        return self.filter(registration__person=person)

    def credit_hours(self) -> Any:
        """Sum of the credit hours earned, a Decimal; derived from marks, never typed."""
        zero = Value(0, output_field=DecimalField(max_digits=8, decimal_places=1))
        return self.attended().aggregate(
            hours=Coalesce(Sum("session__credit_hours"), zero)
        )["hours"]
