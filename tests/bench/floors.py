"""What cannot be undercut: views that do next to nothing, and SQL without Django."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import psycopg
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from events.models import Offering
from kernel.ids import new_public_id
from kernel.rules import public, states
from registration.enums import RegistrationState
from registration.models import Registration
from tests.bench.measure import Figures, Plan, timed

BARE, CONSTANT, SELECT = "/health/bench/bare", "/health/bench/constant", "/health/bench/select"


@states(public)
def constant(request: HttpRequest) -> HttpResponse:
    """Always the same few bytes."""
    return HttpResponse("ok", content_type="text/plain")


@states(public)
def select(request: HttpRequest, key: int) -> HttpResponse:
    """One row by its key, through the ORM."""
    return HttpResponse(Offering.objects.get(pk=key).label, content_type="text/plain")


def bare_connection() -> psycopg.Connection[Any]:
    """A connection to the same database with nothing of Django around it."""
    connection.ensure_connection()
    return psycopg.connect(connection.connection.info.dsn, autocommit=True)


def sql_insert(offering: Offering, people: Iterable[Any], plan: Plan) -> Figures:
    """One registration a transaction, its seat counted by the trigger: the database alone."""
    table = Registration._meta.db_table
    statement = (
        f"INSERT INTO {table} (public_id, offering_id, person_id, unit_id, pool_id, state,"
        " via, is_late, companions, companion_names, queued_at, changed_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, 'self', false, 0, '', %s, %s)"
    )
    pool, unit = offering.pools.get(), offering.lead_unit_id
    waiting = iter(people)

    with bare_connection() as bare:

        def once() -> None:
            person, now = next(waiting), timezone.now()
            values = (offering.pk, person.pk, unit, pool.pk, RegistrationState.CONFIRMED)
            with bare.transaction():
                bare.execute(statement, (new_public_id(), *values, now, now))

        return rounds_of(once, plan)


def sql_select(offering: Offering, plan: Plan) -> Figures:
    """One row by its key."""
    statement = f"SELECT * FROM {Offering._meta.db_table} WHERE id = %s"
    with bare_connection() as bare:
        return rounds_of(lambda: bare.execute(statement, (offering.pk,)).fetchone(), plan)


def rounds_of(once: Callable[[], object], plan: Plan) -> Figures:
    """Call `once` again and again, for `plan.rounds` rounds of `plan.seconds` or `plan.most`."""
    figures = Figures(clients=1)
    for _round in range(plan.rounds):
        start, taken = time.perf_counter(), []
        while len(taken) < plan.most and time.perf_counter() - start < plan.seconds:
            taken.append(timed(once))
        figures.add(taken, time.perf_counter() - start)
    return figures
