"""What ends a question to a colleague besides its answer, and what stays of the words in it."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from events.actions import cancel_offering
from notices.models import Notice
from registration.actions import ask_colleague, take_over
from registration.enums import RegistrationState as State
from registration.hand_overs import asked_of
from registration.models import HandOver
from registration.tasks import lapse_hand_overs
from tests.factories import make_answer, make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def offering(cast):
    return make_offering(unit=cast.city, capacity=2, substitution_allowed=True)


@pytest.fixture
def asked(cast, offering):
    """The participant has asked the colleague to take their place."""
    row = make_registration(offering, cast.participant)
    ask_colleague(by=row.person, registration=row, wanted="何䶮", reason="临时出差")
    return HandOver.objects.select_related("registration__offering", "person").get()


def test_cancelling_ends_what_colleagues_are_asked(cast, offering, asked):
    cancel_offering(by=cast.organiser, offering=offering, reason="讲者有任务")
    asked.refresh_from_db()
    assert (asked.state, asked.wanted) == ("void", "")
    HandOver.objects.update(until=timezone.now())
    assert lapse_hand_overs() == 0
    told = Notice.objects.filter(kind="hand_over_ended").values_list("recipient", flat=True)
    assert list(told) == [cast.colleague.pk], "nobody is told that they keep a place"


@pytest.mark.parametrize("state", ["cancelled", "finished"])
def test_nobody_is_asked_for_what_is_over(cast, offering, asked, state):
    assert asked_of(cast.colleague, offering) == asked
    offering.state = state
    assert asked_of(cast.colleague, offering) is None
