"""Which constraint a database refused by: the two that registering meets in everyday use."""

from typing import Any

from django.db import IntegrityError

SEATS = "no_seat_too_many"
ONCE = "one_registration_per_person"
# SQLite names the columns of a broken unique constraint instead of the constraint.
_SQLITE = {
    "registration_registration.offering_id, registration_registration.person_id": ONCE,
}


def broken(error: IntegrityError) -> str:
    """The name of the constraint, on PostgreSQL and SQLite; empty when it cannot be told."""
    cause: Any = error.__cause__
    if diagnosis := getattr(cause, "diag", None):
        return diagnosis.constraint_name or ""
    _, _, said = str(cause or error).partition("constraint failed: ")
    return _SQLITE.get(said, said)
