"""Blocks of several entries of one sort."""

from typing import Any

from wagtail.blocks import StructBlock


class SeveralBlock(StructBlock):
    """Its one list begins with as many entries as it needs: with fewer it would begin refused."""

    def get_default(self) -> Any:
        """Empty entries."""
        ((name, entries),) = self.child_blocks.items()
        empty = [entries.child_block.get_default() for _entry in range(entries.meta.min_num)]
        return self.normalize({name: empty})
