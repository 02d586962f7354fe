"""Footnotes: `[1]` in the text becomes a mark that leads to the first note, and back."""

import re
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

# A tag, which is left alone, or a number in one of the brackets that people type.
MARK = re.compile(r"(<[^>]*>)|[\[［〔](\d{1,3})[\]］〕]")


class Notes:
    """The notes of one page while it is rendered: how many there are, which were marked."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.marked: set[int] = set()

    def mark(self, html: str) -> SafeString:
        """`html`, safe already, with its marks. A number without a note stays as it was typed."""
        return mark_safe(MARK.sub(self._link, html))  # noqa: S308 - safe before, escaped within

    def _link(self, found: re.Match[str]) -> str:
        number = int(found[2] or 0)
        if found[1] or not 1 <= number <= self.count:
            return found[0]
        # Only the first mark can be what the note leads back to.
        name = format_html(' id="mark-{}"', number) if number not in self.marked else ""
        self.marked.add(number)
        label = gettext("Note %(number)d") % {"number": number}
        # The word joiner keeps the mark on the line of the word that it belongs to.
        return format_html(
            "\u2060"
            '<sup class="mark-of-note"><a{} href="#note-{}" role="doc-noteref" aria-label="{}">'
            "{}</a></sup>",
            name,
            number,
            label,
            number,
        )


def notes_of(body: Any) -> Notes:
    """The notes of a page's body."""
    counts = [len(b.value["notes"]) for b in body or () if b.block_type == "footnotes"]
    return Notes(sum(counts))
