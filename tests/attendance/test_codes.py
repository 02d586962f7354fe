"""Rotating codes and spoken digits, computed from a secret and the server's clock alone."""

import secrets
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from attendance import codes
from attendance.models import Door
from attendance.models.door import new_secret
from kernel.ids import ALPHABET
from tests.attendance.conftest import hold

SECOND = timedelta(seconds=1)


def steps_old(*asked):
    """How old a code is; None for one that is not of this session."""
    found = codes.found_code(*asked)
    return found.age if found else None


def is_spoken(*asked):
    return codes.spoken_at(*asked) is not None


@pytest.fixture
def gate(cast):
    session = hold(cast.city)
    return codes.door_of(session), session


def test_a_tag_is_80_bits_in_the_alphabet_of_our_ids(gate):
    tag = codes.tag_of(*gate, 1)
    assert len(tag) * 5 == 80
    assert set(tag) <= set(ALPHABET)
    assert len({codes.tag_of(*gate, step) for step in range(500)}) == 500


def test_a_secret_is_256_bits_and_no_two_are_alike(gate, cast):
    other = codes.door_of(hold(cast.city))
    assert len(bytes(gate[0].secret)) * 8 == len(new_secret()) * 8 == 256
    assert bytes(gate[0].secret) != bytes(other.secret)


def test_any_number_of_screens_agree(gate):
    door, session = gate
    now = timezone.now()
    again = Door.objects.get(session=session)
    assert list(codes.codes_from(door, session, now)) == list(codes.codes_from(again, session, now))
    assert codes.door_of(session) == door


def test_nothing_is_stored_per_code(gate, django_assert_num_queries):
    door, session = gate
    with django_assert_num_queries(0):
        list(codes.codes_from(door, session, timezone.now()))
        steps_old(door, session, "0" * 16, timezone.now())


def test_a_screen_is_given_the_current_code_and_half_a_minute_ahead(gate):
    now = timezone.now()
    given = list(codes.codes_from(*gate, now))
    assert len(given) == 4
    assert 0 < given[0].ends_in <= 10_000
    assert [b.ends_in - a.ends_in for a, b in pairwise(given)] == [10_000] * 3
    for place, code in enumerate(given):
        inside = now + timedelta(milliseconds=code.ends_in - 1)
        assert steps_old(*gate, code.tag, inside) == 0, place


@pytest.mark.parametrize("back", [0, 1, 2, 359])
def test_the_age_of_a_code_is_told_in_steps(gate, back):
    now = timezone.now()
    tag = codes.tag_of(*gate, codes.step_at(now) - back)
    assert steps_old(*gate, tag, now) == back


def test_forged_foreign_future_and_forgotten_codes_are_unknown(gate, cast):
    now = timezone.now()
    step = codes.step_at(now)
    elsewhere = hold(cast.city)
    foreign = codes.tag_of(codes.door_of(elsewhere), elsewhere, step)
    right = codes.tag_of(*gate, step)
    forged = right[:-1] + ("0" if right[-1] != "0" else "1")
    future, forgotten = codes.tag_of(*gate, step + 1), codes.tag_of(*gate, step - 360)
    for tag in (foreign, forged, future, forgotten):
        assert steps_old(*gate, tag, now) is None


def test_codes_are_compared_in_constant_time(gate, monkeypatch):
    """Each of the hour's steps is compared by `compare_digest`, wherever the right one is."""
    now, compared = timezone.now(), []
    real = secrets.compare_digest

    def counted(one, other):
        compared.append(1)
        return real(one, other)

    monkeypatch.setattr(codes.secrets, "compare_digest", counted)
    for back in (0, 100, 359):
        steps_old(*gate, codes.tag_of(*gate, codes.step_at(now) - back), now)
    steps_old(*gate, "0" * 16, now)
    assert len(compared) == 4 * codes.REMEMBERED
    compared.clear()
    is_spoken(*gate, "000000", now)
    assert len(compared) == 2


def test_spoken_digits_count_for_their_minute_and_the_next(gate):
    now = timezone.now()
    minute = codes.step_at(now, codes.SPOKEN_STEP)
    digits = codes.digits_of(*gate, minute)
    assert len(digits) == 6
    assert digits.isdigit()
    assert is_spoken(*gate, digits, now)
    assert is_spoken(*gate, codes.digits_of(*gate, minute - 1), now)
    for other in (minute - 2, minute + 1):
        if codes.digits_of(*gate, other) not in (digits, codes.digits_of(*gate, minute - 1)):
            assert not is_spoken(*gate, codes.digits_of(*gate, other), now)


def test_a_phone_has_another_mark_at_each_session(gate, cast):
    door, _session = gate
    other = codes.door_of(hold(cast.city))
    assert codes.mark_of_device(door, "a") == codes.mark_of_device(door, "a")
    assert codes.mark_of_device(door, "a") != codes.mark_of_device(door, "b")
    assert codes.mark_of_device(door, "a") != codes.mark_of_device(other, "a")
