"""Triggers that keep revisions as they were handed in.

Whatever code, bulk update or SQL asks for it: a revision's words are emptied (when a person is
erased) or stay; its number, count and time never change.
"""

from kernel.triggers import Trigger

_NAME = "essays_revisions_stay"
_EMPTIED = "NEW.title = '' AND NEW.text = ''"
_FIXED = ("essay_id", "number", "characters", "submitted_at")

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
    )
]
