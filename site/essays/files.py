"""A file that an author sends: checked, read in a process apart, its text brought into shape.

Every way in which a file can be bad ends in a named outcome, and nothing of it is stored.
"""

import json
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from essays import file_reader
from essays.models import TITLE_LENGTH
from essays.outcomes import FileOutcome
from kernel.outcomes import Result
from media.uploads import DOCUMENTS, CheckedFile, Refused, checked

TAKEN = {extension: DOCUMENTS[extension] for extension in ("docx", "pdf")}
MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
PATIENCE = 20  # seconds for the whole process, its start included
BLANKS = re.compile(r"[^\S\n\u3000]+")
LONGEST_HEADING = 40
ENDS_A_SENTENCE = tuple("。！？!?；;，,：:…”")


@dataclass(frozen=True)
class ReadFile:
    """A file that may be kept, and its text; `title` is its first line when that looks like one."""

    file: CheckedFile
    title: str
    text: str


def read_file(given: Any) -> ReadFile | Result:
    """What an uploaded file holds, or the refusal; takes up to PATIENCE seconds."""
    if given is None:
        return Result(FileOutcome.FILE_NOT_CHOSEN)
    if given.size > MOST_BYTES:
        return Result(FileOutcome.FILE_TOO_LARGE, details={"most": MOST_BYTES // MEGABYTE})
    try:
        file = checked(given, TAKEN)
    except Refused as refused:
        return Result(refused.outcome, details=refused.details)
    if PurePath(given.name or "").suffix.lower() != f".{file.kind.extension}":
        return Result(FileOutcome.FILE_MISNAMED, details={"type": file.kind.extension.upper()})
    return _read(file)


def _read(file: CheckedFile) -> ReadFile | Result:
    answer = ask_reader(Path(file_reader.__file__), file)
    if "error" in answer:
        outcome = FileOutcome[answer["error"].upper()]
        return Result(outcome, details={"most": file_reader.MOST_PAGES})
    title, text = shaped(answer["paragraphs"])
    if not text:
        return Result(FileOutcome.FILE_WITHOUT_TEXT)
    return ReadFile(file, title, text)


def ask_reader(reader: Path, file: CheckedFile) -> dict[str, Any]:
    """What a program that reads files says; it has its own memory and time, and no environment."""
    file.seek(0)
    command = [sys.executable, "-I", str(reader), file.kind.extension]
    try:
        done = subprocess.run(  # noqa: S603 - nothing of it comes from outside
            command, input=file.read(), capture_output=True, timeout=PATIENCE, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return {"error": "file_too_complex"}
    finally:
        file.seek(0)
    if done.returncode != 0:
        # Killed at its limit of time, or out of memory before it could say so.
        return {"error": "file_too_complex"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def shaped(paragraphs: list[str]) -> tuple[str, str]:
    """Title and text: one line for each paragraph, one empty line at most between two."""
    lines = [_plain(paragraph) for paragraph in paragraphs]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
    first, _line, rest = text.partition("\n")
    heading = first.strip()
    if rest.strip() and len(heading) <= LONGEST_HEADING and not heading.endswith(ENDS_A_SENTENCE):
        return heading[:TITLE_LENGTH], rest.strip("\n")
    return "", text


def _plain(line: str) -> str:
    kept = "".join(
        char
        for char in line
        if char == "\t" or unicodedata.category(char) not in ("Cc", "Co", "Cs")
    )
    return BLANKS.sub(" ", kept).strip(" ")
