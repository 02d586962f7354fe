"""More people than places, all within a minute: exactly as many confirmed as there are places.

They come at their own pace, five for each place, 75 a second: where the site is slower, a queue
grows, and each waits in it for an answer. The time of a person runs from the press of the button.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from events.models import SeatPool
from registration.enums import RegistrationState
from registration.models import Registration
from tests.bench.data import Scene
from tests.bench.measure import Figures, arrive
from tests.bench.rows import registrations, sent, statements_among

RATE = 75.0  # people a second: 4,500 in a minute
PATIENCE = 240.0  # seconds until somebody gives up
STATEMENTS, TRANSACTIONS = 12, 1  # of one registration over HTTP, at most


@dataclass(frozen=True)
class Verdict:
    """How the contest ended."""

    places: int
    attempts: int
    confirmed: int
    waitlisted: int
    taken: int  # what the pool itself says
    figures: Figures  # one round; its clients are all who came
    statements: int = 0  # of one registration, the whole request
    transactions: int = 1

    @property
    def exact(self) -> bool:
        """Nobody too many, nobody too few, nobody lost, and an answer for each."""
        waiting = self.attempts - self.places
        counted = (self.confirmed, self.taken, self.waitlisted, len(self.figures.taken))
        return counted == (self.places, self.places, waiting, self.attempts)

    @property
    def right(self) -> bool:
        """Exact, and no registration dearer than the goal."""
        return self.exact and self.statements <= STATEMENTS and self.transactions == TRANSACTIONS

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        names = ("places", "attempts", "confirmed", "waitlisted", "taken")
        counted = {name: getattr(self, name) for name in names}
        cost = {"sql_a_registration": self.statements, "transactions": self.transactions}
        told = {"right": self.right, "came_per_second": RATE}
        return counted | told | cost | self.figures.plain()

    def sentence(self) -> str:
        """For the screen."""
        figures = self.figures
        return (
            f"{'RIGHT' if self.right else 'WRONG'}: {self.attempts:,} people within"
            f" {self.attempts / RATE:.0f} s, {self.places} places: {self.confirmed} confirmed"
            f" (the pool says {self.taken}), {self.waitlisted:,} waiting; {figures.rate:.0f} a"
            f" second, all answered after {len(figures.taken) / figures.rate:.0f} s; from the press"
            f" to the answer {figures.ms / 1000:.1f} s, p95 {figures.p95 / 1000:.1f} s;"
            f" {self.statements} SQL statements a registration (goal {STATEMENTS}),"
            f" {self.transactions} transaction{'' if self.transactions == 1 else 's'}"
            f" (goal {TRANSACTIONS})."
        )


def cost_of_a_registration(scene: Scene) -> tuple[int, int]:
    """SQL statements and transactions of one press of the button, the whole request."""
    sql = sent(registrations(scene, scene.registering, scene.take(2)))
    return statements_among(sql), sum(one.startswith("BEGIN") for one in sql)


def contest(scene: Scene, port: int, cost: tuple[int, int]) -> Verdict:
    """`size.attempts` people want one of `size.places` places, through the site's own door.

    `cost` is what one registration takes: SQL statements, transactions.
    """
    people = scene.take(scene.size.attempts)
    calls = list(registrations(scene, scene.fought_for, people))
    start = time.perf_counter()
    taken = arrive(port, calls, len(calls) / RATE, PATIENCE)
    figures = Figures(len(people))
    figures.add(taken, time.perf_counter() - start)
    states = dict(
        Registration.objects.filter(offering=scene.fought_for)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    return Verdict(
        places=scene.size.places,
        attempts=len(people),
        confirmed=states.get(RegistrationState.CONFIRMED, 0),
        waitlisted=states.get(RegistrationState.WAITLISTED, 0),
        taken=SeatPool.objects.get(offering=scene.fought_for).taken,
        figures=figures,
        statements=cost[0],
        transactions=cost[1],
    )
