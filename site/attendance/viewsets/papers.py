"""All papers of an offering on one page, and each with names as a PDF."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from attendance.actions import take_names_out
from attendance.matrix import sessions_of
from attendance.paper_forms import (
    CardForm,
    ContactForm,
    DayForm,
    GroupForm,
    PaperForm,
    SeatForm,
)
from attendance.papers.kinds import BY_NAME, KINDS, Asked, Kind
from attendance.papers.naming import Named, lacks, named_of
from attendance.rules import print_names
from attendance.viewsets.base import OfOffering, Screen, way_to
from courses.facts import cohort_of
from publishing.downloads import PDF, answered
from publishing.languages import named

FORMS: dict[str, type[PaperForm]] = {
    "sign-in": DayForm,
    "cards": CardForm,
    "groups": GroupForm,
    "contacts": ContactForm,
    "seats": SeatForm,
}


class OfPapers(OfOffering):
    """About papers with names: only those who run the offering."""

    offering_rule = print_names

    @cached_property
    def named(self) -> Named:
        """Everybody whom the papers name: all, or those of one remote site."""
        return named_of(self.offering, self.spot)

    @cached_property
    def sessions(self) -> list[Any]:
        """The sessions that are held."""
        return sessions_of(self.offering)

    def form_of(self, kind: Kind, data: Any = None, **initial: Any) -> PaperForm:
        """What can be chosen of a paper."""
        form = FORMS.get(kind.name, PaperForm)
        return form(
            data,
            auto_id=f"{kind.name}-%s",
            named=self.named,
            sessions=self.sessions,
            initial=initial,
        )


class PapersView(OfPapers, Screen):
    """`/admin/attendance/<offering>/papers/`; `?day=` chooses the day of the sheets to sign."""

    template_name = "admin/attendance/papers.html"
    page_title = _("Papers")
    header_icon = "doc-full"

    def get_page_subtitle(self) -> str:
        """The offering."""
        return named(self.offering)

    def get_trail(self) -> list[tuple[str, Any]]:
        """The matrix."""
        return [way_to(self.offering)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Papers with names, those without, and who cannot be written."""
        asked: dict[Kind, PaperForm] = dict([kwargs.pop("asked")]) if "asked" in kwargs else {}
        day = self.request.GET.get("day", "")
        cards = [
            (kind, asked.get(kind) or self._fresh(kind, day))
            for kind in KINDS
            if self.sessions or not kind.needs_sessions
        ]
        return super().get_context_data(**kwargs) | {
            "offering": self.offering,
            "spots": self.layout.spots,
            "spot": self.spot,
            "people": len(self.named.lines),
            "papers": cards,
            "others": self.get_others(),
            "lacks": lacks(self.named.lines),
        }

    def _fresh(self, kind: Kind, day: str) -> PaperForm:
        chosen = {"day": day} if kind.name == "sign-in" and day else {}
        return self.form_of(kind, **chosen)

    def get_others(self) -> list[tuple[Any, Any, str]]:
        """Papers that other rooms make: what they are called, what they contain, where they are."""
        key = self.offering.pk
        found = [
            (_("Timetable on paper"), _("Days and half-days with topic, speaker and place."),
             reverse("offerings:timetable_pdf", args=[key])),
            (_("Letters to speakers"), _("One each, with a reply slip."),
             reverse("offerings:speaker_letters_pdf", args=[key])),
            (_("Letters to venues"), _("One each, with a reply slip."),
             reverse("offerings:venue_letters_pdf", args=[key])),
            (_("Printed roster"), _("As a page of the browser, with companions by name."),
             reverse("registrations:roster", args=[key])),
        ]  # fmt: skip
        cohort = cohort_of(self.offering)
        if cohort is not None:
            url = reverse("cohorts:filing_pdf", args=[cohort.pk])
            words = _("Facts of the cohort on one page, to be signed and filed.")
            found.append((_("Class-filing sheet"), words, url))
        return found


class PaperFile(PapersView):
    """`/admin/attendance/<offering>/<paper>.pdf`: looked at in the browser, printed from there."""

    paper = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file; what was chosen wrongly is said on the page of all papers."""
        kind = BY_NAME[self.paper]
        form = self.form_of(kind, self._chosen(kind))
        if not form.is_valid() or (kind.needs_sessions and not self.sessions):
            context = self.get_context_data(asked=(kind, form))
            return self.render_to_response(context, status=400)
        content = kind.make(Asked(self.named, self.sessions, form.cleaned_data))
        people = len(self.named.lines)
        take_names_out(by=request.user, offering=self.offering, what=kind.name, people=people)
        return answered(content, PDF, f"{self.offering}-{kind.label}.pdf", is_shown=True)

    def _chosen(self, kind: Kind) -> Any:
        """What the form sent; what is usual where nothing was chosen."""
        if self.request.GET.keys() - {"at"}:
            return self.request.GET
        fields = self.form_of(kind).fields
        return {name: field.initial for name, field in fields.items() if field.initial is not None}
