"""Versions: what each said and changed, compared with another, one taken back into the draft."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.actions import take_back_version
from courses.models import TimetableVersion
from courses.planning.differences import lines_of, pairs_of, place_of, title_of
from courses.planning.facts import Fact, moment
from courses.planning.plans import published_facts
from courses.rules import follow_cohorts, manage_cohorts
from courses.views.screen import CohortScreen
from events.enums import SessionForm
from publishing.backoffice.forms import tell

SHOWN = 100


class TimetableVersions(CohortScreen):
    """`/admin/cohorts/<id>/timetable/versions/?number=&against=`; auditors read it, too."""

    template_name = "admin/courses/versions.html"
    permission_required = "view"
    row_rule = follow_cohorts
    here = _("Versions")

    @cached_property
    def manages(self) -> bool:
        """Whether the person may take one back."""
        person = self.request.user
        return self.user_has_permission("change") and manage_cohorts.allows(person, self.object)

    @cached_property
    def versions(self) -> list[TimetableVersion]:
        """The latest first."""
        rows = TimetableVersion.objects.filter(cohort=self.object).select_related("by")
        return list(rows[:SHOWN])

    def version(self, number: str | None) -> TimetableVersion | None:
        """The version of a number; 404 for one that there is not."""
        if not number:
            return None
        for version in self.versions:
            if str(version.number) == number:
                return version
        raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """All of them, and one in full."""
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one back into the draft."""
        version = self.version(request.POST.get("number"))
        if version is None or not self.manages:
            raise Http404
        result = take_back_version(by=request.user, cohort=self.object, version=version)
        tell(request, result)
        return redirect(self.address())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The chosen version, what it changed, how it differs from another or from now."""
        chosen = self.version(self.request.GET.get("number"))
        other = self.version(self.request.GET.get("against"))
        found: dict[str, Any] = {"versions": self.versions, "manages": self.manages}
        if chosen is not None:
            against = other.slots if other else published_facts(self.object)
            found |= {
                "chosen": chosen,
                "other": other,
                "changed": lines_of(chosen.changes, chosen.slots),
                "differs": lines_of(pairs_of(chosen.slots, against), against),
                "rows": [row_of(fact) for fact in sorted(chosen.slots, key=_start)],
            }
        return super().get_context_data(**found | kwargs)


def row_of(fact: Fact) -> dict[str, Any]:
    """One session of a version for the eye."""
    speaker = fact["speaker"]
    return {
        "starts_at": moment(fact, "starts_at"),
        "ends_at": moment(fact, "ends_at"),
        "title": title_of(fact),
        "form": SessionForm(fact["form"]).label,
        "place": place_of(fact),
        "speaker": speaker["name"] if speaker else "",
        "hours": fact["credit_hours"].removesuffix(".0"),
    }


def _start(fact: Fact) -> Any:
    return moment(fact, "starts_at")
