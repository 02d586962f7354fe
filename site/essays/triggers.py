"""Triggers that keep revisions as they were handed in, essays on the way of their states, and tasks
with who leads the offering.

Whatever code, bulk update or SQL asks for it: a revision's words are emptied (when a person is
erased) or stay; its number, genre, count, time, lateness and statement never
change. An essay goes from one
state to another only by a step of `enums.TRANSITIONS`.
"""

from essays.enums import TRANSITIONS
from kernel.triggers import Trigger

_NAME = "essays_revisions_stay"
_EMPTIED = "NEW.title = '' AND NEW.text = ''"
_FIXED = ("essay_id", "number", "genre", "characters", "submitted_at", "is_late", "statement")
_LED = "essays_tasks_are_led"
_FOLLOW = "UPDATE essays_essaytask SET lead_unit_id = NEW.lead_unit_id WHERE offering_id = NEW.id"

_STEPS = "essays_states_follow"
_NO_STEP = " AND ".join(
    [
        "OLD.state <> NEW.state",
        *(
            f"NOT (OLD.state = '{old.value}' AND NEW.state = '{new.value}')"
            for old, ways in TRANSITIONS.items()
            for new in ways
        ),
    ]
)

TRIGGERS = [
    Trigger(
        name=_NAME,
        table="essays_essayrevision",
        postgresql=f"""
CREATE OR REPLACE FUNCTION essays_keep_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_EMPTIED} AND {" AND ".join(f"NEW.{field} = OLD.{field}" for field in _FIXED)} THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'revisions are kept' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {_NAME} BEFORE UPDATE ON essays_essayrevision
FOR EACH ROW EXECUTE FUNCTION essays_keep_revision();
""",
        sqlite=f"""
CREATE TRIGGER {_NAME} BEFORE UPDATE ON essays_essayrevision
WHEN NOT ({_EMPTIED} AND {" AND ".join(f"NEW.{field} = OLD.{field}" for field in _FIXED)})
BEGIN SELECT RAISE(ABORT, 'revisions are kept'); END
""",
    ),
    Trigger(
        name=_STEPS,
        table="essays_essay",
        postgresql=f"""
CREATE OR REPLACE FUNCTION essays_follow_states() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_NO_STEP} THEN
        RAISE EXCEPTION 'no such step of an essay' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {_STEPS} BEFORE UPDATE OF state ON essays_essay
FOR EACH ROW EXECUTE FUNCTION essays_follow_states();
""",
        sqlite=f"""
CREATE TRIGGER {_STEPS} BEFORE UPDATE OF state ON essays_essay
WHEN {_NO_STEP}
BEGIN SELECT RAISE(ABORT, 'no such step of an essay'); END
""",
    ),
    Trigger(
        name=_LED,
        table="events_offering",
        postgresql=f"""
CREATE OR REPLACE FUNCTION essays_follow_lead() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN {_FOLLOW}; RETURN NULL; END $$;
CREATE TRIGGER {_LED} AFTER UPDATE OF lead_unit_id ON events_offering
FOR EACH ROW WHEN (OLD.lead_unit_id <> NEW.lead_unit_id) EXECUTE FUNCTION essays_follow_lead();
""",
        sqlite=f"""
CREATE TRIGGER {_LED} AFTER UPDATE OF lead_unit_id ON events_offering
WHEN OLD.lead_unit_id <> NEW.lead_unit_id
BEGIN {_FOLLOW}; END
""",
    ),
]
