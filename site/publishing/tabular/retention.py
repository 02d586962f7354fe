"""How long the files stay that people bring."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.retention import Kind
from publishing.tabular.models import SheetImport
from publishing.tabular.work import forget_files


def _files(before: datetime) -> QuerySet[Any]:
    return SheetImport.objects.filter(created_at__lt=before).exclude(file="")


KINDS = [
    Kind(
        "publishing.import_files",
        _("Files brought for import"),
        _("They hold what others wrote about people. What an import came to stays."),
        _files,
        "created_at",
        days=30,
        let_go=forget_files,
    )
]
