"""Outcomes: every action ends in one named outcome that page, API, log and test share."""

import enum
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise


class Effect(enum.Enum):
    """What an outcome means for the caller."""

    DONE = "done"  # records changed
    SAME = "same"  # a repetition: nothing changed, nothing wrong
    REFUSED = "refused"  # nothing changed; the sentence says what to do next


class Outcome(enum.Enum):
    """Base of a room's outcomes: `FULL = Effect.REFUSED, _("…what happened and what next…")`.

    The sentence may hold `%(name)s` placeholders that the result's details fill. A third value is
    the name of the form's field that a refusal is about, where it is about one: `"reason"`.
    """

    def __init__(self, effect: Effect, sentence: str | Promise, about: str = "") -> None:
        # Two refusals may say the same; the member's place in the enum keeps them apart.
        self.effect = effect
        self.sentence = sentence
        self.about = about

    def __new__(cls, effect: Effect, sentence: str | Promise, about: str = "") -> "Outcome":
        """Give each member its own value, so that equal sentences never become aliases."""
        member = object.__new__(cls)
        member._value_ = len(cls.__members__) + 1
        return member

    @property
    def code(self) -> str:
        """The stable name used in addresses, API and logs, e.g. `already_registered`."""
        return self.name.lower()

    @property
    def ok(self) -> bool:
        """Whether the person has what they asked for."""
        return self.effect is not Effect.REFUSED


@dataclass(frozen=True)
class Result:
    """What an action returns: the outcome, the record it concerns, details for its sentence."""

    outcome: Outcome
    record: Any = None
    details: dict[str, Any] = field(default_factory=dict)
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether the person has what they asked for."""
        return self.outcome.ok

    @property
    def changed(self) -> bool:
        """Whether records changed."""
        return self.outcome.effect is Effect.DONE

    @property
    def message(self) -> str:
        """The sentence for the reader, in the active language."""
        return (
            str(self.outcome.sentence) % self.details
            if self.details
            else str(self.outcome.sentence)
        )
