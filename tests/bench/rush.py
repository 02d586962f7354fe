"""Everybody checks in at once: as many marks as people, none lost, none doubled."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from attendance import codes, tickets
from attendance.actions.check_in import check_in_by_code
from attendance.enums import Method
from attendance.models import Attendance, AttendanceChange
from attendance.queries import with_terms
from events.models import Session
from tests.bench.data import Scene
from tests.bench.measure import Call, Drive, Figures, Plan
from tests.bench.rows import cookie_of, form, statements_among

CLIENTS = 32
PATIENCE = 240.0  # seconds for all of them together
A_MINUTE = 60.0
GOAL = 5  # SQL statements of one mark


@dataclass(frozen=True)
class Rush:
    """How one of them ended."""

    people: int
    marked: int
    changes: int  # rows of history: one a mark, or something was written twice
    seconds: float
    figures: Figures
    statements: int = 0  # of one mark, without those of the request around it
    floor: float = 0.0  # bare inserts a second in the same run
    within: float = A_MINUTE  # seconds in which all of them must be in

    @property
    def whole(self) -> bool:
        """Nobody lost, nobody doubled."""
        return self.people == self.marked == self.changes

    @property
    def in_time(self) -> bool:
        """Whether all were in as soon as they must be."""
        return self.seconds <= self.within

    @property
    def right(self) -> bool:
        """Nobody lost, nobody doubled, nobody late, and no mark dearer than the goal."""
        return self.whole and self.in_time and self.statements <= GOAL

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        counted = {"people": self.people, "marked": self.marked, "changes": self.changes}
        seconds = {
            "seconds": round(self.seconds, 1),
            "in_time": self.in_time,
            "within": self.within,
        }
        work = {"sql_a_mark": self.statements, "times_floor": round(self.times, 2)}
        return counted | {"right": self.right} | seconds | work | self.figures.plain()

    @property
    def times(self) -> float:
        """How many bare inserts take the time of one check-in; 0 where no floor was measured."""
        return self.floor / self.figures.rate

    def sentence(self) -> str:
        """In words."""
        return (
            f"{'RIGHT' if self.right else 'WRONG'}: {self.people:,} people check in with the code,"
            f" {self.figures.clients} at once: {self.marked:,} marked, {self.changes:,} rows of"
            f" history; {self.figures.rate:.0f} a second, all in {self.seconds:.0f} s"
            f" (at most {self.within:.0f}),"
            f" {self.figures.ms:.0f} ms, p95 {self.figures.p95:.0f} ms,"
            f" p99 {self.figures.p99:.0f} ms; {self.statements} SQL statements a mark"
            f" (goal {GOAL}); {self.times:.1f} × SQL insert."
        )


def check_ins(scene: Scene, people: list[Any]) -> Iterator[Call]:
    """The press of the button on the page of a scanned code, by each of `people`."""
    session = scene.rush
    tag = codes.tag_of(codes.door_of(session), session, 1)
    path = reverse("scan", args=[session.public_id, tag])
    for person in people:
        response = HttpResponse()
        tickets.issue(RequestFactory().get(path), response, session=session, tag=tag, age=0)
        held = "; ".join(f"{name}={cookie.value}" for name, cookie in response.cookies.items())
        headers = cookie_of(scene, person)
        yield form(path, headers | {"Cookie": f"{headers['Cookie']}; {held}"}, {}, status=200)


def check_in(scene: Scene) -> Iterator[Call]:
    """For the row of the table."""
    return check_ins(scene, scene.arriving(scene.size.checking))


def statements_of_a_mark(scene: Scene) -> int:
    """SQL statements of the action alone, begin and commit apart: not timed, in this process."""
    (person,) = scene.arriving(1)
    # The request has looked at these by then: who comes, and until when the door takes codes.
    assert person.current_memberships is not None
    session = with_terms(Session.objects).get(pk=scene.rush.pk)
    what = {"at": timezone.now(), "method": Method.CODE, "evidence": {}}
    with CaptureQueriesContext(connection) as captured:
        check_in_by_code(by=person, session=session, **what)
    return statements_among(query["sql"] for query in captured)


def rush(
    scene: Scene,
    port: int,
    number: int,
    *,
    statements: int,
    floor: float,
    within: float = A_MINUTE,
) -> Rush:
    """`number` people confirm their scans as fast as the site answers.

    `statements` and `floor` are what the figures are set beside; `within` is how long all of them
    may take, in seconds.
    """
    assert settings.SCAN_COOKIE_NAME
    people = scene.arriving(number)
    calls = iter(list(check_ins(scene, people)))
    taken, elapsed = Drive(port, calls).round(CLIENTS, Plan(1, PATIENCE, number))
    figures = Figures(CLIENTS)
    figures.add(taken, elapsed)
    rows = Attendance.objects.attended().filter(session=scene.rush, registration__person__in=people)
    changes = AttendanceChange.objects.filter(attendance__in=rows)
    found = (rows.count(), changes.count())
    return Rush(number, *found, elapsed, figures, statements, floor, within)
