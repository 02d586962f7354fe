"""Whatever a test has written: its words can be gone on from, since the code passes what they name.

A notice in the words that the site came with must read the same when somebody takes these words as
their own: a placeholder that the code does not fill would leave a gap there. Looked at once for
each kind and shape of its facts, so that it costs nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from notices import delivery, words

SEEN: set[tuple[Any, ...]] = set()


@contextmanager
def all_agreeing() -> Iterator[None]:
    """Compare both ways wherever a notice is written."""

    def agreeing(kind: str, person: Any, context: dict[str, Any], own: dict[str, Any]) -> Any:
        said = words.written(kind, person, context, own)
        shape = kind, person.language, *sorted((name, bool(context[name])) for name in context)
        if person.language not in own and shape not in SEEN:
            SEEN.add(shape)
            shipped = {person.language: words.shipped(kind, person.language)}
            assert words.written(kind, person, context, shipped) == said, f"placeholders of {kind}"
        return said

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delivery, "written", agreeing)
        yield
