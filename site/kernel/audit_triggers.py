"""Triggers that keep audit rows: no deletion before `retain_until`, no update but one.

The one update empties the reason: it may name a person who is erased, and is the only free text.
"""

from kernel.models import AuditRow
from kernel.triggers import Trigger

_ERASED = AuditRow.ERASED
_KEPT = [field.column for field in AuditRow._meta.concrete_fields if field.column != "reason"]

_POSTGRESQL_ROW = f"""
CREATE OR REPLACE FUNCTION kernel_keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.retain_until < CURRENT_DATE THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.reason = '{_ERASED}'
       AND to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit rows are kept' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {{name}} BEFORE {{event}} ON kernel_auditrow
FOR EACH ROW EXECUTE FUNCTION kernel_keep_audit();
"""
_POSTGRESQL_TRUNCATE = """
CREATE OR REPLACE FUNCTION kernel_keep_all_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM kernel_auditrow WHERE retain_until >= CURRENT_DATE) THEN
        RAISE EXCEPTION 'audit rows are kept' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name} BEFORE TRUNCATE ON kernel_auditrow
FOR EACH STATEMENT EXECUTE FUNCTION kernel_keep_all_audit();
"""
_SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON kernel_auditrow
WHEN {when} BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END
"""
_SAME = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in _KEPT)
_WHEN = {
    "UPDATE": f"NOT (NEW.reason = '{_ERASED}' AND {_SAME})",
    "DELETE": "OLD.retain_until >= date('now')",
}

TRIGGERS = [
    *(
        Trigger(
            name=f"kernel_audit_no_{event.lower()}",
            table="kernel_auditrow",
            postgresql=_POSTGRESQL_ROW.format(name=f"kernel_audit_no_{event.lower()}", event=event),
            sqlite=_SQLITE.format(name=f"kernel_audit_no_{event.lower()}", event=event, when=when),
        )
        for event, when in _WHEN.items()
    ),
    # SQLite has no TRUNCATE: its `DELETE` without a condition asks the trigger for each row.
    Trigger(
        name="kernel_audit_no_truncate",
        table="kernel_auditrow",
        postgresql=_POSTGRESQL_TRUNCATE.format(name="kernel_audit_no_truncate"),
        sqlite="",
    ),
]
