"""Marking notices as read: the reader's own bookkeeping, so no audit row speaks of it."""

from typing import Any

from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from notices.models import Notice
from notices.outcomes import NoticeOutcome


@action("notices.read", audited=False)
def read(*, by: Any, notice: Notice) -> Result:
    """Mark one notice: READ or READ_ALREADY; the first reading is the one that is kept."""
    marked = Notice.objects.filter(pk=notice.pk).unread().update(read_at=timezone.now())
    return Result(NoticeOutcome.READ if marked else NoticeOutcome.READ_ALREADY, notice)


@action("notices.read_all", audited=False)
def read_all(*, by: Any) -> Result:
    """Mark everything in the inbox of `by`: ALL_READ or READ_ALREADY."""
    marked = Notice.objects.filter(recipient=by).unread().update(read_at=timezone.now())
    return Result(NoticeOutcome.ALL_READ if marked else NoticeOutcome.READ_ALREADY)


@action("notices.unread", audited=False)
def unread(*, by: Any, notice: Notice) -> Result:
    """Put one notice back among the unread: UNREAD or UNREAD_ALREADY."""
    marked = Notice.objects.filter(pk=notice.pk).exclude(read_at=None).update(read_at=None)
    return Result(NoticeOutcome.UNREAD if marked else NoticeOutcome.UNREAD_ALREADY, notice)
