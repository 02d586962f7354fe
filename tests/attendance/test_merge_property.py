"""Two devices offline on the same roster merge to the same result in either order."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.actions import Noted, merge
from attendance.enums import Method, Stage
from attendance.models import Attendance, DeskMark, DeskToken, RemoteSite
from attendance.remote import MAIN_HALL
from attendance.settling import last_seen
from tests.attendance.test_sites import set_two

MINUTE = timedelta(minutes=1)
WHO = ("registration", "other")
WHERE = ("", "main", "library", "open")  # everywhere, the main hall, one of two remote sites


class RolledBack(Exception):
    """Ends one world, so that the next begins where it did."""


@st.composite
def two_devices(draw):
    """Where each of two devices stood, what it noted (who, when, at which stage and bus, how), and
    what it took back.
    """
    batches = []
    for _device in range(2):
        marks = draw(
            st.lists(
                st.tuples(
                    st.sampled_from(WHO),
                    st.integers(1, 9),
                    st.sampled_from([Stage.VENUE, Stage.VENUE, Stage.MEETING]),
                    st.sampled_from(["", "1", "2"]),
                    st.sampled_from([Method.SEARCH, Method.PASS]),
                ),
                max_size=4,
            )
        )
        ids = [uuid4() for _mark in marks]
        backs = draw(st.sets(st.integers(0, 3), max_size=2))
        where = draw(st.sampled_from(WHERE))
        batches.append((where, ids, marks, [at for at in backs if at < len(ids)]))
    return batches


def as_noted(door, batch, now):
    _where, ids, marks, backs = batch
    found = []
    for mark_id, (who, ago, stage, bus, method) in zip(ids, marks, strict=True):
        how = {"stage": stage, "bus": bus, "method": method}
        found.append(Noted(mark_id, now - ago * MINUTE, getattr(door, who).public_id, **how))
    return found + [
        Noted(uuid4(), now, found[at].registration, undoes=ids[at], stage=found[at].stage)
        for at in backs
    ]


def outcome_of(door, batches):
    """Merge the batches in this order in a world of their own; what is known then."""
    world = {}
    try:
        with transaction.atomic():
            for desk, batch in batches:
                merge(by=desk.holder, session=door.session, noted=batch, desk=desk)
            rows = Attendance.objects.attended().order_by("registration")
            said = ("registration", "status", "in_at", "method", "marked_by", "site")
            world["here"] = list(rows.values_list(*said))
            seen = last_seen(DeskMark.objects.standing())
            world["seats"] = {key: (mark.bus, mark.taken_at) for key, mark in seen.items()}
            raise RolledBack
    except RolledBack:
        return world


@pytest.fixture
def keys(door):
    """What names each place of WHERE; the library's people sit in the library."""
    library, other = set_two(door)
    return dict(zip(WHERE, ("", MAIN_HALL.key, library.key, other.key), strict=True))


def desks_at(door, *spots):
    """Devices that two people took along to these places."""
    until = timezone.now() + timedelta(hours=1)
    holders = (door.cast.organiser, door.cast.admin)
    return [
        DeskToken.objects.create(holder=holder, token_hash=uuid4().hex, spot=spot, expires_at=until)
        for holder, spot in zip(holders, spots, strict=True)
    ]


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(two_devices())
def test_either_order_gives_the_same(door, keys, batches):
    now = timezone.now()
    one, two = (as_noted(door, batch, now) for batch in batches)
    here, there = desks_at(door, *(keys[batch[0]] for batch in batches))
    first = outcome_of(door, [(here, one), (there, two)])
    assert outcome_of(door, [(there, two), (here, one)]) == first
    assert outcome_of(door, [(here, one), (there, two), (here, one), (there, two)]) == first
    pieces = [(there, two[at : at + 1]) for at in range(len(two))][::-1]
    assert outcome_of(door, [*pieces, (here, one)]) == first, "in any cut"


@pytest.mark.django_db
def test_two_desks_at_the_very_same_instant_give_the_same_in_either_order(door, keys):
    """The id decides, and with it who marked, how and where; nothing of it is left to the order."""
    now = timezone.now()
    who = door.registration.public_id
    here, there = desks_at(door, keys["library"], keys["open"])
    low, high = sorted([uuid4(), uuid4()])
    one = [Noted(high, now, who, method=Method.PASS)]
    two = [Noted(low, now, who, method=Method.SEARCH)]
    first = outcome_of(door, [(here, one), (there, two)])
    assert outcome_of(door, [(there, two), (here, one)]) == first
    other = RemoteSite.objects.get(public_id=keys["open"])
    said = (door.registration.pk, "present", now, Method.SEARCH, there.holder_id, other.pk)
    assert first["here"] == [said]
