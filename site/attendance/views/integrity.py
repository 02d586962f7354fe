"""The report after a session, and the same words for the person whose mark it is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from attendance.answers import HEADLINES
from attendance.enums import MarkOutcome
from attendance.guests import is_missed
from attendance.integrity import findings, remarks_on, tally, uncounted
from attendance.models import Attendance
from attendance.objecting import is_objectionable
from attendance.roster import count
from attendance.rules import own_mark
from attendance.views.door import DoorView
from kernel.rules import states


class Report(DoorView):
    """`/desk/s/<id>/report/`: what is worth a second look."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """What desks noted in vain; remarks with their meaning, then the people."""
        found = findings(self.door)
        context = {
            "session": self.door,
            "count": count(self.door),
            "findings": found,
            "tally": tally(found),
            "uncounted": [
                (mark, HEADLINES[MarkOutcome[mark.outcome.upper()]])
                for mark in uncounted(self.door)
            ],
        }
        return render(request, "attendance/report.html", context)


@states(own_mark)
@never_cache
@require_safe
def my_mark(request: HttpRequest, public_id: str) -> HttpResponse:
    """`/c/<session>/`: how one's own mark came about, in the report's own words."""
    own = own_mark.visible(request.user).select_related(
        "session__venue", "session__teaching_point", "session__offering__page", "site"
    )
    mark = get_object_or_404(own, session__public_id=public_id)
    assert isinstance(mark, Attendance)
    changes = mark.changes.order_by("at", "pk")
    context = {
        "mark": mark,
        "session": mark.session,
        "changes": changes,
        "remarks": remarks_on(mark),
        "appeals": mark.appeals.all(),
        "makeups": mark.makeups.all(),
        "can_make_up": is_missed(mark) and not mark.makeups.guests().exists(),
        "can_object": is_objectionable(mark) and not mark.appeals.open().exists(),
    }
    return render(request, "attendance/my_mark.html", context)
