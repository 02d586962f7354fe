"""Filters of a list as plain links that survive in the address, and what was wrong with one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

Choice = tuple[str, str]


@dataclass
class Filters:
    """Reads the address of a request; wrong values are ignored and told in `mistakes`.

    `groups` is what components/filters.html shows, `chosen` what the list is restricted to.
    """

    query: QueryDict
    groups: list[dict[str, Any]] = field(default_factory=list)
    chosen: dict[str, str] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, request: HttpRequest | None) -> "Filters":
        """The filters of a request; without one nothing is chosen."""
        return cls(request.GET if request is not None else QueryDict())

    def add(self, name: str, title: str, choices: Sequence[Choice], default: str = "") -> str:
        """Offer `choices` as (value, label) under `name`; return the one chosen.

        The choice with the value `default` is what holds when the address says nothing.
        """
        asked = self.query.get(name, default)
        labels = dict(choices)
        if asked not in labels:
            self.mistakes.append(
                gettext("“%(value)s” is not known under “%(title)s”, so it was left out.")
                % {"value": asked[:40], "title": title}
            )
            asked = default
        if asked != default:
            self.chosen[name] = asked
        self.groups.append(
            {
                "name": title,
                "choices": [
                    {
                        "label": label,
                        "url": self.address(name, "" if value == default else value),
                        "current": value == asked,
                    }
                    for value, label in choices
                ],
            }
        )
        return asked

    def address(self, name: str, value: str) -> str:
        """The address of this list with another value under `name`, from its first page on."""
        query = self.query.copy()
        query.pop("page", None)
        query.pop(name, None)
        if value:
            query[name] = value
        return f"?{query.urlencode()}" if query else "?"

    @property
    def clear_url(self) -> str:
        """The address without any filter; empty when none is chosen."""
        return "?" if self.chosen else ""
