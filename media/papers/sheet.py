"""One paper: collected piece by piece, then built with running head and page numbers."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)

from media.papers import fonts
from media.papers.lines import TextParagraph

# Left is where the hole punch goes.
BINDING, RIGHT, TOP, BOTTOM = 28 * mm, 16 * mm, 26 * mm, 20 * mm
WIDTH = A4[0] - BINDING - RIGHT
HAIRLINE, SHADE = 0.4, colors.Color(0.94, 0.94, 0.94)


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    values = {"leading": size * 1.5, "wordWrap": "CJK", "fontName": fonts.NAME} | more
    return ParagraphStyle(name, fontSize=size, **values)


STYLES = {
    "title": _style("title", 18, alignment=TA_CENTER, spaceAfter=4 * mm),
    "heading": _style("heading", 13, spaceBefore=4 * mm, spaceAfter=2 * mm, keepWithNext=1),
    "text": _style("text", 11, spaceAfter=2 * mm),
    "indented": _style("indented", 11, firstLineIndent=22, spaceAfter=2 * mm),
    "cell": _style("cell", 9.5),
    "tight": _style("tight", 7.5, leading=10),
    "small": _style("small", 8.5, textColor=colors.Color(0.25, 0.25, 0.25)),
    "centre": _style("centre", 9.5, alignment=TA_CENTER),
    "signature": _style("signature", 11, alignment=TA_RIGHT, spaceBefore=2 * mm),
}
GRID = [
    ("GRID", (0, 0), (-1, -1), HAIRLINE, colors.black),
    ("FONTNAME", (0, 0), (-1, -1), fonts.NAME),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
]


class Paper:
    """Pieces of one paper. `head` stands above every page but says nothing the title does not."""

    def __init__(self, title: str, head: str, foot: str = "") -> None:
        self.title, self.head, self.foot = title, head, foot
        self.lacking: dict[str, None] = {}
        # Who has the characters that the font lacks, where somebody knows it better than by code.
        self.who_lacks = ""
        self.pieces: list[Any] = []
        fonts.glyphs()

    def words(self, text: Any) -> str:
        """Text as the font can draw it; what it lacks is remembered for the note at the end."""
        self.lacking |= dict.fromkeys(fonts.missing(str(text)))
        return fonts.drawable(str(text))

    def paragraph(self, text: Any, style: str = "text") -> TextParagraph:
        """A paragraph of plain text; a line break stays one."""
        # One stand-in for ReportLab's parser; the paragraph breaks the text itself.
        made = TextParagraph("x", STYLES[style])
        made.plain = self.words(text)
        return made

    def add(self, text: Any, style: str = "text") -> None:
        """A paragraph behind what is there."""
        self.pieces.append(self.paragraph(text, style))

    def add_space(self, millimetres: float) -> None:
        """White below what is there."""
        self.pieces.append(Spacer(1, millimetres * mm))

    def add_page(self) -> None:
        """What follows begins on a new page."""
        self.pieces.append(PageBreak())

    def add_title(self) -> None:
        """The title over the whole width."""
        self.add(self.title, "title")

    def add_table(
        self,
        rows: Sequence[Sequence[Any]],
        widths: Sequence[float],
        *,
        heads: int = 1,
        more: Sequence[tuple[Any, ...]] = (),
        height: float | None = None,
    ) -> None:
        """A ruled table; `widths` are shares of the line, head rows come again on every page.

        A cell is text, or a list of (text, style). `height` in millimetres makes all rows alike.
        """
        share = WIDTH / sum(widths)
        cells = [[self._cell(cell) for cell in row] for row in rows]
        style = [*GRID, *more]
        if heads:
            style.append(("BACKGROUND", (0, 0), (-1, heads - 1), SHADE))
        columns = [width * share for width in widths]
        tall = height and height * mm
        table = Table(cells, columns, tall, repeatRows=heads, splitInRow=1)
        table.setStyle(TableStyle(style))
        self.pieces.append(table)

    def _cell(self, cell: Any) -> Any:
        if cell == "":
            return ""
        if isinstance(cell, list):
            return [self.paragraph(text, style) for text, style in cell]
        return self.paragraph(cell, "cell")

    def keep_together(self, since: int) -> None:
        """What was added since piece number `since` stays on one page."""
        self.pieces[since:] = [KeepTogether(self.pieces[since:])]

    def build(self) -> bytes:
        """The PDF. What the font lacks is named at the end, to be written by hand."""
        if self.lacking:
            codes = [f"U+{ord(char):04X}" for char in self.lacking]
            others = "、".join(code for code in codes if code not in self.who_lacks)
            named = "；".join(filter(None, (self.who_lacks, others)))
            note = _("The font of this paper lacks characters. Write them where %(sign)s stands: ")
            self.add_space(3)
            self.add(note % {"sign": fonts.STAND_IN} + named, "small")
        buffer = BytesIO()
        document = BaseDocTemplate(
            buffer, pagesize=A4, leftMargin=BINDING, rightMargin=RIGHT, topMargin=TOP,
            bottomMargin=BOTTOM, title=self.title, author=fonts.drawable(self.foot), lang="zh-CN",
        )  # fmt: skip
        frame = Frame(BINDING, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
        document.addPageTemplates(PageTemplate("page", [frame]))
        document.build(self.pieces, canvasmaker=self._canvas)
        return buffer.getvalue()

    def _canvas(self, *args: Any, **kwargs: Any) -> "NumberedCanvas":
        canvas = NumberedCanvas(*args, **kwargs)
        canvas.head, canvas.foot = self.words(self.head), self.words(self.foot)
        return canvas


class NumberedCanvas(Canvas):  # type: ignore[misc]
    """Keeps its pages until their number is known, then draws head and foot on each."""

    head = foot = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"initialFontName": fonts.NAME})
        self.kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Keep the page."""
        self.kept.append(dict(vars(self)))
        self._startPage()

    def save(self) -> None:
        """Draw what stands on every page, then write all."""
        pages = list(self.kept)
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._frame(number, len(pages))
            super().showPage()
        super().save()

    def _frame(self, number: int, pages: int) -> None:
        self.setFont(fonts.NAME, 9)
        top, right = A4[1] - 16 * mm, A4[0] - RIGHT
        self.drawString(BINDING, top, fitted(self.head, WIDTH))
        self.setLineWidth(HAIRLINE)
        self.line(BINDING, top - 2 * mm, right, top - 2 * mm)
        counted = _("Page %(number)s of %(pages)s") % {"number": number, "pages": pages}
        self.drawRightString(right, 11 * mm, counted)
        self.drawString(BINDING, 11 * mm, fitted(self.foot, WIDTH - 30 * mm))


def fitted(text: str, width: float) -> str:
    """As much of a line of nine points as fits, with dots where it is cut."""
    from_width = _width(text)
    if from_width <= width:
        return text
    while text and _width(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _width(text: str) -> float:
    return sum(9 if ord(char) > 0x2E7F else 5.2 for char in text)


def bound(papers: Sequence[Paper]) -> bytes:
    """Several papers in one file, each with page numbers of its own."""
    writer = PdfWriter()
    for paper in papers:
        writer.append(PdfReader(BytesIO(paper.build())))
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
