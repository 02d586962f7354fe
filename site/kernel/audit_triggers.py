"""Triggers that keep audit rows: no update ever, no deletion before `retain_until`."""

from kernel.triggers import Trigger

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION kernel_keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.retain_until < CURRENT_DATE THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'audit rows are kept' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER {name} BEFORE {event} ON kernel_auditrow
FOR EACH ROW EXECUTE FUNCTION kernel_keep_audit();
"""
_SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON kernel_auditrow
{when} BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END
"""
_WHEN = "WHEN OLD.retain_until >= date('now')"

TRIGGERS = [
    Trigger(
        name=f"kernel_audit_no_{event.lower()}",
        table="kernel_auditrow",
        postgresql=_POSTGRESQL.format(name=f"kernel_audit_no_{event.lower()}", event=event),
        sqlite=_SQLITE.format(
            name=f"kernel_audit_no_{event.lower()}",
            event=event,
            when=_WHEN if event == "DELETE" else "",
        ),
    )
    for event in ("UPDATE", "DELETE")
]
