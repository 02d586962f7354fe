"""Whom a row means by a name alone, or a key nobody knows; brought twice it means the same."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people.actions import import_people
from people.enums import Role
from people.incoming.people import examine_people
from people.models import Membership, User
from tests.factories import make_cast
from tests.people.rows import bring, rows_of, wrong

pytestmark = pytest.mark.django_db
LIBRARY, SCHOOL = "昆山市图书馆", "昆山市第一中学"
N1, N2 = {"number": "1"}, {"number": "2"}
P1, P2 = {"phone": "+8613900000001"}, {"phone": "+8613900000002"}
HERE, THERE = {"name": "苗青", "unit": LIBRARY}, {"name": "苗青", "unit": SCHOOL}
REVIEWS = {"role": Role.REVIEWER}
LATER = {"since_on": timezone.localdate() + timedelta(days=30)}


@pytest.mark.parametrize(
    ("rows", "ended"),
    [
        # A name alone beside two numbered namesakes, wherever it stands, whose-ever it could be.
        ([HERE, HERE | N1 | REVIEWS, HERE | N2], [(2, "name")]),
        ([HERE | N1, HERE | N2, HERE | REVIEWS], [(4, "name")]),
        # The second namesake is put there by another row, found through another unit.
        ([HERE, THERE | N1, THERE | N2, HERE | N1 | REVIEWS, HERE | N2 | REVIEWS], [(2, "name")]),
        # A mobile number alone could be either's, until a row joins it to a number.
        ([HERE | P1, HERE | N1 | REVIEWS, HERE | N2], [(2, "name")]),
        ([HERE | P1, HERE | N1 | P1 | REVIEWS, HERE | N2], ("written", 2, 1, 0)),
        # Two mobile numbers without a number: one person or two, nobody knows.
        ([HERE | P1, HERE | P2 | REVIEWS], [(3, "phone")]),
        # The only one there is meant, before or after the row that puts them there.
        ([HERE, HERE | N1 | REVIEWS], ("written", 1, 1, 0)),
        ([HERE | N1 | REVIEWS, HERE], ("written", 1, 1, 0)),
        ([HERE, THERE | N1, HERE | N1 | REVIEWS], ("written", 1, 2, 0)),
        ([HERE | P1, THERE | N1, HERE | N1 | REVIEWS], ("written", 1, 2, 0)),
        ([HERE | LATER, THERE | N1 | LATER], ("written", 2, 0, 0)),
    ],
)
def test_a_name_alone_means_the_only_one_who_will_be_there(cast, rows, ended):
    assert bring(cast.organiser, *rows) == ended
    again = examine_people(rows_of(*rows), cast.organiser)
    if ended[0] == "written":
        assert (again.new, again.changed, again.same, wrong(again)) == (0, 0, len(rows), [])
    else:
        assert wrong(again) == ended


NAMES = st.sampled_from(["苗青", "柳叶"])
ROW = st.fixed_dictionaries(
    {"name": NAMES, "unit": st.sampled_from([LIBRARY, SCHOOL])},
    optional={
        "number": st.sampled_from(["1", "2"]),
        "phone": st.sampled_from(["+8613900000001", "+8613900000002"]),
        "email": st.sampled_from(["a@example.org", "A@example.org"]),
        "role": st.sampled_from([Role.MEMBER, Role.REVIEWER, Role.COORDINATOR]),
        "post": st.sampled_from(["馆员", "教师"]),
        "since_on": st.just(LATER["since_on"]),
    },
)
FILE = st.lists(ROW, max_size=6)


class TestAnyFile(TestCase):
    """Whatever stands in a file, it is written whole and then changes nothing, or not at all."""

    @settings(max_examples=60, deadline=None)
    @given(st.lists(ROW, max_size=3), FILE)
    @example([], [HERE, HERE | N1 | REVIEWS, HERE | N2])
    @example([], [HERE | P1, THERE | N1, HERE | N1])
    @example([THERE | N1], [HERE, HERE | N1 | REVIEWS])
    @example([HERE], [HERE | N1, HERE | N2])
    @example([HERE | LATER], [HERE | LATER, HERE | REVIEWS])
    def test_what_was_written_once_changes_nothing_the_second_time(self, known, values):
        cast = make_cast()
        import_people(by=cast.organiser, rows=rows_of(*known))
        before = list(User.objects.order_by("pk").values()), Membership.objects.count()
        result = import_people(by=cast.organiser, rows=rows_of(*values))
        if not result.ok:
            assert before == (
                list(User.objects.order_by("pk").values()),
                Membership.objects.count(),
            )
            return
        again = examine_people(rows_of(*values), cast.organiser)
        assert (again.new, again.changed, wrong(again)) == (0, 0, [])
