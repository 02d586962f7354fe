"""Everything that can be done to the timetables of cohorts that share rooms, speakers and buses."""

from collections import Counter
from datetime import timedelta
from itertools import combinations
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from courses.actions import change_planned_session, plan_session, publish_timetable
from courses.models import Cohort
from courses.planning.plans import plan_of
from events.actions import (
    add_session,
    cancel_offering,
    cancel_session,
    clone_offering,
    edit_session,
    import_timetable,
    move_offering,
    move_session,
    remove_route,
    save_route,
)
from events.actions.routes import BusPlan, RoutePlan
from events.incoming.timetable_columns import COLUMNS
from events.models import (
    Bus,
    Offering,
    Route,
    RouteBus,
    Session,
    SessionSpeaker,
    SpeakerTeam,
    TeachingPoint,
)
from publishing.tabular.rows import parse_lines
from publishing.tabular.tables import guess
from publishing.tabular.workbooks import read_head, read_lines
from tests.factories import make_cast, make_cohort, make_speaker, make_timetable, make_venue
from tests.factories.timetables import at, next_monday
from tests.publishing.sheets import workbook

HALF_HOUR = timedelta(minutes=30)
MOST_OFFERINGS = 4
HEAD = ["日期", "开始", "结束", "课程", "主讲人", "地点", "教学点", "编号"]
which = st.integers(0, 11)
day = st.integers(0, 3)
# The day, half hours after nine, half hours long: few enough that sessions meet.
span = st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(1, 4))
# Which room, speaker and bus; the last of each is none.
takes = st.tuples(*(st.integers(0, 2) for _ in range(3)))


class Undo(Exception):
    """Raised to leave a transaction as if it had never been."""


class Planners(RuleBasedStateMachine):
    """Two cohorts and what is cloned from them, two rooms, two speakers, two buses.

    `met` counts how everything that was done ended: a test looks whether it has seen enough.
    """

    met: Counter[tuple[str, str]]

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    @initialize()
    def open(self):
        cast = make_cast()
        self.by = cast.organiser
        self.monday = next_monday()
        team = SpeakerTeam.objects.create(name="宣讲团")
        for number, team_of in ((1, team), (2, None)):
            cohort = make_cohort(unit=cast.city, number=number, team=team_of)
            make_timetable(cohort, 2, halves=1)
        self.venue = make_venue("沙家浜")
        rooms = [TeachingPoint.objects.create(venue=self.venue, name=n) for n in ("甲厅", "乙厅")]
        self.rooms = [*rooms, None]
        self.speakers = [make_speaker("顾安然"), make_speaker("钱致远"), None]
        self.buses = [*(Bus.objects.create(plate=p, seats=9) for p in ("苏E1", "苏E2")), None]

    def ended(self, what, result):
        self.met[what, result.outcome.name] += 1
        return result

    def one(self, rows, number):
        """One of the rows, any of which a number means; None where there is none."""
        found = list(rows.order_by("pk"))
        return found[number % len(found)] if found else None

    def cohort(self, number):
        return self.one(Cohort.objects.select_related("offering__page"), number)

    def session(self, number):
        return self.one(Session.objects.holding().select_related("offering"), number)

    def times(self, span) -> dict[str, Any]:
        on, start, length = span
        starts_at = at(self.monday + timedelta(days=on), "09:00") + HALF_HOUR * start
        return {"starts_at": starts_at, "ends_at": starts_at + HALF_HOUR * length}

    def things(self, takes) -> dict[str, Any]:
        room, speaker, bus = takes
        return {"speaker": self.speakers[speaker], "bus": self.buses[bus]} | (
            {"teaching_point": self.rooms[room]}
        )

    @rule(number=which, span=span, takes=takes, other=st.integers(0, 2))
    def is_added(self, number, span, takes, other):
        """Where the offering has a team, somebody else may speak beside the first one."""
        offering = self.cohort(number).offering
        values = self.times(span) | self.things(takes) | {"title": "专题"}
        beside = self.speakers[other] if offering.team_id and values["speaker"] else None
        others = [] if beside in (None, values["speaker"]) else [beside]
        self.ended("add", add_session(by=self.by, offering=offering, others=others, **values))

    @rule(number=which, span=span, room=st.integers(0, 2))
    def is_moved(self, number, span, room):
        if session := self.session(number):
            values = self.times(span) | {"teaching_point": self.rooms[room]}
            self.ended("move", move_session(by=self.by, session=session, **values))

    @rule(number=which, takes=takes)
    def is_corrected(self, number, takes):
        if session := self.session(number):
            values = self.things(takes)
            del values["teaching_point"]
            self.ended("edit", edit_session(by=self.by, session=session, values=values))

    @rule(number=which)
    def falls_out(self, number):
        if session := self.session(number):
            self.ended("cancel", cancel_session(by=self.by, session=session, reason="台风"))

    @rule(number=which, span=span, takes=takes)
    def is_drafted(self, number, span, takes):
        values = self.times(span) | self.things(takes) | {"title": "新课"}
        self.ended("draft", plan_session(by=self.by, cohort=self.cohort(number), **values))

    @rule(number=which, entry=which, span=span, takes=takes)
    def is_drafted_anew(self, number, entry, span, takes):
        cohort = self.cohort(number)
        if standing := plan_of(cohort).standing():
            values = self.times(span) | self.things(takes)
            key = standing[entry % len(standing)].key
            result = change_planned_session(by=self.by, cohort=cohort, key=key, values=values)
            self.ended("draft", result)

    @rule(number=which)
    def is_published(self, number):
        cohort = self.cohort(number)
        self.ended("publish", publish_timetable(by=self.by, cohort=cohort, reason="调整"))

    @rule(number=which, span=span, buses=st.sets(st.integers(0, 1), min_size=1))
    def sets_off(self, number, span, buses):
        """The way to one session, or that of a whole offering, is made or written anew."""
        session = self.session(number) if number % 2 else None
        offering = session.offering if session else self.cohort(number).offering
        known = Route.objects.filter(offering=offering, session=session).first()
        meets_at, returns_at = self.times(span).values()
        values = {"meets_at": meets_at, "returns_at": returns_at, "meeting_point": "南门"}
        plan = RoutePlan(
            values | {"session": session}, [BusPlan(self.buses[n]) for n in sorted(buses)]
        )
        self.ended("way", save_route(by=self.by, offering=offering, plan=plan, route=known))

    @rule(number=which)
    def way_is_removed(self, number):
        if route := self.one(Route.objects.select_related("offering"), number):
            self.ended("no way", remove_route(by=self.by, route=route))

    @rule(number=which, day=day)
    def all_is_moved(self, number, day):
        first_on = self.monday + timedelta(days=day)
        offering = self.cohort(number).offering
        self.ended("shift", move_offering(by=self.by, offering=offering, first_on=first_on))

    @rule(number=which, day=day)
    def is_cloned(self, number, day):
        if Offering.objects.count() < MOST_OFFERINGS:
            first_on = self.monday + timedelta(days=day)
            offering = self.cohort(number).offering
            result = clone_offering(by=self.by, offering=offering, first_on=first_on, label="新")
            self.ended("clone", result)
            assert not result.ok or Cohort.objects.get(offering=result.record)

    @rule()
    def clone_is_called_off(self):
        offering = Offering.objects.order_by("pk")[2:].first()
        if offering is not None:
            self.ended("call off", cancel_offering(by=self.by, offering=offering, reason="台风"))

    @rule(
        number=which, lines=st.lists(st.tuples(span, takes, st.booleans()), min_size=1, max_size=3)
    )
    def is_brought(self, number, lines):
        """A workbook with rows of new sessions and of some that are there."""
        offering = self.cohort(number).offering
        known = list(offering.sessions.holding())
        rows = []
        for span, takes, is_known in lines:
            there = known.pop() if is_known and known else None
            rows.append(self.line(span, takes, there.public_id if there else ""))
        file = workbook([HEAD, *rows])
        head = read_head(file, COLUMNS)
        mapping = guess(COLUMNS, head.headings)
        found = list(parse_lines(read_lines(file, head.row), COLUMNS, mapping))
        assert len(mapping) == len(HEAD)
        assert not [error for _row, errors in found for error in errors]
        brought = [row for row, _errors in found]
        self.ended("bring", import_timetable(by=self.by, offering=offering, rows=brought))

    def line(self, span, takes, session) -> list[Any]:
        """A row of the workbook; what is in no bus column stays as it is."""
        times, things = self.times(span), self.things(takes)
        starts, ends = (timezone.localtime(moment) for moment in times.values())
        room, speaker = things["teaching_point"], things["speaker"]
        return [
            f"{starts:%Y-%m-%d}", f"{starts:%H:%M}", f"{ends:%H:%M}", "专题",
            speaker.name if speaker else "", self.venue.name if room else "",
            room.name if room else "", session,
        ]  # fmt: skip

    @invariant()
    def nothing_is_held_twice(self):
        """But the bus of an offering's way, by the sessions to which it leads."""
        for one, two in combinations(held(), 2):
            if one[0] == two[0] and one[1] < two[2] and two[1] < one[2]:
                is_way_to = one[3] == two[3] and one[4] != two[4]
                assert is_way_to, (one, two)

    @invariant()
    def buses_wait_for_those_who_ride(self):
        for bus in RouteBus.objects.select_related("route__offering", "route__session"):
            session = bus.route.session
            off = bus.route.offering.state == "cancelled" or bool(session and session.is_cancelled)
            assert bus.released is off
            assert (bus.starts_at, bus.ends_at) == (bus.route.meets_at, bus.route.returns_at)

    @invariant()
    def who_speaks_is_who_is_named(self):
        for row in SessionSpeaker.objects.select_related("session__offering"):
            session = row.session
            assert (row.starts_at, row.ends_at) == (session.starts_at, session.ends_at)
            assert row.released is (session.is_cancelled or session.offering_cancelled)
        first = SessionSpeaker.objects.filter(place=0).values_list("session", "speaker")
        named = Session.objects.exclude(speaker=None).order_by().values_list("pk", "speaker")
        assert sorted(first) == sorted(named)

    def teardown(self):
        self.transaction.__exit__(Undo, Undo(), None)


class Careless(Planners):
    """The same with somebody who puts buses into sessions past the actions: the control."""

    @rule(number=which)
    def is_written_over(self, number):
        session = self.session(number)
        ways = RouteBus.objects.filter(released=False)
        way = ways.exclude(route__offering=session.offering).first() if session else None
        if way:
            Session.objects.update(bus=None)
            there = {"starts_at": way.starts_at, "ends_at": way.ends_at, "bus": way.bus}
            free = {"teaching_point": None, "speaker": None}
            Session.objects.filter(pk=session.pk).update(**there, **free)


def held() -> list[tuple[tuple[str, int], Any, Any, int, str]]:
    """What is held, from when to when, by which offering, by a session or by a way."""
    found = []
    for session in Session.objects.holding():
        for name in ("teaching_point_id", "bus_id"):
            if key := getattr(session, name):
                times = (session.starts_at, session.ends_at)
                found.append(((name, key), *times, session.offering_id, "session"))
    for row in SessionSpeaker.objects.filter(released=False).select_related("session"):
        times = (row.starts_at, row.ends_at)
        found.append((("speaker_id", row.speaker_id), *times, row.session.offering_id, "session"))
    for bus in RouteBus.objects.filter(released=False).select_related("route"):
        times = (bus.starts_at, bus.ends_at)
        found.append((("bus_id", bus.bus_id), *times, bus.route.offering_id, "way"))
    return found
