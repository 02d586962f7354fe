"""One number moves with every change of what a feed tells, whoever makes it.

A feed that was built under the present number is still right: an unchanged poll needs no more than
that. Kept by the database, so that neither a bulk update nor SQL by hand leaves a stale feed, and
in the transaction of the change, so that nobody sees the number before what it counts.

What a single person's feed adds (places, essays) is not counted here: see `Feed.objects.of_token`.
A registration must not wait for another one's row.
"""

from kernel.triggers import Trigger

# What `calendars.rows` reads for everybody.
TABLES = (
    "courses_coursecategory",
    "courses_coursepage",
    "essays_essayextension",
    "essays_essaytask",
    "essays_essaytask_units",
    "events_eventkind",
    "events_eventpage",
    "events_offering",
    "events_offering_supporting_units",
    "events_session",
    "events_speaker",
    "events_teachingpoint",
    "events_venue",
    "media_customimage",
    "people_unit",
    "wagtailcore_page",
    "wagtailcore_pageviewrestriction",
)
_MOVE = (
    "INSERT INTO calendars_generation (id, number) VALUES (1, 1)"
    " ON CONFLICT (id) DO UPDATE SET number = calendars_generation.number + 1"
)
_POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION calendars_move_generation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {_MOVE}; RETURN NULL; END $$;
CREATE TRIGGER {{name}} AFTER {{event}} ON {{table}}
FOR EACH STATEMENT EXECUTE FUNCTION calendars_move_generation();
"""


def _trigger(table: str, event: str) -> Trigger:
    name = f"calendars_{table}_{event.lower()}"
    return Trigger(
        name=name,
        table=table,
        postgresql=_POSTGRESQL.format(name=name, event=event, table=table),
        sqlite=f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {_MOVE}; END",
    )


TRIGGERS = [_trigger(table, event) for table in TABLES for event in ("INSERT", "UPDATE", "DELETE")]
