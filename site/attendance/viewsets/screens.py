"""The addresses of attendance in the back office: `/admin/attendance/`."""

from typing import Any

from django.urls import path

from attendance.enums import RECORD
from attendance.models import Attendance
from attendance.papers.kinds import KINDS
from attendance.viewsets.files import MarksWorkbook
from attendance.viewsets.matrix import MatrixView
from attendance.viewsets.overview import Overview
from attendance.viewsets.papers import PaperFile, PapersView
from attendance.viewsets.people import OneView, PersonView
from events.models import Offering
from people.models import User
from publishing.backoffice.listing import RecordViewSet
from registration.models import Registration


class AttendanceViewSet(RecordViewSet):
    """No list of marks: they are looked at by offering, by person and by session."""

    model = Attendance
    name = "attendance"
    icon = "check"
    menu_label = RECORD
    menu_hook = "register_attend_menu_item"
    menu_order = 2
    addresses = ()

    def get_urlpatterns(self) -> list[Any]:
        """Each screen, each file, each paper."""
        of = {"model": Offering}
        papers = [
            path(
                f"<int:pk>/{kind.name}.pdf",
                self.construct_view(PaperFile, paper=kind.name, **of),
                name=kind.address,
            )
            for kind in KINDS
        ]
        one = self.construct_view(OneView, model=Registration)
        person = self.construct_view(PersonView, model=User)
        return [
            path("", self.construct_view(Overview), name="index"),
            path("one/<int:pk>/", one, name="one"),
            path("people/<int:pk>/", person, name="person"),
            path("<int:pk>/", self.construct_view(MatrixView, **of), name="matrix"),
            path("<int:pk>/papers/", self.construct_view(PapersView, **of), name="papers"),
            path("<int:pk>/marks.xlsx", self.construct_view(MarksWorkbook, **of), name="workbook"),
            *papers,
        ]
