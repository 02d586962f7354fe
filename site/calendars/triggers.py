"""One number moves with every change of what a feed tells, whoever makes it.

A feed that was built under the present number is still right: an unchanged poll needs no more than
that. Kept by the database, so that neither a bulk update nor SQL by hand leaves a stale feed, and
in the transaction of the change, so that nobody sees the number before what it counts.

What a single person's feed adds (places, essays) is not counted here: see `Feed.objects.of_token`.
A registration must not wait for another one's row.
"""

from kernel.triggers import Trigger

# What `calendars.rows` reads for everybody, and `calendars.seats` about remote sites.
TABLES = (
    "attendance_remotesite",
    "attendance_remotesite_units",
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
    "events_sessionspeaker",
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

# A mailbox is left out of feeds as long as it is some account's own address. Accounts come and are
# written all day: only one whose address or number stands in an offering moves the number.
_NAMED = """EXISTS (SELECT 1 FROM events_offering WHERE contact <> '' AND ({told}))"""
_SAME = "lower(contact) = lower({row}.email) OR contact LIKE substr({row}.phone, 4) || '@%'"
_OF_ACCOUNTS = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF {named} THEN {move}; END IF; RETURN NULL; END $$;
CREATE TRIGGER {name} AFTER {event} ON people_user
FOR EACH ROW EXECUTE FUNCTION {name}();
"""


def _trigger_of_accounts(event: str, *rows: str) -> Trigger:
    name = f"calendars_people_user_{event.partition(' ')[0].lower()}"
    named = _NAMED.format(told=" OR ".join(_SAME.format(row=row) for row in rows))
    words = {"name": name, "event": event, "named": named, "move": _MOVE}
    return Trigger(
        name=name,
        table="people_user",
        postgresql=_OF_ACCOUNTS.format(**words),
        sqlite=f"CREATE TRIGGER {name} AFTER {event} ON people_user WHEN {named}"
        f" BEGIN {_MOVE}; END",
    )


TRIGGERS_OF_ACCOUNTS = [
    _trigger_of_accounts("INSERT", "NEW"),
    _trigger_of_accounts("UPDATE OF email, phone", "OLD", "NEW"),
    _trigger_of_accounts("DELETE", "OLD"),
]
