"""What a session would run into is read before it is saved: see `WarnsFirst`."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from events.conflicts import Conflict, Wanted, find_conflicts
from events.models import Session


def standing_against(session: Session) -> list[Conflict]:
    """What stands against a session as it is said to be, saved or not."""
    if session.is_cancelled or session.offering_cancelled:
        return []
    return find_conflicts([Wanted("", session, session.offering_id, session.pk)])


class WarnsFirst(ABC):
    """The form of a session comes back once with what nobody has read yet; then it is saved.

    What stands against the session as it is saved is no news. What blocks is for the action to
    refuse: there is nothing to save all the same.
    """

    warnings: Sequence[Conflict] = ()
    request: Any

    @abstractmethod
    def wanted(self, form: Any) -> Session:
        """The session as it would be, unsaved."""

    def known(self) -> list[Conflict]:
        """What stands against it already."""
        return []

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it, or show first what it runs into."""
        found = standing_against(self.wanted(form))
        read = {*self.request.POST.getlist("read"), *(str(one.sentence) for one in self.known())}
        self.warnings = [one for one in found if one.blocks or str(one.sentence) not in read]
        if not self.warnings or any(one.blocks for one in found):
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
            return answer
        self.submit_button_label = _("Save all the same")
        self.produced_error_message = None
        refused: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return refused

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is to be read."""
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return found | {"warnings": [one for one in self.warnings if not one.blocks]}
