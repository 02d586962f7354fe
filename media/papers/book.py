"""A book on A4, ready for the printer: title page, imprint, contents, chapters, running heads.

Left and right pages are mirrored, so that the wider margin is always where the book is bound. The
contents know their pages after the first pass; ReportLab sets the book until nothing moves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

from media.papers import fonts
from media.papers.lines import TextParagraph
from media.papers.sheet import HAIRLINE, fitted

INNER, OUTER, TOP, BOTTOM = 30 * mm, 22 * mm, 30 * mm, 26 * mm
WIDTH = A4[0] - INNER - OUTER
RIGHT, LEFT, BARE = "right", "left", "bare"
CONTENTS_ON = 3  # behind title and imprint


def _style(name: str, size: float, leading: float = 1.75, **more: Any) -> ParagraphStyle:
    values = {"leading": size * leading, "wordWrap": "CJK", "fontName": fonts.NAME} | more
    return ParagraphStyle(name, fontSize=size, **values)


STYLES = {
    "cover": _style("cover", 30, 1.4, alignment=TA_CENTER),
    "under": _style("under", 15, alignment=TA_CENTER, spaceBefore=8 * mm),
    "imprint": _style("imprint", 10, spaceAfter=1 * mm),
    "contents": _style("contents", 20, alignment=TA_CENTER, spaceAfter=8 * mm),
    "chapter": _style("chapter", 20, 1.4, alignment=TA_CENTER),
    "byline": _style("byline", 11, alignment=TA_CENTER, spaceBefore=3 * mm, spaceAfter=9 * mm),
    "text": _style("text", 11.5, firstLineIndent=23, spaceAfter=0),
    "entry": _style("entry", 11, 1.9, rightIndent=12 * mm),
}


@dataclass(frozen=True)
class Chapter:
    """One text: its title, who stands below it (may be nobody), its paragraphs."""

    title: str
    byline: str
    paragraphs: Sequence[str]

    @property
    def words(self) -> str:
        """Everything that is printed of it."""
        return "\n".join((self.title, self.byline, *self.paragraphs))


@dataclass(frozen=True)
class Plan:
    """What a book holds; `imprint` are the lines of the page behind the title."""

    title: str
    subtitle: str
    imprint: Sequence[str]
    chapters: Sequence[Chapter]

    def lacking(self) -> list[str]:
        """Characters that the font does not have: to be known before anything is printed."""
        parts = [self.title, self.subtitle, *self.imprint, *(one.words for one in self.chapters)]
        return fonts.missing("\n".join(parts))


def bind(plan: Plan, progress: Callable[[int], None] = lambda number: None) -> bytes:
    """The PDF; `progress` hears how many chapters have been set in the last pass begun."""
    fonts.glyphs()
    buffer = BytesIO()
    document = _Book(buffer, plan, progress)
    story: list[Any] = [
        Spacer(1, 70 * mm),
        _text(plan.title, "cover"),
        *([_text(plan.subtitle, "under")] if plan.subtitle else []),
        PageBreak(),
        Spacer(1, 150 * mm),
        *(_text(line, "imprint") for line in plan.imprint),
        NextPageTemplate([RIGHT, LEFT]),
        PageBreak(),
        _text(_("Contents"), "contents"),
        _contents(),
    ]
    for chapter in plan.chapters:
        story += [PageBreak(), Spacer(1, 14 * mm), *_chapter(chapter)]
    document.multiBuild(story)
    return buffer.getvalue()


def _text(text: str, style: str) -> TextParagraph:
    made = TextParagraph("x", STYLES[style])
    made.plain = fonts.drawable(text)
    return made


def _chapter(chapter: Chapter) -> list[Any]:
    heading = _text(chapter.title, "chapter")
    heading.opens = chapter
    found = [heading]
    if chapter.byline:
        found.append(_text(chapter.byline, "byline"))
    else:
        found.append(Spacer(1, 9 * mm))
    return [*found, *(_text(text, "text") for text in chapter.paragraphs)]


def _contents() -> TableOfContents:
    contents = TableOfContents()
    contents.levelStyles = [STYLES["entry"]]
    contents.dotsMinLevel = 0
    return contents


class _Book(BaseDocTemplate):  # type: ignore[misc]
    """Tells the contents where chapters begin, and the heads what they are under."""

    def __init__(self, target: Any, plan: Plan, progress: Callable[[int], None]) -> None:
        super().__init__(
            target, pagesize=A4, title=fonts.drawable(plan.title), author="", lang="zh-CN"
        )
        self.plan, self.progress = plan, progress
        self.number, self.under, self.opened = 0, "", False
        height = A4[1] - TOP - BOTTOM
        self.addPageTemplates(
            [
                PageTemplate(BARE, [Frame(INNER, BOTTOM, WIDTH, height, 0, 0, 0, 0)]),
                PageTemplate(
                    RIGHT, [Frame(INNER, BOTTOM, WIDTH, height, 0, 0, 0, 0)], onPageEnd=self._right
                ),
                PageTemplate(
                    LEFT, [Frame(OUTER, BOTTOM, WIDTH, height, 0, 0, 0, 0)], onPageEnd=self._left
                ),
            ]
        )

    def beforeDocument(self) -> None:  # noqa: N802 - ReportLab's name
        """A pass begins."""
        self.number, self.under, self.opened = 0, "", False

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - ReportLab's name
        """A chapter has begun: note it for the contents and for the heads."""
        chapter = getattr(flowable, "opens", None)
        if chapter is None:
            return
        self.number += 1
        self.progress(self.number)
        self.under, self.opened = chapter.title, True
        key = f"chapter-{self.number}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(fonts.drawable(chapter.title), key, 0)
        entry = "　".join(filter(None, (chapter.title, chapter.byline)))
        self.notify("TOCEntry", (0, escape(fonts.drawable(entry)), self.page, key))

    def _right(self, canvas: Any, document: Any) -> None:
        self._frame(canvas, INNER, self.under or _("Contents"), right=True)

    def _left(self, canvas: Any, document: Any) -> None:
        self._frame(canvas, OUTER, self.plan.title, right=False)

    def _frame(self, canvas: Any, margin: float, head: str, *, right: bool) -> None:
        """The running head but on a chapter's first page; the number of the page outside below.

        Nothing before the contents: ReportLab asks the next template at the end of the imprint.
        """
        if canvas.getPageNumber() < CONTENTS_ON:
            return
        canvas.setFont(fonts.NAME, 9)
        end, top = margin + WIDTH, A4[1] - 20 * mm
        head = fitted(fonts.drawable(head), WIDTH)
        if not self.opened:
            (canvas.drawRightString if right else canvas.drawString)(
                end if right else margin, top, head
            )
            canvas.setLineWidth(HAIRLINE)
            canvas.line(margin, top - 2 * mm, end, top - 2 * mm)
        self.opened = False
        number = str(canvas.getPageNumber())
        if right:
            canvas.drawRightString(end, 14 * mm, number)
        else:
            canvas.drawString(margin, 14 * mm, number)
