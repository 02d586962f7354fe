"""What every record needs: actions, outcomes, rules, the outbox, public ids, idempotency, audit.

The kernel owns the rows that prove what happened (audit), that promise what will (outbox) and that
remember what was answered (idempotency keys). It must not know any room: rooms register with it.
"""
