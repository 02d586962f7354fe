"""What the room lets go of: files that were sent and never taken over as a draft."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from essays.actions.upload import drop_files
from essays.models import EssayUpload
from kernel.retention import Kind


def _left(before: datetime) -> QuerySet[Any]:
    return EssayUpload.objects.filter(confirmed_at=None, at__lt=before)


KINDS = [
    Kind(
        "essays.files",
        _("Files sent as essays and not taken over"),
        _("What its author looked at and neither made a draft nor deleted."),
        _left,
        "at",
        days=1,
        let_go=drop_files,
    )
]
