"""The table of docs/permissions.md: how it is found by walking, read, compared and written."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client

from kernel.rules import Rule
from tests.walk.positions import COLUMNS, Stand

PAGE = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
WORDS = {401: "sign in", 403: "no", 404: "not found", 405: "–", 410: "not found"}
LETTERS = {"yes": "Y", "no": "N", "not found": "F", "back": "B", "sign in": "S", "–": "–"}
SIGN_IN = re.compile(r"(/en)?/accounts/(login|reauthenticate)/")
REFUSALS = ("403.html", "403_csrf.html")
Table = dict[str, list[str]]


def word_for(response: HttpResponse) -> str:
    """What an answer means to whoever asked."""
    if response.streaming:
        list(response.streaming_content)  # a file is closed when it has been read
    if response.status_code in (301, 302) and SIGN_IN.match(response["Location"]):
        return "sign in"
    if response.status_code == 302 and response["Location"] == "/admin/":
        return "back"  # Wagtail's way, with a message that says so
    assert response.status_code < 500, response.status_code
    return WORDS.get(response.status_code, "yes")


def says_why(response: HttpResponse) -> bool:
    """Whether a refusal names its own reason and who can help."""
    if response["Content-Type"].startswith("application/"):
        problem = response.json()
        return bool(problem["detail"] and problem["who_can_help"])
    page = response.content.decode()
    return "<p data-help>" in page and "您的账号不在其中" not in page


@contextmanager
def nothing_logged() -> Iterator[None]:
    """Leave out the thousands of refusals, each with its traceback."""
    logging.disable()
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def nothing_drawn(*, but: Iterable[str] = ()) -> Iterator[None]:
    """Let pages stay empty: who gets in is decided before, and drawing is most of the time."""
    real, wanted, inside = Template.render, frozenset(but), []

    def render(self: Template, context: Any = None, request: Any = None) -> Any:
        if not inside and self.template.name not in wanted:
            return ""
        inside.append(self)
        try:
            return real(self, context, request)
        finally:
            inside.pop()

    with mock.patch.object(Template, "render", render):
        yield


class Walk:
    """Everybody, signed in once, trying one address after another; nothing of it stays."""

    def __init__(self, people: dict[Stand, Any]) -> None:
        self.people = people
        self.clients = {stand: Client() for stand in people}
        for stand, person in people.items():
            if person.is_authenticated:
                self.clients[stand].force_login(person)

    def cells(
        self,
        method: str,
        path: str,
        *,
        positions: bool,
        rule: Rule | None = None,
        shut: frozenset[str] = frozenset(),
    ) -> list[str]:
        """One cell a column; without `positions` everybody is tried where the record is.

        So are the columns of `shut`, which the house did not let in at all. Whom the view's `rule`
        refuses before any record is looked for is asked once a column; the rule answers the rest.
        """
        words: dict[str, list[str]] = {column: [] for column in COLUMNS}
        for stand, client in self.clients.items():
            found = words[stand.column]
            if stand.is_first:
                found.append(tried(client, method, path, stand))
            elif positions and stand.column not in shut:
                refused = found[0] == "no" and rule and not rule.allows(self.people[stand])
                found.append("no" if refused else tried(client, method, path, stand))
        return [cell(found) for found in words.values()]


def tried(client: Client, method: str, path: str, stand: Stand) -> str:
    """How one fares; a refusal has to say why, which is read once a column."""
    drawn = REFUSALS if stand.is_first else ()
    with nothing_logged(), nothing_drawn(but=drawn), transaction.atomic():
        response = client.generic(method, path)
        transaction.set_rollback(True)
    word = word_for(response)
    if word == "no" and stand.is_first:
        assert says_why(response), f"{method} {path}: {stand.column} is not told why"
    return word


def cell(words: list[str]) -> str:
    """One word where all positions fare alike, else a letter for each of them."""
    if len(set(words)) == 1:
        return words[0]
    return "".join(LETTERS[word] for word in words)


def takes_something(cells: list[str]) -> bool:
    """Whether anybody gets further than the threshold."""
    if set(cells) == {"not found"}:
        return False
    return any(cell not in ("–", "no", "sign in", "back") for cell in cells)


def table_of(title: str) -> tuple[list[str], Table]:
    """The columns and the lines of the table below a heading of docs/permissions.md."""
    lines = [line.strip("| ").split("|") for line in part_of(title).splitlines() if line[:1] == "|"]
    cells = [[cell.strip().strip("`") for cell in line] for line in lines]
    return cells[0][1:], {line[0]: line[1:] for line in cells[2:]}


def part_of(title: str) -> str:
    """What stands below a heading."""
    return PAGE.read_text("utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def line(path: str, cells: Iterable[str]) -> str:
    """One line of a table."""
    return f"| `{path}` | {' | '.join(cells)} |"


def rewrite(title: str, found: Table) -> None:
    """Put a table in the place of the one below a heading; the prose stays."""
    part = part_of(title)
    prose = part.partition("\n|")[0]
    head = f"| address | {' | '.join(COLUMNS)} |\n{'|---' * (len(COLUMNS) + 1)}|\n"
    rows = "\n".join(line(path, cells) for path, cells in found.items())
    text = PAGE.read_text("utf-8")
    PAGE.write_text(text.replace(part, f"{prose}\n{head}{rows}\n", 1), "utf-8")


def compare(title: str, found: Table) -> None:
    """Fail with the lines to put into the table."""
    columns, known = table_of(title)
    assert columns == list(COLUMNS), f"columns are {COLUMNS}"
    wrong = [line(path, cells) for path, cells in found.items() if known.get(path) != cells]
    how = "look whether they should, then: pytest tests/test_permissions.py --rewrite-permissions"
    assert not wrong, f"In {PAGE.name}, “{title}”, these lines differ; {how}\n" + "\n".join(wrong)
    assert not set(known) - set(found), f"no such address: {set(known) - set(found)}"


def judge(rewriting: bool) -> Callable[[str, Table], None]:
    """Compare with the page, or write it."""
    return rewrite if rewriting else compare
