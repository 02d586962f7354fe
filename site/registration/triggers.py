"""Seats are counted by the database: every write to a registration moves `SeatPool.taken`.

A registration counts 1 + companions seats while it holds one, in a pool of its own offering.
Together with the CHECK on the pool no code path, bulk update, shell or SQL statement can give one
place too many; and `taken` itself is written by these triggers alone (see `_GUARDS`).
"""

from kernel.triggers import Trigger

TABLE = "registration_registration"
POOLS = "events_seatpool"


def _holds(row: str) -> str:
    return (
        f"({row}.state IN ('offered', 'confirmed')"
        f" OR ({row}.state = 'nominated' AND {row}.pool_id IS NOT NULL))"
    )


_CHANGED = " OR ".join(
    f"OLD.{field} IS DISTINCT FROM NEW.{field}"
    for field in ("state", "pool_id", "companions", "offering_id")
)
# Names of this module, nothing from outside.
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION registration_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN
        UPDATE {POOLS} SET taken = taken - (1 + OLD.companions)
        WHERE id = OLD.pool_id AND {_holds("OLD")};
    END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN
        IF {_holds("NEW")} THEN
            UPDATE {POOLS} SET taken = taken + (1 + NEW.companions)
            WHERE id = NEW.pool_id AND offering_id = NEW.offering_id;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'a seat is one of the same offering'
                USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {{name}} AFTER {{event}} ON {TABLE}
FOR EACH ROW {{when}} EXECUTE FUNCTION registration_count_seats();
"""  # noqa: S608
_OLD = f"CASE WHEN id = OLD.pool_id AND {_holds('OLD')} THEN 1 + OLD.companions ELSE 0 END"
_NEW = f"CASE WHEN id = NEW.pool_id AND {_holds('NEW')} THEN 1 + NEW.companions ELSE 0 END"
_OWN = f"""
SELECT RAISE(ABORT, 'a seat is one of the same offering') WHERE {_holds("NEW")} AND NOT EXISTS (
    SELECT 1 FROM {POOLS} WHERE id = NEW.pool_id AND offering_id = NEW.offering_id);
"""  # noqa: S608
_SET = f"UPDATE {POOLS} SET taken = taken"  # noqa: S608
# One statement for both sides: between two, the guard below would find the counter wrong.
_MOVES = {
    "INSERT": f"{_OWN} {_SET} + {_NEW} WHERE id = NEW.pool_id;",
    "UPDATE": f"{_OWN} {_SET} - {_OLD} + {_NEW} WHERE id IN (OLD.pool_id, NEW.pool_id);",
    "DELETE": f"{_SET} - {_OLD} WHERE id = OLD.pool_id;",
}
_SQLITE = f"CREATE TRIGGER {{name}} AFTER {{event}} ON {TABLE} {{when}} BEGIN {{moves}} END"


def _trigger(event: str) -> Trigger:
    name = f"registration_seats_{event.lower()}"
    condition = _CHANGED if event == "UPDATE" else ""
    return Trigger(
        name=name,
        table=TABLE,
        postgresql=_POSTGRESQL.format(
            name=name, event=event, when=f"WHEN ({condition})" if condition else ""
        ),
        sqlite=_SQLITE.format(
            name=name,
            event=event,
            when="WHEN " + condition.replace("IS DISTINCT FROM", "IS NOT") if condition else "",
            moves=_MOVES[event],
        ),
    )


# PostgreSQL knows that a write comes out of a trigger. SQLite does not: there a new counter must
# be what the registrations add up to, which it is after each of their own writes.
_REFUSED = "seats are counted by the registrations"
_HELD = f"""
    SELECT COALESCE(SUM(1 + held.companions), 0) FROM {TABLE} held
    WHERE held.pool_id = NEW.id AND {_holds("held")}
"""  # noqa: S608
_GUARDS = {
    "INSERT": ("NEW.taken <> 0", "NEW.taken <> 0"),
    "UPDATE": (
        "OLD.taken IS DISTINCT FROM NEW.taken AND pg_trigger_depth() = 0",
        f"NEW.taken IS NOT OLD.taken AND NEW.taken <> ({_HELD})",
    ),
}


def _guard(event: str) -> Trigger:
    name = f"registration_guards_taken_{event.lower()}"
    on_postgresql, on_sqlite = _GUARDS[event]
    return Trigger(
        name=name,
        table=POOLS,
        postgresql=f"""
            CREATE OR REPLACE FUNCTION registration_guard_taken() RETURNS trigger
            LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION '{_REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
            END $$;
            CREATE TRIGGER {name} BEFORE {event} ON {POOLS} FOR EACH ROW
            WHEN ({on_postgresql}) EXECUTE FUNCTION registration_guard_taken();
        """,
        sqlite=f"""
            CREATE TRIGGER {name} BEFORE {event} ON {POOLS} WHEN {on_sqlite}
            BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END
        """,
    )


COUNTING = [_trigger(event) for event in _MOVES]
GUARDS = [_guard(event) for event in _GUARDS]
TRIGGERS = [*COUNTING, *GUARDS]
