"""Rows of several tables in one statement: each an object of JSON there, a record again here.

A text that an editor makes names documents, pictures, speakers, kinds and themes: a few rows each,
in tables that have nothing in common. Asked for one by one they are a statement each.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import JSONObject

# What JSON gives back as it was. Another field is read when somebody asks for it.
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.FileField)


def read_together(several: Sequence[Any]) -> list[list[Any]]:
    """The records of each queryset, in no order; what is left out of them is deferred."""
    names = [plain_fields(rows.model) for rows in several]
    asked = [
        rows.order_by().values_list(
            Value(number), JSONObject(**{name: name for name in names[number]})
        )
        for number, rows in enumerate(several)
    ]
    found: list[list[Any]] = [[] for _rows in several]
    for number, row in asked[0].union(*asked[1:], all=True) if asked else ():
        values = [row[name] for name in names[number]]  # an object of JSON has no order
        found[number].append(several[number].model.from_db(asked[0].db, names[number], values))
    return found


def plain_fields(model: Any) -> list[str]:
    """The columns of a model that are text, whole numbers and keys of rows."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(getattr(field, "target_field", field), PLAIN)
    ]
