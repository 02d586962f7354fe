"""Lines of Chinese and Latin text: where a line may end, and a paragraph that ends its lines there.

ReportLab breaks Chinese text at any character but for a few Japanese marks, and loses spaces there.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

# What never begins a line, and what never ends one (GB/T 15834 on marks at the edge of a line).
CLOSING = "，。、；：？！）】》〉」』”’…—·%℃,.;:?!)]"
OPENING = "（【《〈「『“‘([￥$№"
PIECES = re.compile(r"[^\S\n]+|[\u2e80-\U0010ffff]|[^\s\u2e80-\U0010ffff]+")


def pieces_of(text: str) -> list[str]:
    """What is never broken: a Han character, a Latin word, each with its marks; spaces apart."""
    found: list[str] = []
    for piece in PIECES.findall(text):
        joins_left = piece[0] in CLOSING
        joins_right = bool(found) and found[-1][-1] in OPENING
        if (
            found
            and not found[-1].isspace()
            and not piece.isspace()
            and (joins_left or joins_right)
        ):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def lines_of(
    text: str, widths: list[float], measure: Callable[[str], float]
) -> Iterator[tuple[float, str]]:
    """Lines, each with the width that it leaves; the last of `widths` is that of all further ones.

    A piece wider than a whole line is broken anywhere.
    """
    number = 0
    for paragraph in text.split("\n"):
        line = ""
        for piece in pieces_of(paragraph):
            for part in _parts(piece, widths[-1], measure):
                width = widths[min(number, len(widths) - 1)]
                if line and measure((line + part).rstrip()) > width:
                    yield width - measure(line.rstrip()), line.rstrip()
                    number += 1
                    line = part.lstrip()
                else:
                    line += part
        width = widths[min(number, len(widths) - 1)]
        yield width - measure(line.rstrip()), line.rstrip()
        number += 1


def _parts(piece: str, width: float, measure: Callable[[str], float]) -> list[str]:
    return [piece] if measure(piece) <= width else list(piece)


class TextParagraph(Paragraph):  # type: ignore[misc]
    """Plain text in one style; `plain` keeps the spaces that ReportLab's parser would join."""

    plain: str | None = None

    def breakLinesCJK(self, maxWidths: Any) -> Any:  # noqa: N802, N803 - ReportLab's names
        """Our lines instead of ReportLab's."""
        widths = list(maxWidths) if isinstance(maxWidths, list | tuple) else [maxWidths]
        self.height = 0
        frag = self.frags[0]
        if hasattr(self, "blPara") and getattr(self, "_splitpara", False):
            return frag.clone(kind=0, lines=self.blPara.lines)
        # The rest of a paragraph that a page has cut comes as the lines it had.
        text = self.plain if self.plain is not None else "\n".join(getattr(frag, "words", []))

        def measure(part: str) -> float:
            return stringWidth(part, frag.fontName, frag.fontSize)

        # ReportLab draws nothing for an empty line, not even the step to the next.
        lines = [(left, [line or "\u00a0"]) for left, line in lines_of(text, widths, measure)]
        return frag.clone(kind=0, lines=lines, ascent=frag.fontSize, descent=-0.2 * frag.fontSize)
