"""The records that a run measures on: invented, always the same, dated from now.

550 events (indexes of 500 and 50) with an offering each, units in a tree, people who signed in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as SignIn
from django.db import connection, transaction
from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update

from events.enums import OfferingState, PostingKind, SessionForm, VenueType
from events.models import (
    EventIndexPage,
    EventKind,
    EventPage,
    Offering,
    SeatPool,
    SeatPosting,
    Session,
    Venue,
)
from people.enums import Role, UnitKind
from people.groups import ensure_groups, sync_groups
from people.models import Membership, Unit, User
from people.names import search_key
from portal.founding import found
from registration.enums import RegistrationState
from registration.models import Registration

FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "安邦澄德恩帆歌瀚嘉宽岚明宁平清容"
KINDS = (("site-visit", "现场教学"), ("salon", "人才沙龙"), ("lecture", "专题讲座"))


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    list: int = 500
    short_list: int = 50
    roster: int = 500  # confirmed for the session at the desk
    floor: int = 1500  # people for the bare SQL insert
    registering: int = 1000  # people for registering over HTTP
    places: int = 900  # of the offering that is fought for
    attempts: int = 4500  # five who want each place, as when registration opens
    spare: int = 10  # people for rows that need one
    subscribers: int = 9_000  # calendar applications that poll on the hour
    register: int = 50_000  # people who stand in the register besides
    checking: int = 400  # people for checking in over HTTP
    rush: int = 1000  # people who check in within a minute
    stress: int = 3000  # and as many as a great hall holds
    essays: int = 400  # drafts to be saved, and as many essays to be handed in
    submissions: int = 3500  # people who hand in within the last hour
    importing: int = 10_000  # rows of a file of people

    @property
    def arriving(self) -> int:
        """People confirmed for the session that takes codes; one whose mark is taken apart."""
        return self.checking + self.rush + self.stress + 1


@dataclass
class Scene:
    """What the rows ask for."""

    size: Size
    short_list: EventIndexPage
    offering: Offering  # an ordinary one of the list
    floor: Offering
    registering: Offering
    fought_for: Offering
    at_the_desk: Session
    registrations: list[Registration]
    organiser: User
    rush: Session
    arrivals: Iterator[User]  # each arrives once
    people: Iterator[User]  # each is used once
    cookies: dict[int, str]  # the session cookie of a person, by key

    def take(self, number: int) -> list[User]:
        """The next people that no row has used."""
        return [next(self.people) for _ in range(number)]

    def arriving(self, number: int) -> list[User]:
        """The next people who have not checked in."""
        return [next(self.arrivals) for _ in range(number)]


def build(size: Size) -> Scene:
    """Lay out everything; some ten seconds for the whole size."""
    # Nothing here is searched or deleted by an editor: the two indexes would take most of the time.
    with transaction.atomic(), disable_reference_index_auto_update():
        home = found()
        units = make_units()
        people = make_people(size, units)
        events = EventIndexPage.objects.child_of(home).get()
        short_list = home.add_child(
            instance=EventIndexPage(title="近期活动", slug="bench-short", locale=home.locale)
        )
        listed = make_events(events, size.list, units)
        make_events(short_list, size.short_list, units)
        wide = max(size.registering, size.floor) + size.list
        floor, registering, desk = (make_offering(listed[0], units[0], wide) for _ in range(3))
        fought_for = make_offering(listed[0], units[0], size.places)
        make_register(size.register, units)
        hall = make_offering(listed[0], units[0], size.arriving)
        roster, arrivals = people[: size.roster], people[size.roster :][: size.arriving]
        rest = people[size.roster + size.arriving :]
        register_all(hall, arrivals)
        organiser = make_organiser(units[0])
        scene = Scene(
            size=size,
            short_list=short_list,
            offering=listed[-1].offerings.get(),
            floor=floor,
            registering=registering,
            fought_for=fought_for,
            at_the_desk=session_now(desk),
            registrations=register_all(desk, roster),
            organiser=organiser,
            rush=session_now(hall),
            arrivals=iter(arrivals),
            people=iter(rest),
            cookies=sign_in([organiser, *arrivals, *rest]),
        )
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    return scene


def make_units() -> list[Unit]:
    """The city first, then 40 units of its four districts."""
    city = Unit.add_root(name="试验市", code="bench", kind=UnitKind.AREA)
    units = [city]
    for d in range(4):
        district = city.add_child(name=f"第{d + 1}区", code=f"bench-{d}", kind=UnitKind.AREA)
        units += [
            district.add_child(
                name=f"第{d + 1}区第{n + 1}中学", code=f"bench-{d}-{n}", kind=UnitKind.SCHOOL
            )
            for n in range(10)
        ]
    return units


def make_people(size: Size, units: list[Unit]) -> list[User]:
    """One membership each, spread over the units."""
    number = size.roster + size.floor + size.registering + size.attempts + size.spare
    number += size.arriving
    people = []
    for n in range(number):
        name = name_of(n)
        names = {"last_name": name[0], "first_name": name[1:], "name_key": search_key(name)}
        people.append(User(username=f"bench{n}", password="!", **names))
    people = User.objects.bulk_create(people, batch_size=1000)
    Membership.objects.bulk_create(
        (
            Membership(user=person, unit=units[1 + n % 40], role=Role.MEMBER)
            for n, person in enumerate(people)
        ),
        batch_size=1000,
    )
    return people


def make_register(number: int, units: list[Unit]) -> None:
    """People whom nobody asks for but the search in the register."""
    keys = {name: search_key(name) for name in map(name_of, range(min(number, 4096)))}
    people = []
    for n in range(number):
        name = name_of(n)
        person = User(username=f"reg{n}", password="!", last_name=name[0], first_name=name[1:])
        person.name_key, person.number = keys[name], f"R{n:06}"
        people.append(person)
    made = User.objects.bulk_create(people, batch_size=1000)
    Membership.objects.bulk_create(
        (Membership(user=p, unit=units[1 + n % 40], role=Role.MEMBER) for n, p in enumerate(made)),
        batch_size=1000,
    )


def name_of(number: int) -> str:
    """One of 4,096 names."""
    given = GIVEN[number // 16 % 16] + GIVEN[number // 256 % 16]
    return FAMILY[number % 16] + given


def make_organiser(city: Unit) -> User:
    """Who stands at the desk, with the second factor that production asks for."""
    organiser = User.objects.create(username="bench-organiser", last_name="周", first_name="明")
    Membership.objects.create(user=organiser, unit=city, role=Role.ORGANISER)
    Authenticator.objects.create(user=organiser, type=Authenticator.Type.TOTP, data={})
    ensure_groups()
    sync_groups(organiser)
    return organiser


def make_events(index: EventIndexPage, number: int, units: list[Unit]) -> list[EventPage]:
    """Event pages with one open offering each, the first one soonest."""
    kinds = [
        EventKind.objects.get_or_create(slug=slug, defaults={"name": name})[0]
        for slug, name in KINDS
    ]
    venues = [
        Venue.objects.get_or_create(
            name=f"第{n + 1}纪念馆", defaults={"venue_type": VenueType.MEMORIAL, "town": "试验"}
        )[0]
        for n in range(20)
    ]
    pages = []
    for n in range(number):
        page = EventPage(title=f"第{n + 1}场活动", slug=f"bench-{n}", kind=kinds[n % 3])
        page.locale = index.locale
        pages.append(index.add_child(instance=page))
        make_offering(page, units[n % 41], 30, timedelta(days=3, hours=6 * n), venues[n % 20])
    return pages


def make_offering(
    page: EventPage,
    unit: Unit,
    places: int,
    begins_in: timedelta = timedelta(days=30),
    venue: Venue | None = None,
) -> Offering:
    """A published offering, open for registration, with two sessions."""
    now = timezone.now()
    offering = Offering.objects.create(
        page=page,
        label="第1期",
        state=OfferingState.PUBLISHED,
        lead_unit=unit,
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=2),
        needs_approval=False,
    )
    pool = SeatPool.objects.create(offering=offering)
    SeatPosting.objects.create(pool=pool, kind=PostingKind.GRANT, delta=places)
    for part in range(2):
        session_of(offering, now + begins_in + timedelta(hours=3 * part), venue)
    return offering


def session_of(offering: Offering, starts_at: datetime, venue: Venue | None = None) -> Session:
    """A session of two hours."""
    return Session.objects.create(
        offering=offering,
        title="专题讲座",
        form=SessionForm.LECTURE,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        venue=venue,
        credit_hours=Decimal(3),
    )


def session_now(offering: Offering) -> Session:
    """A session that is about to begin."""
    return session_of(offering, timezone.now() + timedelta(minutes=20))


def register_all(offering: Offering, people: list[User]) -> list[Registration]:
    """Confirm everybody at once."""
    pool = offering.pools.get()
    rows = (
        Registration(
            offering=offering,
            person=person,
            unit=person.unit,
            pool=pool,
            state=RegistrationState.CONFIRMED,
        )
        for person in people
    )
    return Registration.objects.bulk_create(rows, batch_size=1000)


def sign_in(people: list[User]) -> dict[int, str]:
    """Sessions as the sign-in makes them; the cookie's value by the person's key."""
    store, cookies, rows = SessionStore(), {}, []
    for n, person in enumerate(people):
        data = {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
        cookies[person.pk] = f"bench{n:027d}"
        until = timezone.now() + timedelta(days=1)
        key, kept = cookies[person.pk], store.encode(data)
        rows.append(SignIn(session_key=key, session_data=kept, expire_date=until))
    SignIn.objects.bulk_create(rows, batch_size=1000)
    return cookies
