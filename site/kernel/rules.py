"""Rules: who may do or see what. A view states its rule; one that does not is refused.

A rule is a predicate on (person, record) together with the queryset of what a person may list, so
that a page, a search, an export, a feed and the API of one thing can never differ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Forbidden(PermissionDenied):
    """A refusal that tells the reader why and who can help."""

    def __init__(self, reason: str | Promise, who_can_help: str | Promise = "") -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.who_can_help = who_can_help


def lists_nothing(person: Any) -> Any:
    """The list of a rule that is about no records. Raises LookupError."""
    raise LookupError("this rule lists nothing")


@dataclass(frozen=True)
class Rule:
    """One named rule.

    `visible(person)` is the queryset a person may list. `test(person, record)` decides about one
    record (None: about the page as a whole); without it, membership of `visible` decides.
    """

    name: str
    sentence: str | Promise
    # A queryset of the room's own class: callers go on with its vocabulary.
    visible: Callable[[Any], Any] = lists_nothing
    test: Callable[[Any, Any], bool] | None = None
    who_can_help: str | Promise = ""
    anonymous: bool = False

    def allows(self, person: Any, record: Model | None = None) -> bool:
        """Whether `person` may, for `record` or in general."""
        if not self.anonymous and not getattr(person, "is_authenticated", False):
            return False
        if self.test is not None:
            return self.test(person, record)
        if record is not None and self.visible is not lists_nothing:
            return self.visible(person).filter(pk=record.pk).exists()
        return True

    def check(self, person: Any, record: Model | None = None) -> None:
        """Raise Forbidden, with the rule's sentence, unless `person` may."""
        if not self.allows(person, record):
            raise Forbidden(self.sentence, self.who_can_help)


def states(rule: Rule) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Decorate a function view with the rule it stands under."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        view.rule = rule  # type: ignore[attr-defined]
        return view

    return decorate


public = Rule("public", "", anonymous=True)
signed_in = Rule("signed_in", _("Please sign in first."))
