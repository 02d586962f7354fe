"""Rows of several tables in one statement: each an object of JSON there, a record again here.

A text that an editor makes names documents, pictures, speakers, kinds and themes: a few rows each,
in tables that have nothing in common. Asked for one by one they are a statement each.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import JSONObject

# What JSON gives back as it was, or as ISO 8601. Another field is read when somebody asks for it.
PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.FileField,
    models.DateField,
    models.TimeField,
)


def read_together(several: Sequence[Any]) -> list[list[Any]]:
    """The records of each queryset, in no order; what is left out of them is deferred.

    No statement where each is `none()`.
    """
    fields = [plain_fields(rows.model) for rows in several]
    asked = [
        rows.order_by().values_list(
            Value(number), JSONObject(**{name: name for name in fields[number]})
        )
        for number, rows in enumerate(several)
        if not rows.query.is_empty()
    ]
    found: list[list[Any]] = [[] for _rows in several]
    # A union takes on the order of its first part's model.
    for number, row in asked[0].union(*asked[1:], all=True).order_by() if asked else ():
        # An object of JSON has no order.
        values = [field.to_python(row[name]) for name, field in fields[number].items()]
        found[number].append(several[number].model.from_db(asked[0].db, [*fields[number]], values))
    return found


def plain_fields(model: Any) -> dict[str, Any]:
    """The fields of a model that are text, whole numbers, days, hours and keys, by column."""
    kinds = {
        field.attname: getattr(field, "target_field", field)
        for field in model._meta.concrete_fields
    }
    return {
        name: kind
        for name, kind in kinds.items()
        if isinstance(kind, PLAIN) and not isinstance(kind, models.DateTimeField)
    }
