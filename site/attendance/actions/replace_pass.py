"""Replacing a pass: the old one is worth nothing from that instant."""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from attendance.enums import PassOutcome
from attendance.models import Pass
from kernel.actions import action
from kernel.outcomes import Result


@action("attendance.replace_pass")
def replace_pass(*, by: Any, person: Any) -> Result:
    """Revoke the valid pass of `person`, if there is one, and make another."""
    # Two presses at once: the second waits here and replaces the pass of the first.
    get_user_model().objects.select_for_update(no_key=True).get(pk=person.pk)
    Pass.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())
    return Result(PassOutcome.REPLACED, Pass.objects.create(person=person), {"name": person.name})
