"""Pages on which everything has its place: cards, tents, plans.

Measured in millimetres from the top left corner; a line of text is measured to its base.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from media.papers import fonts
from media.qr import qr_matrix

HAIRLINE, DASHES = 0.4, (2, 2)
LEAST = 5.5  # points: smaller is not read at arm's length


class Placed:
    """One file of such pages; `lacking` are characters that the font did not have."""

    def __init__(self, title: str, *, is_wide: bool = False) -> None:
        size = landscape(A4) if is_wide else A4
        self.width, self.height = size[0] / mm, size[1] / mm
        self.lacking: dict[str, None] = {}
        fonts.glyphs()
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=size, initialFontName=fonts.NAME, lang="zh-CN")
        self.canvas.setTitle(fonts.drawable(title))
        self.canvas.setLineWidth(HAIRLINE)

    def text(
        self,
        x: float,
        y: float,
        text: Any,
        *,
        size: float = 10,
        width: float | None = None,
        align: str = "left",
    ) -> None:
        """One line at (x, y), or about x: made smaller to fit `width`, and cut where even that is
        too long. `align` is left, centre or right.
        """
        self.lacking |= dict.fromkeys(fonts.missing(str(text)))
        words = " ".join(fonts.drawable(str(text)).split())
        if width is not None:
            words, size = fitted_to(words, size, width)
        self.canvas.setFont(fonts.NAME, size)
        draw = {
            "left": self.canvas.drawString,
            "centre": self.canvas.drawCentredString,
            "right": self.canvas.drawRightString,
        }[align]
        draw(x * mm, (self.height - y) * mm, words)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """A frame whose upper left corner is (x, y)."""
        self.canvas.rect(x * mm, (self.height - y - height) * mm, width * mm, height * mm)

    def dashes(self, x: float, y: float, to_x: float, to_y: float) -> None:
        """A line to cut or to fold along."""
        self.canvas.setDash(*DASHES)
        self.canvas.line(x * mm, (self.height - y) * mm, to_x * mm, (self.height - to_y) * mm)
        self.canvas.setDash()

    def qr(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code, quiet zone included, in a square whose upper left corner is (x, y)."""
        matrix = qr_matrix(text)
        module = side / len(matrix)
        path = self.canvas.beginPath()
        for down, row in enumerate(matrix):
            top = (self.height - y - (down + 1) * module) * mm
            across = 0
            for dark, run in groupby(row):
                length = len(list(run))
                if dark:
                    left, wide = (x + across * module) * mm, length * module * mm
                    path.rect(left, top, wide, module * mm)
                across += length
        self.canvas.drawPath(path, stroke=0, fill=1)

    @contextmanager
    def turned(self, x: float, y: float) -> Iterator[None]:
        """What is drawn within stands on its head, about the point (x, y)."""
        self.canvas.saveState()
        self.canvas.translate(x * mm, (self.height - y) * mm)
        self.canvas.rotate(180)
        self.canvas.translate(-x * mm, -(self.height - y) * mm)
        yield
        self.canvas.restoreState()

    def next_page(self) -> None:
        """What follows stands on a new page."""
        self.canvas.showPage()
        self.canvas.setLineWidth(HAIRLINE)

    def build(self) -> bytes:
        """The PDF."""
        self.canvas.save()
        return self.buffer.getvalue()


def fitted_to(text: str, size: float, width: float) -> tuple[str, float]:
    """Text and size in points that fit `width` millimetres: first smaller, then with dots."""
    room = width * mm
    wide = stringWidth(text, fonts.NAME, size)
    if wide <= room:
        return text, size
    smaller = max(LEAST, size * room / wide)
    while text and stringWidth(text, fonts.NAME, smaller) > room + 0.01:
        text = text.removesuffix("…")[:-1] + "…" if len(text) > 1 else ""
    return text, smaller
