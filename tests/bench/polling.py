"""The hour strikes and every calendar application asks at once: nearly all must hear 304.

Three of four subscribers read a feed of their own, the fourth the public one. They poll three
times: for the first time, when everything is built; in a quiet hour, in which one of 25 got a
further place; and after an editor's change of which no feed tells, when every feed must ask for its
fingerprint to know that nothing is new.
"""

from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Lock, Thread
from time import perf_counter
from typing import Any

from django.urls import reverse

from calendars.models import Feed
from calendars.tokens import digest
from events.models import EventPage, Offering
from people.models import User
from tests.bench.data import Scene, make_offering, register_all
from tests.bench.measure import FROM_THE_PROXY, PATIENCE

CLIENTS = 16
WHOLE_SIZE = 9_000
NEWS = 25  # one subscriber of so many has news in an hour
UNCHANGED, SECONDS = 0.95, 300.0  # least share of 304s; time for the whole size


@dataclass
class Subscriber:
    """One application: its address, and what it was told the last time."""

    path: str
    etag: str = ""


@dataclass
class Poll:
    """How one poll of everybody went."""

    name: str
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    errors: list[Exception] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Answers."""
        return sum(self.statuses.values())

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.number / self.seconds

    @property
    def unchanged(self) -> float:
        """Share of 304s."""
        return self.statuses[304] / self.number


@dataclass(frozen=True)
class Polls:
    """All of them, beside the rate of the constant view in the same run."""

    polls: list[Poll]
    needed: float  # answers a second
    floor: float

    @property
    def right(self) -> bool:
        """Everybody got an answer, in time, and nearly everybody a 304 once they knew the feed."""
        known = self.polls[1:]
        answered = all(set(poll.statuses) <= {200, 304} for poll in self.polls)
        return answered and all(
            poll.unchanged >= UNCHANGED and poll.rate >= self.needed for poll in known
        )

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "right": self.right,
            "clients": CLIENTS,
            "polls": [
                {
                    "name": poll.name,
                    "answers": poll.number,
                    "seconds": round(poll.seconds, 1),
                    "per_second": round(poll.rate, 1),
                    "unchanged": round(poll.unchanged, 4),
                    "times_floor": round(self.floor / poll.rate, 2),
                }
                for poll in self.polls
            ],
        }

    def sentence(self) -> str:
        """In words."""
        told = [
            f"  {poll.name}: {poll.number:,} answers in {poll.seconds:.1f} s,"
            f" {poll.rate:,.0f} a second ({self.floor / poll.rate:.1f} × constant view),"
            f" {poll.unchanged:.1%} of them 304"
            for poll in self.polls
        ]
        word = "RIGHT" if self.right else "WRONG"
        return "\n".join([f"{word}: calendars poll, {CLIENTS} at once", *told])


def polling(scene: Scene, port: int, floor: float) -> Polls:
    """Let `size.subscribers` poll three times; `floor` is the rate of the constant view."""
    readers, people, further = subscribers(scene)
    polls = [poll("first time", readers, port)]
    register_all(further, people[::NEWS])
    polls.append(poll("a quiet hour", readers, port))
    pages = EventPage.objects.filter(pk=scene.offering.page_id)
    pages.update(summary="编辑改了一句简介。")  # as a page is published: the generation moves
    polls.append(poll("after an editor's change", readers, port))
    return Polls(polls, WHOLE_SIZE / SECONDS, floor)


def subscribers(scene: Scene) -> tuple[list[Subscriber], list[User], Offering]:
    """Who polls, those of them with a feed of their own, and what these can get a place in."""
    number = scene.size.subscribers
    page, unit = scene.offering.page.specific, scene.offering.lead_unit
    followed, further = (make_offering(page, unit, number) for _ in range(2))
    users = [
        User(username=f"reader{n}", password="!", last_name="读", first_name=str(n))
        for n in range(number - number // 4)
    ]
    people = User.objects.bulk_create(users, batch_size=1000)
    register_all(followed, people)
    tokens = [f"{n:043d}" for n in range(len(people))]
    Feed.objects.bulk_create(
        (
            Feed(person=person, name="手机", token_hash=digest(token))
            for person, token in zip(people, tokens, strict=True)
        ),
        batch_size=1000,
    )
    own = [Subscriber(reverse("feed-me", args=[token])) for token in tokens]
    everybodys = [Subscriber(reverse("feed-all")) for _ in range(number // 4)]
    mixed = [*own, *everybodys]
    # In a fixed disorder, as they come: 7 shares no factor with the sizes in use.
    return [mixed[n * 7 % len(mixed)] for n in range(len(mixed))], people, further


def poll(name: str, readers: list[Subscriber], port: int) -> Poll:
    """Everybody asks once, as soon as a connection is free; raises what a connection raised."""
    done, waiting, lock = Poll(name), iter(readers), Lock()

    def client() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            while True:
                with lock:
                    reader = next(waiting, None)
                if reader is None or done.errors:
                    return
                status = _ask(connection, reader)
                with lock:
                    done.statuses[status] += 1
        except Exception as error:  # noqa: BLE001 - told by the thread that started this one
            done.errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=client) for _ in range(CLIENTS)]
    start = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done.seconds = perf_counter() - start
    if done.errors:
        raise done.errors[0]
    return done


def _ask(connection: HTTPConnection, reader: Subscriber) -> int:
    headers = FROM_THE_PROXY | ({"If-None-Match": reader.etag} if reader.etag else {})
    connection.request("GET", reader.path, headers=headers)
    response = connection.getresponse()
    response.read()
    reader.etag = response.headers.get("ETag", reader.etag)
    return response.status
