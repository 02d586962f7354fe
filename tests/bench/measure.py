"""Asking a server again and again over kept connections, and what comes of it."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from statistics import median, quantiles
from threading import Lock, Thread
from typing import Any

PATIENCE = 30  # seconds until a silent server is given up
# What nginx in front says: the site then knows that the reader came by https.
FROM_THE_PROXY = {
    "Host": "localhost",
    "X-Forwarded-Proto": "https",
    "Accept-Language": "zh-CN",
    "Accept-Encoding": "gzip",
}


class UnexpectedAnswerError(RuntimeError):
    """The server answered with another status than the row means to measure."""


@dataclass(frozen=True)
class Call:
    """One request and the status it must be answered with."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    status: int = 200


@dataclass(frozen=True)
class Plan:
    """How long to measure: rounds, seconds a round, and the most requests a round."""

    rounds: int = 5
    seconds: float = 1.0
    most: int = 100_000


@dataclass
class Figures:
    """What the rounds of one row took."""

    clients: int
    rates: list[float] = field(default_factory=list)  # a second, one for each round
    taken: list[float] = field(default_factory=list)  # seconds, one for each request

    def add(self, taken: list[float], elapsed: float) -> None:
        """Take in one round."""
        if taken:
            self.rates.append(len(taken) / elapsed)
            self.taken += taken

    @property
    def rate(self) -> float:
        """Requests a second: the median of the rounds."""
        return median(self.rates)

    @property
    def ms(self) -> float:
        """Milliseconds of one request: the median."""
        return median(self.taken) * 1000

    @property
    def p95(self) -> float:
        """Milliseconds that 95 of 100 requests stay below."""
        if len(self.taken) < 2:
            return self.ms
        return quantiles(self.taken, n=100, method="inclusive")[94] * 1000

    @property
    def p99(self) -> float:
        """Milliseconds that 99 of 100 requests stay below."""
        if len(self.taken) < 2:
            return self.ms
        return quantiles(self.taken, n=100, method="inclusive")[98] * 1000

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "clients": self.clients,
            "requests": len(self.taken),
            "per_second": {
                "min": round(min(self.rates), 1),
                "median": round(self.rate, 1),
                "max": round(max(self.rates), 1),
            },
            "ms": {
                "median": round(self.ms, 3),
                "p95": round(self.p95, 3),
                "p99": round(self.p99, 3),
            },
        }


def timed(once: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    start = time.perf_counter()
    once()
    return time.perf_counter() - start


def ask(connection: HTTPConnection, call: Call) -> float:
    """Seconds until the whole answer is there; raises UnexpectedAnswerError for another status."""
    start = time.perf_counter()
    connection.request(call.method, call.path, call.body, FROM_THE_PROXY | call.headers)
    response = connection.getresponse()
    content = response.read()
    taken = time.perf_counter() - start
    if response.status != call.status:
        said = content[:300].decode(errors="replace")
        where = response.headers.get("Location", "")
        raise UnexpectedAnswerError(f"{call.method} {call.path}: {response.status} {where} {said}")
    return taken


@dataclass
class Drive:
    """Several clients that share the calls of one row until the round is over."""

    port: int
    calls: Iterator[Call]
    before: Callable[[], object] | None = None  # between requests; its time does not count
    lock: Lock = field(default_factory=Lock)
    errors: list[Exception] = field(default_factory=list)
    left: int = 0
    until: float = 0.0

    def round(self, clients: int, plan: Plan) -> tuple[list[float], float]:
        """One round: the seconds of each request, and of the whole."""
        taken: list[float] = []
        self.left, self.until = plan.most, time.perf_counter() + plan.seconds
        threads = [Thread(target=self._client, args=(taken,)) for _ in range(clients)]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.errors:
            raise self.errors[0]
        # Where something is done between requests, only they count.
        return taken, sum(taken) if self.before else time.perf_counter() - start

    def _client(self, taken: list[float]) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            with suppress(StopIteration):
                while True:
                    taken.append(ask(connection, self._next()))
        except Exception as error:  # noqa: BLE001 - told by the thread that started this one
            self.errors.append(error)
        finally:
            connection.close()

    def _next(self) -> Call:
        with self.lock:
            if self.left <= 0 or self.errors or time.perf_counter() > self.until:
                raise StopIteration
            self.left -= 1
            call = next(self.calls)
        if self.before is not None:
            self.before()
        return call


def arrive(port: int, calls: list[Call], seconds: float, patience: float) -> list[float]:
    """Seconds of each call, begun evenly over `seconds` however many still wait for an answer.

    Each comes over a connection of its own, as people do. Raises what a connection raised, a
    TimeoutError among it when an answer took longer than `patience` seconds.
    """

    def one(call: Call) -> float:
        with closing(HTTPConnection("127.0.0.1", port, timeout=patience)) as connection:
            return ask(connection, call)

    start = time.perf_counter()
    with ThreadPoolExecutor(len(calls)) as people:
        waiting = []
        for number, call in enumerate(calls):
            due = start + number * seconds / len(calls)
            time.sleep(max(0.0, due - time.perf_counter()))
            waiting.append(people.submit(one, call))
        return [answer.result() for answer in waiting]


def measure(drive: Drive, clients: int, plan: Plan) -> Figures:
    """All rounds of one row; a short one before them is thrown away."""
    drive.round(clients, Plan(1, plan.seconds / 2, min(plan.most, 4 * clients)))
    figures = Figures(clients)
    for _round in range(plan.rounds):
        figures.add(*drive.round(clients, plan))
    return figures
