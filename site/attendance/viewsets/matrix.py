"""The matrix of an offering: persons down, sessions across, what each comes to."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button

from attendance.enums import RECORD
from attendance.glyphs import legend
from attendance.matrix import matrix_of
from attendance.tables import FAMILY
from attendance.viewsets.base import OfOffering, Screen
from publishing import dates
from publishing.languages import named


class MatrixView(OfOffering, Screen):
    """`/admin/attendance/<offering>/`."""

    template_name = "admin/attendance/matrix.html"
    page_title = RECORD

    def get_page_subtitle(self) -> str:
        """The offering."""
        return named(self.offering)

    def get_trail(self) -> list[tuple[str, Any]]:
        """The offering itself."""
        return [(reverse("offerings:inspect", args=[self.offering.pk]), named(self.offering))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The matrix, its counters of today, where one can go from here."""
        matrix = matrix_of(self.offering, spot=self.spot)
        return super().get_context_data(**kwargs) | {
            "offering": self.offering,
            "spots": self.layout.spots,
            "spot": self.spot,
            "matrix": matrix,
            "today": matrix.on_day(dates.today()),
            "legend": legend(),
            "links": self.get_links(),
            "works": self.corrects,
        }

    def get_links(self) -> list[Button]:
        """Files and papers of whom the screen shows, the way in for marks of other systems."""
        key, at = self.offering.pk, f"?at={self.spot.key}" if self.spot.key else ""
        found = []
        if self.prints:
            file = reverse("attendance:workbook", args=[key]) + at
            papers = reverse("attendance:papers", args=[key]) + at
            found = [
                Button(_("Attendance as XLSX"), url=file, icon_name="download", priority=10),
                Button(_("Papers"), url=papers, icon_name="doc-full", priority=20),
            ]
        if self.corrects and self.request.user.has_perm("publishing.add_sheetimport"):  # type: ignore[union-attr]
            start = reverse("imports:start", args=[f"{FAMILY.name}-{self.offering.public_id}"])
            found.append(Button(_("Import attendance"), url=start, icon_name="upload", priority=30))
        return found
