"""Postings make capacity: the ledger's insert is the only writer of `SeatPool.capacity`.

A posting is never changed and never taken out: it is followed by another. On SQLite triggers also
keep what exclusion constraints keep on PostgreSQL: nothing is held twice at one time. And whoever
writes a session writes its line-up: all who speak in it stand in one table with its times, so that
one constraint sees first speakers and members of teams alike.
"""

from dataclasses import dataclass

from kernel.triggers import Trigger

SESSIONS, ROUTE_BUSES, LINEUP = "events_session", "events_routebus", "events_sessionspeaker"
POOLS, POSTINGS = "events_seatpool", "events_seatposting"
_UPDATE = f"UPDATE {POOLS} SET capacity = capacity + NEW.delta WHERE id = NEW.pool_id"  # noqa: S608
_KEPT = "capacity is the sum of the postings"
_SUM = f"(SELECT COALESCE(SUM(delta), 0) FROM {POSTINGS} WHERE pool_id = NEW.id)"  # noqa: S608
_REFUSE = f"""
    CREATE OR REPLACE FUNCTION events_keep_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{_KEPT}' USING ERRCODE = 'integrity_constraint_violation';
    END $$;
"""


def _kept(name: str, table: str, event: str, on_postgresql: str, on_sqlite: str) -> Trigger:
    """Refuse a write to the ledger or its sum that is not a posting."""
    return Trigger(
        name=name,
        table=table,
        postgresql=f"""{_REFUSE}
            CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW
            WHEN ({on_postgresql}) EXECUTE FUNCTION events_keep_capacity();
        """,
        sqlite=f"""
            CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {on_sqlite}
            BEGIN SELECT RAISE(ABORT, '{_KEPT}'); END
        """,
    )


MAKING = Trigger(
    name="events_posting_makes_capacity",
    table=POSTINGS,
    postgresql=f"""
        CREATE OR REPLACE FUNCTION events_post_places() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {_UPDATE}; RETURN NEW; END $$;
        CREATE TRIGGER events_posting_makes_capacity AFTER INSERT ON {POSTINGS}
        FOR EACH ROW EXECUTE FUNCTION events_post_places();
    """,
    sqlite=f"""
        CREATE TRIGGER events_posting_makes_capacity AFTER INSERT ON {POSTINGS}
        BEGIN {_UPDATE}; END
    """,
)


@dataclass(frozen=True)
class HeldOnce:
    """A constraint by its name on either database: `column` names one thing at a time."""

    constraint: str
    column: str
    table: str = SESSIONS
    held: str = "{row}.cancelled_at IS NULL AND NOT {row}.offering_cancelled"
    states: str = "cancelled_at, offering_cancelled"

    def triggers(self) -> list[Trigger]:
        """Refuse on SQLite a row whose `column` is held by another one at that time."""
        columns = f"{self.column}, starts_at, ends_at, {self.states}"
        return [self._trigger("INSERT"), self._trigger("UPDATE", f" OF {columns}")]

    def _trigger(self, event: str, columns: str = "") -> Trigger:
        name = f"{self.constraint}_{event.lower()}"
        new, other = self.held.format(row="NEW"), self.held.format(row="other")
        return Trigger(
            name=name,
            table=self.table,
            postgresql="",
            sqlite=f"""
                CREATE TRIGGER {name} BEFORE {event}{columns} ON {self.table}
                WHEN NEW.{self.column} IS NOT NULL AND {new} AND EXISTS (
                    SELECT 1 FROM {self.table} other WHERE other.{self.column} = NEW.{self.column}
                    AND other.id IS NOT NEW.id AND {other}
                    AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at
                )
                BEGIN SELECT RAISE(ABORT, '{self.constraint}'); END
            """,  # noqa: S608 - names of this module alone
        )


HELD_ONCE = (
    HeldOnce("session_room_held_once", "teaching_point_id"),
    HeldOnce("session_speaker_held_once", "speaker_id"),
    HeldOnce("session_bus_held_once", "bus_id"),
    HeldOnce("route_bus_held_once", "bus_id", ROUTE_BUSES, "NOT {row}.released", "released"),
    HeldOnce("lineup_speaker_held_once", "speaker_id", LINEUP, "NOT {row}.released", "released"),
)
_RELEASED = "(NEW.cancelled_at IS NOT NULL OR NEW.offering_cancelled)"
# Whoever becomes the first speaker stands no longer beside.
_LINE_UP = f"""
    DELETE FROM {LINEUP} WHERE session_id = NEW.id AND (place = 0 OR speaker_id = NEW.speaker_id);
    UPDATE {LINEUP} SET starts_at = NEW.starts_at, ends_at = NEW.ends_at, released = {_RELEASED}
        WHERE session_id = NEW.id;
    INSERT INTO {LINEUP} (session_id, speaker_id, place, starts_at, ends_at, released)
        SELECT NEW.id, NEW.speaker_id, 0, NEW.starts_at, NEW.ends_at, {_RELEASED}
        WHERE NEW.speaker_id IS NOT NULL;
"""  # noqa: S608 - names of this module alone


def _lining_up(event: str, columns: str = "") -> Trigger:
    """Keep a session's line-up when the session is written."""
    name = f"events_session_lines_up_{event.lower()}"
    return Trigger(
        name=name,
        table=SESSIONS,
        postgresql=f"""
            CREATE OR REPLACE FUNCTION events_line_up() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {_LINE_UP} RETURN NULL; END $$;
            CREATE TRIGGER {name} AFTER {event}{columns} ON {SESSIONS}
            FOR EACH ROW EXECUTE FUNCTION events_line_up();
        """,
        sqlite=f"CREATE TRIGGER {name} AFTER {event}{columns} ON {SESSIONS} BEGIN {_LINE_UP} END",
    )


_MOVED = "OLD.delta <> NEW.delta OR OLD.pool_id <> NEW.pool_id"
TRIGGERS = [
    MAKING,
    _kept("events_keeps_posting", POSTINGS, "UPDATE", _MOVED, _MOVED),
    _kept("events_keeps_posting_in", POSTINGS, "DELETE", "TRUE", "1"),
    _kept("events_pool_begins_empty", POOLS, "INSERT", "NEW.capacity <> 0", "NEW.capacity <> 0"),
    # PostgreSQL knows that a write comes out of a trigger; SQLite compares with the sum.
    _kept(
        "events_keeps_capacity",
        POOLS,
        "UPDATE",
        "OLD.capacity IS DISTINCT FROM NEW.capacity AND pg_trigger_depth() = 0",
        f"NEW.capacity IS NOT OLD.capacity AND NEW.capacity <> {_SUM}",
    ),
    *(trigger for held in HELD_ONCE for trigger in held.triggers()),
    _lining_up("INSERT"),
    _lining_up("UPDATE", " OF speaker_id, starts_at, ends_at, cancelled_at, offering_cancelled"),
]
