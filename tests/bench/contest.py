"""More people than places, many at once: exactly as many confirmed as there are places."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from events.models import SeatPool
from registration.enums import RegistrationState
from registration.models import Registration
from tests.bench.data import Scene
from tests.bench.measure import Drive, Figures, Plan
from tests.bench.rows import registrations

CLIENTS = 32
PATIENCE = 240.0  # seconds for all attempts together


@dataclass(frozen=True)
class Verdict:
    """How the contest ended."""

    places: int
    attempts: int
    confirmed: int
    waitlisted: int
    taken: int  # what the pool itself says
    figures: Figures

    @property
    def right(self) -> bool:
        """Nobody too many, nobody too few, nobody lost."""
        waiting = self.attempts - self.places
        counted = (self.confirmed, self.taken, self.waitlisted)
        return counted == (self.places, self.places, waiting)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        names = ("places", "attempts", "confirmed", "waitlisted", "taken")
        counted = {name: getattr(self, name) for name in names}
        return counted | {"right": self.right, "clients": CLIENTS} | self.figures.plain()


def contest(scene: Scene, port: int) -> Verdict:
    """`size.attempts` people want one of `size.places` places, through the site's own door."""
    people = scene.take(scene.size.attempts)
    calls = registrations(scene, scene.fought_for, people)
    drive = Drive(port, calls)
    taken, elapsed = drive.round(CLIENTS, Plan(1, PATIENCE, len(people)))
    figures = Figures(CLIENTS)
    figures.add(taken, elapsed)
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
    )
