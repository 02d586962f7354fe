"""Two devices offline on the same roster merge to the same result in either order."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendance.actions import Noted, merge
from attendance.enums import Stage
from attendance.models import Attendance, DeskMark
from attendance.settling import last_seen

MINUTE = timedelta(minutes=1)
WHO = ("registration", "other")


class RolledBack(Exception):
    """Ends one world, so that the next begins where it did."""


@st.composite
def two_devices(draw):
    """What each of two devices noted: who, when, at which stage and bus; and what it took back."""
    batches = []
    for _device in range(2):
        marks = draw(
            st.lists(
                st.tuples(
                    st.sampled_from(WHO),
                    st.integers(1, 9),
                    st.sampled_from([Stage.VENUE, Stage.VENUE, Stage.MEETING]),
                    st.sampled_from(["", "1", "2"]),
                ),
                max_size=4,
            )
        )
        ids = [uuid4() for _mark in marks]
        backs = draw(st.sets(st.integers(0, 3), max_size=2))
        batches.append((ids, marks, [at for at in backs if at < len(ids)]))
    return batches


def as_noted(door, batch, now):
    ids, marks, backs = batch
    found = [
        Noted(mark_id, now - ago * MINUTE, getattr(door, who).public_id, stage=stage, bus=bus)
        for mark_id, (who, ago, stage, bus) in zip(ids, marks, strict=True)
    ]
    return found + [
        Noted(uuid4(), now, found[at].registration, undoes=ids[at], stage=found[at].stage)
        for at in backs
    ]


def outcome_of(door, batches):
    """Merge the batches in this order in a world of their own; what is known then."""
    world = {}
    try:
        with transaction.atomic():
            for by, batch in batches:
                merge(by=by, session=door.session, noted=batch)
            rows = Attendance.objects.attended().order_by("registration")
            world["here"] = list(rows.values_list("registration", "status", "in_at", "method"))
            seen = last_seen(DeskMark.objects.standing())
            world["seats"] = {key: (mark.bus, mark.taken_at) for key, mark in seen.items()}
            raise RolledBack
    except RolledBack:
        return world


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(two_devices())
def test_either_order_gives_the_same(door, batches):
    now = timezone.now()
    one, two = (as_noted(door, batch, now) for batch in batches)
    here, there = door.cast.organiser, door.cast.admin
    first = outcome_of(door, [(here, one), (there, two)])
    assert outcome_of(door, [(there, two), (here, one)]) == first
    assert outcome_of(door, [(here, one), (there, two), (here, one), (there, two)]) == first
    pieces = [(there, two[at : at + 1]) for at in range(len(two))][::-1]
    assert outcome_of(door, [*pieces, (here, one)]) == first, "in any cut"
