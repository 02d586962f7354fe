"""Putting a checked file beside a request or an objection, unsaved."""

from typing import Any


def attach(record: Any, evidence: Any) -> None:
    """The store gets a name that says nothing; the name people gave stands beside it."""
    if evidence is None:
        return
    record.evidence_name = str(evidence.name)[-120:]
    ending = record.evidence_name.rpartition(".")[2].lower()
    record.evidence.save(f"{record.public_id}.{ending}", evidence, save=False)
