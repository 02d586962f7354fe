"""Actions: the only functions that change records.

An action takes keywords only, `by=` names who acts (None for the system), everything in it happens
in one transaction or not at all, and a change leaves an audit row in the same transaction.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any

from django.db import transaction

from kernel.audit import record_audit
from kernel.outcomes import Result

REGISTRY: dict[str, Callable[..., Result]] = {}


def action(
    name: str, *, audited: bool = True
) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Make a function the action `name` ("room.verb").

    `audited=False` is for a change that repeats every few seconds and says nothing about the
    record's history, as saving a draft does while its author types.
    Raises TypeError at import when the function takes a positional argument or lacks `by`.
    """

    def decorate(function: Callable[..., Result]) -> Callable[..., Result]:
        _require_keywords(function)

        @functools.wraps(function)
        def run(*, by: Any, **kwargs: Any) -> Result:
            with transaction.atomic():
                result = function(by=by, **kwargs)
                if audited and result.changed:
                    record_audit(action=name, by=by, result=result)
            return result

        REGISTRY[name] = run
        return run

    return decorate


def _require_keywords(function: Callable[..., Result]) -> None:
    parameters = inspect.signature(function).parameters
    kinds = {parameter.kind for parameter in parameters.values()}
    by_name = {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}
    if kinds - by_name or "by" not in parameters:
        raise TypeError(f"{function.__qualname__} must take keywords only, among them `by`")
