"""Closing a session: what came of it, and the button that closes or closes anew."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from attendance.actions import close
from attendance.actions.closing import is_of_closing
from attendance.crediting import hours_of
from attendance.models import Closing
from attendance.queries import is_called_off
from attendance.roster import by_site, figures, roster, tallied
from attendance.views.door import DoorView
from events.models import Session
from kernel.outcomes import Effect

SAY = {
    Effect.DONE: messages.success,
    Effect.SAME: messages.info,
    Effect.REFUSED: messages.error,
}


class CloseSession(DoorView):
    """`/desk/s/<id>/closing/`."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Whom the job marked absent, how often it ran, what the session earns."""
        entries = roster(self.door)
        earned = Session.objects.annotate(hours=hours_of()).get(pk=self.door.pk)
        context = {
            "session": self.door,
            "called_off": is_called_off(self.door),
            "is_over": self.door.ends_at <= timezone.now(),
            "closings": Closing.objects.filter(session=self.door),
            "count": figures(entries),
            "tally": tallied(entries),
            "sites": by_site(entries, self.layout),
            "absent": [
                entry for entry in entries if entry.attendance and is_of_closing(entry.attendance)
            ],
            "earned": earned,
        }
        return render(request, "attendance/closing.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Close, and show the result."""
        result = close(by=request.user, session=self.door)
        SAY[result.outcome.effect](request, result.message)
        return redirect("desk-closing", self.door.public_id)
