"""Every address of ours has a door: a view of a room states the rule it stands under."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from kernel.middleware import belongs_to_library, rule_of

# Stands behind Wagtail's own permissions; its viewsets are tested with their rooms.
BACK_OFFICE = "admin/"


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address below a resolver, as it is written, with its pattern."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        else:
            yield path, entry


def ours() -> list[tuple[str, Any]]:
    """The views of rooms by address, the back office apart."""
    return [
        (path, pattern.callback)
        for path, pattern in addresses(get_resolver())
        if not path.startswith(BACK_OFFICE) and not belongs_to_library(pattern.callback)
    ]


def test_the_walk_reaches_pages_feeds_and_health():
    paths = {path for path, _view in ours()}
    assert {"o/<oid:public_id>/", "calendar/all.ics", "health/live", "desk/"} <= paths


@pytest.mark.parametrize(("path", "view"), [pytest.param(*one, id=one[0]) for one in ours()])
def test_every_address_states_its_rule(path, view):
    assert rule_of(view) is not None, f"/{path} is refused: decorate its view with @states"
