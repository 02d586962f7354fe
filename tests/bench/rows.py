"""The rows of the table: what is asked, by how many, and beside which floor it stands."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle, repeat
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publishing.page_cache import cache
from tests.bench import floors
from tests.bench.data import Scene
from tests.bench.measure import Call, Drive, Figures, Plan, measure

CLIENTS = 4
COLD = "constant view, 1 client"  # the floor of rows that one client asks
TOKEN = "b" * 32  # cookie and field of a form must agree; who made the token does not matter
BOUNDARIES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    name: str
    calls: Callable[[Scene], Iterator[Call]]
    clients: int = CLIENTS
    floor: str = "constant view"
    cold: bool = False  # the cache is emptied before each request
    supply: int = 0  # how many requests there are, where one cannot be repeated
    goal: float = 0.0  # milliseconds that half of the requests stay below


def page(path: str) -> Callable[[Scene], Iterator[Call]]:
    """The same address again and again, by a visitor."""
    return lambda scene: repeat(Call(path))


def offering(scene: Scene) -> Iterator[Call]:
    """The page of one offering, by a visitor."""
    return repeat(Call(scene.offering.get_absolute_url()))


def select(scene: Scene) -> Iterator[Call]:
    """The floor with one query."""
    return repeat(Call(f"{floors.SELECT}/{scene.offering.pk}"))


def feed(scene: Scene) -> Iterator[Call]:
    """The public calendar."""
    return repeat(Call(reverse("feed-all")))


def feed_unchanged(scene: Scene) -> Iterator[Call]:
    """The public calendar, asked by a client that has it already."""
    answer = Client().get(reverse("feed-all"), secure=True, headers={"host": "localhost"})
    headers = {"If-None-Match": answer["ETag"]}
    return repeat(Call(reverse("feed-all"), headers=headers, status=304))


def own_page(scene: Scene) -> Iterator[Call]:
    """`/me/` of somebody who has registered nowhere yet."""
    (person,) = scene.take(1)
    return repeat(Call(reverse("me"), headers=cookie_of(scene, person)))


def desk(scene: Scene) -> Iterator[Call]:
    """The desk with its whole roster."""
    path = reverse("desk-session", args=[scene.at_the_desk.public_id])
    return repeat(Call(path, headers=cookie_of(scene, scene.organiser)))


def people_search(scene: Scene) -> Iterator[Call]:
    """The organiser looks for somebody by name, initials, number, and unit with initials."""
    headers = cookie_of(scene, scene.organiser)
    path = reverse("people:index_results")
    words = ("李安", "zab", "R000123", "第2区第3中学 lb")
    return cycle([Call(f"{path}?{urlencode({'q': text})}", headers=headers) for text in words])


def registering(scene: Scene) -> Iterator[Call]:
    """A different person each time, already signed in; there is a place for everybody."""
    return registrations(scene, scene.registering, scene.take(scene.size.registering))


def registrations(scene: Scene, wanted: Any, people: Iterable[Any]) -> Iterator[Call]:
    """The press of the button, by each of `people`."""
    path = reverse("register", args=[wanted.public_id])
    return (form(path, cookie_of(scene, person), {}, status=302) for person in people)


def marking(scene: Scene) -> Iterator[Call]:
    """The organiser presses the button beside a name, each time another one."""
    path = reverse("desk-session", args=[scene.at_the_desk.public_id])
    headers = cookie_of(scene, scene.organiser) | {"X-Desk": "1"}
    return (
        form(path, headers, {"registration": row.public_id}, status=200)
        for row in scene.registrations
    )


def cookie_of(scene: Scene, person: Any) -> dict[str, str]:
    """The headers of somebody who has signed in and was sent a form."""
    signed_in = f"{settings.SESSION_COOKIE_NAME}={scene.cookies[person.pk]}"
    cookies = f"{signed_in}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return {"Cookie": cookies, "Origin": "https://localhost"}


def form(path: str, headers: dict[str, str], fields: dict[str, str], *, status: int) -> Call:
    """The post of a form."""
    body = urlencode({"csrfmiddlewaretoken": TOKEN} | fields)
    headers = headers | {"Content-Type": "application/x-www-form-urlencoded"}
    return Call(path, "POST", headers, body, status)


def rows(scene: Scene, *more: Row) -> list[Row]:
    """In the order of the table: floors of HTTP first, `more` last."""
    short, long = scene.short_list.url_path.removeprefix("/yanxi"), "/events/"
    return [
        Row("bare view", page(floors.BARE), floor=""),
        Row("constant view", page(floors.CONSTANT), floor="bare view"),
        Row(COLD, page(floors.CONSTANT), 1, floor=""),
        Row("one SELECT", select),
        Row("home, cold", page("/"), 1, COLD, cold=True),
        Row("home, cached", page("/")),
        Row(f"list of {scene.size.short_list}, cold", page(short), 1, COLD, cold=True),
        Row(f"list of {scene.size.list}, cold", page(long), 1, COLD, cold=True),
        Row(f"list of {scene.size.list}, cached", page(long)),
        Row("offering", offering),
        Row("feed, cold", feed, 1, COLD, cold=True),
        Row("feed, 200", feed),
        Row("feed, 304", feed_unchanged),
        Row("/me/", own_page),
        Row(f"desk, {scene.size.roster} people", desk, 2),
        Row(f"people search, {scene.size.register:,}", people_search, 1, COLD, goal=200),
        Row("registration", registering, 8, "SQL insert", supply=scene.size.registering),
        Row("marking", marking, 2, "SQL insert", supply=scene.size.roster),
        *more,
    ]


def run(row: Row, scene: Scene, port: int, plan: Plan) -> tuple[Figures, int]:
    """Measure one row; the figures, and how many SQL statements one request makes."""
    calls = row.calls(scene)
    statements = count(row, calls)
    before = cache.clear if row.cold else None
    if row.supply:
        plan = replace(plan, most=row.supply // (plan.rounds + 1))
    return measure(Drive(port, calls, before), row.clients, plan), statements


def count(row: Row, calls: Iterator[Call]) -> int:
    """SQL statements of one request, begin and commit apart."""
    return statements_among(sent(calls, cold=row.cold))


def sent(calls: Iterator[Call], *, cold: bool = False) -> list[str]:
    """What one request sends to the database, in order: not timed, in this process."""
    client = Client()
    send(client, next(calls))  # what a process learns once is learned
    if cold:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        send(client, next(calls))
    return [query["sql"] for query in captured]


def statements_among(sql: Iterable[str]) -> int:
    """How many do something beside beginning and ending a transaction."""
    return sum(not one.startswith(BOUNDARIES) for one in sql)


def send(client: Client, call: Call) -> None:
    """A call inside this process; raises AssertionError for another status."""
    headers = {"Host": "localhost"} | call.headers
    kind = headers.pop("Content-Type", "")
    response = client.generic(
        call.method, call.path, call.body or "", kind, headers=headers, secure=True
    )
    assert response.status_code == call.status, (call.path, response.status_code)
