"""Publishing: what differs, whom it reaches, what stands against it; then the button."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from courses.actions import publish_timetable
from courses.planning.differences import lines_of
from courses.planning.reach import conflicts_of, reach_of
from courses.slot_forms import PublishForm
from courses.views.screen import CohortScreen
from publishing.backoffice.forms import tell
from publishing.refusals import refuse


class TimetablePublish(CohortScreen):
    """`/admin/cohorts/<id>/timetable/publish/`."""

    template_name = "admin/courses/publish.html"
    here = _("Publish")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look first."""
        form = PublishForm(initial={"based_on": self.plan.revision})
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish what was seen."""
        form = PublishForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        result = publish_timetable(by=request.user, cohort=self.object, **form.cleaned_data)
        if result.ok:
            tell(request, result)
            return redirect(self.address())
        refuse(form, result)
        form.data = form.data.dict() | {"based_on": str(self.plan.revision)}  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything to judge by."""
        plan = self.plan
        among = [fact for entry in plan.standing() if (fact := entry.fact())]
        found = {
            "lines": lines_of(plan.pairs(), among),
            "reach": reach_of(plan),
            "conflicts": conflicts_of(plan),
            "cancels": len(plan.removed()),
            "media": kwargs["form"].media,
        }
        return super().get_context_data(**found | kwargs)
