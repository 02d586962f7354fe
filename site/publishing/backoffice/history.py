"""What was done to records, for their own page: audit rows, under the rule of the record."""

from collections import defaultdict
from typing import Any

from django.db.models import Model, Q

from kernel.models import AuditRow

MOST = 30


def history_of(record: Model, *others: Model) -> Any:
    """The latest acts on a record, and on `others` that belong to it."""
    targets: dict[str, list[str]] = defaultdict(list)
    for one in (record, *others):
        key = getattr(one, "public_id", None) or one.pk
        targets[one._meta.label_lower].append(str(key))
    wanted = Q()
    for kind, keys in targets.items():
        wanted |= Q(target_type=kind, target_id__in=keys)
    return AuditRow.objects.filter(wanted).select_related("actor")[:MOST]
