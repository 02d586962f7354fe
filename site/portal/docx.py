"""An article out of a DOCX: headings, text, lists, pictures and footnotes as blocks of a page."""

import base64
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

import nh3
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from essays.files import ask_reader
from kernel.outcomes import Effect, Outcome, Result
from media.models import CustomImage
from media.uploads import DOCUMENTS, PICTURES, Refused, checked
from portal import docx_reader

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# What Wagtail's rich text keeps; everything else is only text.
KEPT = {"p", "h3", "h4", "ul", "ol", "li", "b", "i", "a", "br"}
SPELT = {"strong": "b", "em": "i"}
# Raised and lowered characters, which rich text has no elements for.
PLAIN = "0123456789+-=()n"
SCRIPTS = {
    "sup": str.maketrans(PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ"),
    "sub": str.maketrans(PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ"),
}
CELLS = ("td", "th")
# Blanks by which a first line is set in: pages set their paragraphs themselves.
SET_IN = re.compile(r"(<(?:p|br/)>(?:<[bi]>)*)\s+")
LONGEST_TITLE = 200


class ReadingOutcome(Outcome):
    """Why no article came out of a file; nothing of it is kept then."""

    FILE_UNREADABLE = (
        Effect.REFUSED,
        _("This file cannot be read. Please open it in its program, save it again and send that."),
    )
    FILE_TOO_COMPLEX = (
        Effect.REFUSED,
        _("This file is too complicated to be read. Please save its text alone and send that."),
    )
    FILE_TOO_LONG = (
        Effect.REFUSED,
        _("This file is far too long for one article. Please send it in parts."),
    )
    FILE_EMPTY = (
        Effect.REFUSED,
        _("There is nothing in this file. Please look whether it is the right one."),
    )


@dataclass
class Draft:
    """An article as read: its title, its blocks, and what its editor has to look at.

    `left_out`: pictures that did not come along; `unseen`: those that nobody describes; `tables`:
    those that became lines; `only_in_word`: whether something was left out that only Word shows.
    """

    title: str
    blocks: list[tuple[str, Any]] = field(default_factory=list)
    left_out: int = 0
    unseen: int = 0
    tables: int = 0
    only_in_word: bool = False


def read_article(given: Any, by: Any) -> Draft | Result | Refused:
    """The article in an uploaded file, or why it cannot be read. Its pictures are stored."""
    try:
        file = checked(given, {"docx": DOCUMENTS["docx"]})
    except Refused as refused:
        return refused
    answer = ask_reader(Path(docx_reader.__file__), file)
    if "error" in answer:
        return Result(ReadingOutcome[answer["error"].upper()])
    title = PurePath(given.name or "").stem[:LONGEST_TITLE]
    draft = Draft(title, only_in_word=answer["ignored"])
    _Shaping(draft, answer["pictures"], by).shape(BeautifulSoup(answer["html"], "html.parser"))
    return draft if draft.blocks or draft.left_out else Result(ReadingOutcome.FILE_EMPTY)


class _Shaping:
    """Turns elements into blocks, one after another."""

    def __init__(self, draft: Draft, pictures: list[dict[str, str]], by: Any) -> None:
        self.draft, self.pictures, self.by = draft, pictures, by
        self.text: list[str] = []
        self.levels: list[str] = []  # of headings, the highest first

    def shape(self, soup: BeautifulSoup) -> None:
        """All of a document."""
        notes = _notes_out_of(soup)
        _open_frames(soup)
        elements = list(soup.find_all(recursive=False))
        title = _title_among(elements)
        if title is not None:
            self.draft.title = _words(title)[:LONGEST_TITLE]
            pictures = title.find_all("img")  # all of it that stands in the text
            title.clear()
            title.extend(pictures)
            title.name = "p"
        self.levels = sorted({one.name for one in elements if one.name in HEADINGS})
        for element in elements:
            self._pictures(element)
            if element.name in HEADINGS:
                self._heading(element)
            elif element.name == "table":
                self._table(element)
            elif element.name == "blockquote":
                self._quotation(element)
            elif _is(element, "caption") and self._captioned(element):
                continue
            else:
                self._text(str(element))
        self._flush()
        if notes:
            self.draft.blocks.append(("footnotes", {"notes": notes}))

    def _heading(self, element: Tag) -> None:
        """A block for a section; what stands below sections is a heading of the text."""
        words, level = _words(element), self.levels.index(element.name)
        if words and level:
            name = "h3" if level == 1 else "h4"
            self._text(f"<{name}>{nh3.clean_text(words)}</{name}>")
        elif words:
            self._flush()
            self.draft.blocks.append(("heading", words))

    def _table(self, element: Tag) -> None:
        """A line for each row: pages have no tables."""
        self.draft.tables += 1
        for row in _rows_of(element):
            cells = map(_words, row)
            self._text(f"<p>{nh3.clean_text(' · '.join(filter(None, cells)))}</p>")

    def _quotation(self, element: Tag) -> None:
        """Somebody's words, each paragraph on a line of its own."""
        words = "\n".join(filter(None, map(_words, element.find_all("p"))))
        if words:
            self._flush()
            self.draft.blocks.append(("quotation", {"text": words, "source": ""}))

    def _captioned(self, element: Tag) -> bool:
        """Whether these words went below the picture right before them; else they are text."""
        kind, value = self.draft.blocks[-1] if self.draft.blocks and not self.text else ("", {})
        if kind != "picture" or value["caption"]:
            return False
        value["caption"] = _words(element)
        return True

    def _text(self, html: str) -> None:
        clean = clean_html(html)
        if BeautifulSoup(clean, "html.parser").get_text(strip=True):
            self.text.append(clean)

    def _flush(self) -> None:
        if self.text:
            self.draft.blocks.append(("paragraph", "".join(self.text)))
            self.text = []

    def _pictures(self, element: Tag) -> None:
        for image in element.find_all("img"):
            number = str(image.get("src", ""))
            picture = self._stored(self.pictures[int(number)]) if number.isdecimal() else None
            if picture is None:
                self.draft.left_out += 1
                continue
            self._flush()
            described = self.pictures[int(number)]["alt"][:255]
            self.draft.unseen += not described
            shown = {"image": picture.pk, "alt_text": described, "decorative": False}
            self.draft.blocks.append(("picture", {"image": shown, "caption": "", "source": ""}))

    def _stored(self, given: dict[str, str]) -> CustomImage | None:
        """The picture in the library; None for a kind that is not taken."""
        content = ContentFile(base64.b64decode(given["content"]), name="picture")
        title = given["alt"][:255] or self.draft.title
        try:
            file = checked(content, PICTURES)
        except Refused:
            return None
        return CustomImage.objects.create(title=title, file=file, uploaded_by_user=self.by)


def _is(element: Tag, style: str) -> bool:
    """Whether it was written in one of the reader's named styles."""
    return style in element.get_attribute_list("class")


def _title_among(elements: list[Tag]) -> Tag | None:
    """What Word calls the title, else a heading that comes before everything."""
    said = [one for one in elements if one.get_text(strip=True)]
    heading = said[0] if said and said[0].name in HEADINGS else None
    return next((one for one in said if _is(one, "title")), heading)


def _rows_of(table: Tag) -> list[list[Tag]]:
    """The cells of each row; those of a table within a cell are words of that cell."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    return [row.find_all(CELLS, recursive=False) for row in rows]


def _open_frames(soup: BeautifulSoup) -> None:
    """What stands in a table of one column is text with a frame around it: the frame goes."""
    for table in soup.find_all("table"):
        if all(len(row) < 2 for row in _rows_of(table)):
            parts = table.find_all(["thead", "tbody", "tr", *CELLS])
            for part in [one for one in parts if one.find_parent("table") is table]:
                part.unwrap()
            table.unwrap()


def _words(element: Tag) -> str:
    """What an element says, on one line."""
    _spell_scripts(element)
    for part in element.find_all(["p", "li", "br"]):
        part.insert_after("\n")
    return " ".join(element.get_text().split())


def _spell_scripts(element: Tag) -> None:
    """m² stays what it is where there is a character for it."""
    for script in element.find_all(list(SCRIPTS)):
        script.replace_with(script.get_text().translate(SCRIPTS[script.name]))


def clean_html(html: str) -> str:
    """`html` with what rich text keeps, in its spelling."""
    soup = BeautifulSoup(html, "html.parser")
    _spell_scripts(soup)
    for link in soup.find_all("a"):
        if str(link.get("href", "#")).startswith("#"):  # a bookmark, or the way to one: both go
            link.unwrap()
    for old, new in SPELT.items():
        for element in soup.find_all(old):
            element.name = new
    clean = nh3.clean(
        str(soup),
        tags=KEPT,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    clean = clean.replace("<br>", "<br/>")  # Wagtail's editor takes an open one for an error
    return SET_IN.sub(r"\1", clean)


def _notes_out_of(soup: BeautifulSoup) -> list[str]:
    """Take the notes out of a document, and leave their numbers in brackets in the text."""
    found = [item for item in soup.find_all("li") if _is_note(item)]
    numbers = {f"#{item['id']}": number for number, item in enumerate(found, 1)}
    for link in soup.find_all("a"):
        number = numbers.get(str(link.get("href", "")))
        if number:
            mark = link.parent if link.parent and link.parent.name == "sup" else link
            mark.replace_with(f"[{number}]")
    notes = []
    for item in found:
        for back in item.find_all("a", href=lambda href: href and "note-ref" in href):
            back.decompose()
        notes.append(clean_html(item.decode_contents()))
        item.decompose()
    return notes


def _is_note(item: Tag) -> bool:
    return str(item.get("id", "")).startswith(("footnote-", "endnote-"))
