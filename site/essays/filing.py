"""Essays as files to take away: a name that says whose and what, and the text as DOCX or PDF.

Words and names come together only when an essay is decided for good: until then its file is named
by a number, and says of its author no more than those who review it see.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import pgettext

from essays.dark import is_told, shown
from essays.models import Essay, EssayRevision
from essays.reading import paragraphs
from media.papers.sheet import Paper
from media.papers.word import document

PDF, DOCX = "pdf", "docx"
FORMATS = (DOCX, PDF)
# What Windows, macOS and the shell refuse in a name, and what only the eye does not see.
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST = 40  # characters of each part of a name


@dataclass(frozen=True)
class Filed:
    """One text as a file shows it; `who` is empty until it is decided for good."""

    title: str
    text: str
    unit: str
    who: str
    number: str

    @property
    def stem(self) -> str:
        """`单位_姓名_标题`, or `编号_xxxxxxxxxxxx` while nobody may know."""
        parts = (
            (self.unit, self.who, self.title)
            if self.who
            else (pgettext("essay", "No."), self.number)
        )
        return "_".join(filter(None, map(cleaned, parts))) or self.number

    @property
    def byline(self) -> str:
        """Who stands in the file."""
        return " · ".join(filter(None, (self.unit, self.who)))


def cleaned(part: str) -> str:
    """A part of a file's name without what file systems refuse."""
    text = unicodedata.normalize("NFC", part)
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cf", "Cs", "Co"))
    text = " ".join(FORBIDDEN.sub(" ", text).split())
    return text[:LONGEST].strip(" ._")


def filed(essay: Essay, revision: EssayRevision) -> Filed:
    """The revision of an essay as its file shows it."""
    if not is_told(essay):
        dark = shown(revision, essay)
        return Filed(dark.title, dark.text, "", "", essay.public_id)
    unit = essay.unit
    return Filed(
        revision.title,
        revision.text,
        unit.name if unit is not None else "",
        essay.author.name,
        essay.public_id,
    )


def names(files: Iterable[Filed], suffix: str) -> Iterator[tuple[str, Filed]]:
    """Each with a name of its own; a name that is taken gets a number."""
    taken: dict[str, int] = {}
    for one in files:
        key = one.stem.casefold()
        taken[key] = taken.get(key, 0) + 1
        again = f" ({taken[key]})" if taken[key] > 1 else ""
        yield f"{one.stem}{again}.{suffix}", one


def as_docx(one: Filed) -> bytes:
    """The text as Word reads it, without a trace of who made the file."""
    return document(one.title or one.number, one.byline, paragraphs(one.text), one.who)


def as_pdf(one: Filed) -> bytes:
    """The text on A4, with page numbers; what the font lacks is named at the end."""
    paper = Paper(one.title or one.number, one.title, one.byline or one.number)
    paper.add_title()
    if one.byline:
        paper.add(one.byline, "centre")
    for text in paragraphs(one.text):
        paper.add(text, "indented")
    return paper.build()


def bundle(files: Iterable[Filed], suffix: str) -> BytesIO:
    """All of them in one ZIP. Raises ValueError for an unknown kind of file."""
    if suffix not in FORMATS:
        raise ValueError(suffix)
    write = as_docx if suffix == DOCX else as_pdf
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, one in names(files, suffix):
            archive.writestr(name, write(one))
    buffer.seek(0)
    return buffer
