"""Postings make capacity: the ledger's insert is the only writer of `SeatPool.capacity`."""

from kernel.triggers import Trigger

_UPDATE = "UPDATE events_seatpool SET capacity = capacity + NEW.delta WHERE id = NEW.pool_id"

TRIGGERS = [
    Trigger(
        name="events_posting_makes_capacity",
        table="events_seatposting",
        postgresql=f"""
            CREATE OR REPLACE FUNCTION events_post_places() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN {_UPDATE}; RETURN NEW; END $$;
            CREATE TRIGGER events_posting_makes_capacity AFTER INSERT ON events_seatposting
            FOR EACH ROW EXECUTE FUNCTION events_post_places();
        """,
        sqlite=f"""
            CREATE TRIGGER events_posting_makes_capacity AFTER INSERT ON events_seatposting
            BEGIN {_UPDATE}; END
        """,
    )
]
