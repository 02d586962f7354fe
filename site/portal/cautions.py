"""What the year's figures tell a liaison before nominating somebody."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from attendance.account import accounts_of
from events.models import Offering
from reports.definitions import number


def hours_met(offering: Offering, people: list[Any]) -> dict[int, list[str]]:
    """Who has the hours of the offering's year already, so that others could come first."""
    starts = offering.sessions.order_by("starts_at").values_list("starts_at", flat=True).first()
    year = timezone.localtime(starts or timezone.now()).year
    return {
        key: [
            _("Has %(hours)s credit hours this year already, as many as are asked for")
            % {"hours": number(account.taken)}
        ]
        for key, account in accounts_of(people, year).items()
        if account.target.yearly is not None and account.taken >= account.target.yearly
    }
