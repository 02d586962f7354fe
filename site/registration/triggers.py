"""Seats are counted by the database: every write to a registration moves `SeatPool.taken`.

A registration counts 1 + companions seats while it holds one. Together with the CHECK on the pool
no code path, bulk update, shell or SQL statement can give one place too many.
"""

from kernel.triggers import Trigger

TABLE = "registration_registration"


def _holds(row: str) -> str:
    return (
        f"({row}.state IN ('offered', 'confirmed')"
        f" OR ({row}.state = 'nominated' AND {row}.pool_id IS NOT NULL))"
    )


def _move(row: str, sign: str) -> str:
    # Names of this module, nothing from outside.
    update = f"UPDATE events_seatpool SET taken = taken {sign} (1 + {row}.companions)"  # noqa: S608
    return f"{update} WHERE id = {row}.pool_id AND {_holds(row)};"


_CHANGED = " OR ".join(
    f"OLD.{field} IS DISTINCT FROM NEW.{field}" for field in ("state", "pool_id", "companions")
)
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION registration_count_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP IN ('UPDATE', 'DELETE') THEN {_move("OLD", "-")} END IF;
    IF TG_OP IN ('INSERT', 'UPDATE') THEN {_move("NEW", "+")} END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {{name}} AFTER {{event}} ON {TABLE}
FOR EACH ROW {{when}} EXECUTE FUNCTION registration_count_seats();
"""
_SQLITE = f"CREATE TRIGGER {{name}} AFTER {{event}} ON {TABLE} {{when}} BEGIN {{moves}} END"
_MOVES = {
    "INSERT": _move("NEW", "+"),
    "UPDATE": _move("OLD", "-") + _move("NEW", "+"),
    "DELETE": _move("OLD", "-"),
}


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


TRIGGERS = [_trigger(event) for event in _MOVES]
