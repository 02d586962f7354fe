"""Reads the text of one DOCX or PDF, alone in a process of its own with little memory and time.

Run as `python file_reader.py docx < file`; it writes one JSON object: `paragraphs`, or `error` with
the name of an outcome. It imports nothing of the site: what a file does to it, it does to nobody
else. The file has passed the check of `media.uploads` before.
"""

import json
import re
import resource
import sys
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from pypdf import PdfReader
from pypdf.errors import LimitReachedError

MEMORY = 768 * 1024 * 1024  # bytes of address space
SECONDS = 10  # of the processor
MOST_PAGES = 100
MOST_XML = 24 * 1024 * 1024
MOST_CHARACTERS = 300_000
DOCUMENT = "word/document.xml"
# A line that stops before this part of the longest one ends its paragraph.
FULL_LINE = 0.85
NUMBER_OF_PAGE = re.compile(r"\s*(第\s*)?[-—–]?\s*\d{1,4}\s*[-—–]?(\s*页)?(\s*/\s*\d{1,4})?\s*")
WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")
INDENT = re.compile(r"[\u3000 ]{2,}")


def main(kind: str) -> dict[str, Any]:
    """What is answered for the file on standard input."""
    content = sys.stdin.buffer.read()
    read = {"docx": of_docx, "pdf": of_pdf}[kind]
    try:
        found = read(content)
    except TooMuch as error:
        return {"error": str(error)}
    except (MemoryError, RecursionError, LimitReachedError):
        return {"error": "file_too_complex"}
    except Exception:  # noqa: BLE001 - a library's word for a broken file, of which there are many
        return {"error": "file_unreadable"}
    if sum(map(len, found)) > MOST_CHARACTERS:
        return {"error": "file_too_long"}
    return {"paragraphs": found}


class TooMuch(Exception):
    """The name of an outcome."""


def of_docx(content: bytes) -> list[str]:
    """Paragraphs as Word shows them; what is struck out as a correction, or hidden, is left out."""
    with ZipFile(BytesIO(content)) as archive:
        if archive.getinfo(DOCUMENT).file_size > MOST_XML:
            raise TooMuch("file_too_long")
        root = fromstring(archive.read(DOCUMENT))
    found: list[str] = []
    _walk(root, found, [])
    return found


SKIPPED = {"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "sectPr"}
BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "noBreakHyphen": "-"}


def _walk(node: Any, found: list[str], line: list[str]) -> None:
    """Text of `node` into `line`, each paragraph that ends into `found`."""
    name = str(node.tag).rpartition("}")[2]
    if name in SKIPPED or (name == "r" and _is_hidden(node)):
        return
    if name == "p":
        own: list[str] = []
        for child in node:
            _walk(child, found, own)
        found.extend("".join(own).split("\n"))
        return
    if name == "t":
        line.append(node.text or "")
    elif name in BREAKS:
        line.append(BREAKS[name])
    for child in node:
        _walk(child, found, line)


def _is_hidden(run: Any) -> bool:
    marks = [child for child in run if child.tag.endswith("}rPr")]
    hidden = [mark for mark in marks for one in mark if one.tag.endswith("}vanish")]
    return bool(hidden)


def of_pdf(content: bytes) -> list[str]:
    """Paragraphs, put together from lines; numbers of pages are left out."""
    reader = PdfReader(BytesIO(content))
    if len(reader.pages) > MOST_PAGES:
        raise TooMuch("file_too_many_pages")
    lines: list[str] = []
    for page in reader.pages:
        contents = page.get_contents()
        if contents is not None:
            contents.get_data()  # raises for what is far larger unpacked; reading text passes it by
        text = [line.rstrip() for line in page.extract_text().split("\n") if line.strip()]
        while text and NUMBER_OF_PAGE.fullmatch(text[-1]):
            text.pop()
        while text and NUMBER_OF_PAGE.fullmatch(text[0]):
            text.pop(0)
        lines += text
    return _joined(lines)


def _joined(lines: list[str]) -> list[str]:
    """Lines as paragraphs: one goes on over a line that reaches the right edge."""
    full = FULL_LINE * max(map(len, lines), default=0)
    found: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and not INDENT.match(line):
            before, after = found[-1], line.strip()
            wide = WIDE.match(before[-1:]) or WIDE.match(after[:1])
            found[-1] = before + ("" if wide else " ") + after
        else:
            found.append(line.strip())
        goes_on = len(line) >= full
    return found


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    # Deep nesting is a trick, and ends in RecursionError before the stack does.
    sys.setrecursionlimit(2_000)
    json.dump(main(sys.argv[1]), sys.stdout)
