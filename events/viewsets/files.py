"""Files to take away: an offering's timetable as XLSX and on paper, letters; a tour's stops."""

from abc import ABC, abstractmethod
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.additions import additions
from events.forms import main_page
from events.models import EventPage, Offering
from events.outgoing import stops_workbook, timetable_workbook
from events.papers.letters import speaker_letters, venue_letters
from events.papers.timetable import timetable_paper
from events.rules import follow_offering
from media.papers.sheet import Paper, bound
from publishing.downloads import PDF, XLSX, answered


class OfferingFile(PermissionCheckedMixin, View):
    """A file about one offering, for those who may look into it; never kept by a cache."""

    any_permission_required = ["view", "change"]
    model: Any = Offering
    index_url_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever may list offerings may take those in reach."""
        if not self.user_has_any_permission(self.any_permission_required):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_offering(self) -> Offering:
        """The offering of the address, or 404."""
        rows = follow_offering.visible(self.request.user).with_figures()  # type: ignore[misc]
        return get_object_or_404(rows.select_related("page", "lead_unit"), pk=self.kwargs["pk"])


class TimetableWorkbook(OfferingFile):
    """`/admin/offerings/<id>/timetable.xlsx`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As a download."""
        offering = self.get_offering()
        name = f"{offering}-{gettext('Timetable')}.xlsx"
        return answered(timetable_workbook(offering), XLSX, name)


class StopsWorkbook(OfferingFile):
    """`/admin/offerings/stops.xlsx?page=`: in the columns of the import."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The stops of an event in reach, as a download."""
        key = main_page(request.GET.get("page"))
        page = get_object_or_404(EventPage, pk=key or 0)
        offerings = follow_offering.visible(request.user).of_page(page)  # type: ignore[misc]
        content = stops_workbook(page, offerings, request.user)
        return answered(content, XLSX, f"{page.title}-{gettext('Stops of a tour')}.xlsx")


class Papers(OfferingFile, ABC):
    """Papers about an offering in one file, looked at in the browser and printed from there."""

    name: Any = ""
    nothing: Any = ""

    @abstractmethod
    def get_papers(self, offering: Offering) -> list[Paper]:
        """What is printed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; without anything to print back to the offering, saying why."""
        offering = self.get_offering()
        papers = self.get_papers(offering)
        if not papers:
            messages.info(request, str(self.nothing))
            return redirect("offerings:inspect", offering.pk)
        return answered(bound(papers), PDF, f"{offering}-{self.name}.pdf", is_shown=True)


class TimetablePaper(Papers):
    """`/admin/offerings/<id>/timetable.pdf`."""

    name = _("Timetable")

    def get_papers(self, offering: Offering) -> list[Paper]:
        """With what rooms above say of it."""
        facts = [fact for addition in additions() for fact in addition.paper_facts(offering)]
        return [timetable_paper(offering, facts)]


class SpeakerLetters(Papers):
    """`/admin/offerings/<id>/speaker-letters.pdf`."""

    name = _("Letters to speakers")
    nothing = _("No session has a speaker yet: choose them in the timetable first.")

    def get_papers(self, offering: Offering) -> list[Paper]:
        """One letter each."""
        return speaker_letters(offering)


class VenueLetters(Papers):
    """`/admin/offerings/<id>/venue-letters.pdf`."""

    name = _("Letters to venues")
    nothing = _("No session has a venue yet: choose them in the timetable first.")

    def get_papers(self, offering: Offering) -> list[Paper]:
        """One letter each."""
        return venue_letters(offering)
