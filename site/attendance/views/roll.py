"""The roll call: everyone expected, one status each, saved together."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from attendance.actions import roll_call
from attendance.enums import AttendanceStatus
from attendance.forms import RollForm
from attendance.queries import is_called_off
from attendance.roster import figures, roster
from attendance.views.door import DoorView
from kernel.outcomes import Result


class RollCall(DoorView):
    """`/desk/s/<id>/roll/`."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The roll with what is known."""
        entries = [one for one in roster(self.door, spot=self.spot) if one.is_expected]
        context = {
            "session": self.door,
            "called_off": is_called_off(self.door),
            "rows": entries,
            "count": figures(entries),
            "spot": self.spot,
            "statuses": [(status.value, status.label) for status in RollForm.STATUSES],
            "usual": [status.value for status in RollForm.STATUSES],
            "labels": dict(AttendanceStatus.choices),
        }
        return render(request, "attendance/roll.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Save what was ticked; say what an old page would have overwritten."""
        form = RollForm(request.POST)
        if not form.is_valid():
            messages.error(
                request, _("This page was out of date, so nothing was saved. Please tick again.")
            )
            return redirect("desk-roll", self.door.public_id)
        result = roll_call(
            by=request.user,
            session=self.door,
            statuses=form.cleaned_data["statuses"],
            seen=form.cleaned_data["seen"],
            spot=self.spot,
        )
        self._say(request, result)
        return redirect("desk-roll", self.door.public_id)

    def _say(self, request: HttpRequest, result: Result) -> None:
        say = messages.success if result.ok else messages.error
        say(request, result.message)
        if conflicts := result.details.get("conflicts"):
            names = pgettext("between names", ", ").join(conflicts)
            messages.warning(
                request,
                _(
                    "Meanwhile another desk recorded something else for %(names)s. That was kept; "
                    "please look at it again."
                )
                % {"names": names},
            )
        if skipped := result.details.get("skipped"):
            messages.warning(
                request,
                ngettext(
                    "%(number)s person is no longer registered and was left out.",
                    "%(number)s people are no longer registered and were left out.",
                    skipped,
                )
                % {"number": skipped},
            )
