"""The back office of places of units: the ledger, granting, transfers, rules, admission."""
