"""Headers that mail programs read as they stand.

Python writes a long word of a header as "encoded words" (RFC 2047); in an address to press that is
against the RFC (2369, 2), and no program finds the address any more.
"""

from email.headerregistry import HeaderRegistry, UnstructuredHeader
from typing import Any


class AsItStands(UnstructuredHeader):
    """One line, however long: servers take 998 octets (RFC 5322, 2.1.1)."""

    max_count = 1

    def fold(self, *, policy: Any) -> str:
        """The line."""
        header: Any = self
        return f"{header.name}: {header}{policy.linesep}"


_REGISTRY: Any = HeaderRegistry()
_REGISTRY.map_to_type("list-unsubscribe", AsItStands)


def telling(policy: Any) -> Any:
    """The policy, with the headers of notices as they must be."""
    return policy.clone(header_factory=_REGISTRY)
