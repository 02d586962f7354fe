"""The room's screens in the back office."""

from attendance.viewsets.credits import CreditOverview, TableEdit, TargetsEdit
from attendance.viewsets.hours import HoursViewSet
from attendance.viewsets.terms import TermsEdit

__all__ = ["CreditOverview", "HoursViewSet", "TableEdit", "TargetsEdit", "TermsEdit"]
