"""A file of people becomes records: read, checked, written, and nothing when it comes again."""

from dataclasses import dataclass
from io import BytesIO
from time import perf_counter
from typing import Any

from django.core.files.base import ContentFile
from django.utils import translation
from openpyxl import Workbook

from people.models import Membership, User
from publishing.tabular import actions, work
from publishing.tabular.models import SheetImport
from publishing.tabular.tables import TABLES
from tests.bench.data import Scene, name_of

LIMIT = 120.0  # seconds for the whole way of 10,000 rows
HEADINGS = ("姓名", "工号", "单位", "职务", "职级", "手机", "邮箱", "角色")
EVERY = 10  # row speaks of somebody who stands in the register


@dataclass(frozen=True)
class Imported:
    """What became of a file."""

    rows: int
    new: int  # people whom the register did not know
    there: int  # rows of the file whose person and post it knows afterwards
    again: int  # rows that the same file, brought once more, would change
    check: float  # seconds of the dry run
    write: float  # seconds of the one transaction, with the reading before it
    floor: float = 0.0  # bare inserts a second in the same run

    @property
    def seconds(self) -> float:
        """Dry run and writing."""
        return self.check + self.write

    @property
    def right(self) -> bool:
        """Everybody is there, nobody twice, and in time."""
        complete = self.there == self.rows and self.again == 0
        return complete and self.seconds <= LIMIT

    @property
    def times(self) -> float:
        """How many bare inserts take the time of one row; 0 where no floor was measured."""
        return self.floor * self.seconds / self.rows

    def sentence(self) -> str:
        """In words."""
        return (
            f"{'RIGHT' if self.right else 'WRONG'}: import of {self.rows:,} people, {self.new:,} of"
            f" them new: checked in {self.check:.1f} s, written in {self.write:.1f} s (goal"
            f" {LIMIT:.0f} s together), {self.rows / self.seconds:,.0f} rows a second;"
            f" {self.there:,} in the register, {self.again} changed when the file comes again;"
            f" {self.times:.1f} × SQL insert a row."
        )

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        counted = {"rows": self.rows, "new": self.new, "there": self.there, "again": self.again}
        seconds = {"check": round(self.check, 2), "write": round(self.write, 2)}
        return counted | seconds | {"right": self.right, "times_floor": round(self.times, 2)}


def importing(scene: Scene, rows: int, floor: float = 0.0) -> Imported:
    """Bring a file of `rows` people as its organiser would; the worker's part in this process."""
    before = User.objects.count()
    content = people_file(rows, scene.size.register)
    with translation.override("zh-hans"):
        found, check = checked(scene, content)
        start = perf_counter()
        actions.confirm_import(by=scene.organiser, sheet_import=found)
        work.write({"import": found.pk})
        write = perf_counter() - start
        there = Membership.objects.current().filter(post__startswith="岗位").count()
        again, _seconds = checked(scene, content)
    changes = again.counts.get("new", 0) + again.counts.get("changed", 0) + again.errors_found
    new = User.objects.count() - before
    return Imported(rows, new, there, changes, check, write, floor)


def checked(scene: Scene, content: bytes) -> tuple[SheetImport, float]:
    """The file brought, its columns confirmed, the dry run done; and the seconds of it."""
    by, file = scene.organiser, ContentFile(content, "people.xlsx")
    start = perf_counter()
    found = actions.start_import(by=by, table=TABLES["people"], file=file).record
    actions.match_columns(by=by, sheet_import=found, mapping=found.mapping)
    work.check({"import": found.pk})
    found.refresh_from_db()
    return found, perf_counter() - start


def people_file(rows: int, known: int) -> bytes:
    """A workbook with every column; one row of ten is about somebody of the register."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS)
    for n in range(rows):
        is_known = n % EVERY == 0 and n < known
        number = f"R{n:06}" if is_known else f"I{n:06}"
        name = name_of(n) if is_known else name_of(n) + "新"
        unit = f"bench-{n % 40 // 10}-{n % 10}"
        contact = (None, None) if is_known else (f"139{n:08}", f"i{n}@example.org")
        sheet.append((name, number, unit, f"岗位{n % 7}", n % 5 + 1, *contact, "成员"))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
