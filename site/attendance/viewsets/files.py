"""Attendance of an offering as a workbook."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views import View

from attendance.actions import take_names_out
from attendance.enums import RECORD
from attendance.matrix import matrix_of
from attendance.outgoing import attendance_workbook
from attendance.rules import print_names
from attendance.viewsets.base import OfOffering
from publishing.downloads import XLSX, answered


class MarksWorkbook(OfOffering, View):
    """`/admin/attendance/<offering>/marks.xlsx`: the matrix, and every mark in a row; of everybody,
    or of those expected at the remote site of `?at=`, as the screen shows them.
    """

    offering_rule = print_names

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As a download."""
        matrix = matrix_of(self.offering, spot=self.spot)
        content = attendance_workbook(self.offering, matrix)
        people = len(matrix.rows)
        take_names_out(by=request.user, offering=self.offering, what="marks.xlsx", people=people)
        named = [self.offering, *([] if self.spot.is_everywhere else [self.spot.name]), RECORD]
        return answered(content, XLSX, f"{'-'.join(map(str, named))}.xlsx")
