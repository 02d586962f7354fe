"""From which offering somebody can be moved, and what becomes of those whom they bring along."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registration.actions import move_to
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_registration

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["finished", "ended", "cancelled"])
def test_a_place_that_was_used_is_not_moved(cast, how):
    here = make_offering(unit=cast.city)
    there = make_offering(unit=cast.city, page=here.page, label="下一期")
    row = make_registration(here, cast.participant)
    past = timezone.now() - timedelta(days=2)
    here.sessions.update(starts_at=past, ends_at=past + timedelta(hours=2))
    if how != "ended":
        here.state = how
        here.save()
    result = move_to(by=cast.organiser, registration=row, target=there, reason="调整")
    row.refresh_from_db()
    moved = how == "cancelled"
    assert result.outcome.code == ("moved_to" if moved else "moved_from_past")
    assert row.state == (State.REMOVED if moved else State.CONFIRMED)


@pytest.mark.parametrize("state", [State.WAITLISTED, State.OFFERED])
def test_whoever_comes_along_is_not_lost_on_the_way(cast, state):
    here = make_offering(unit=cast.city, companions_max=1)
    there = make_offering(unit=cast.city, page=here.page, label="下一期", companions_max=1)
    row = make_registration(here, cast.participant, companions=1, companion_names="林二")
    make_registration(there, cast.participant, state)
    result = move_to(by=cast.organiser, registration=row, target=there, reason="调整")
    new = Registration.objects.get(offering=there)
    row.refresh_from_db()
    if state == State.WAITLISTED:
        assert (new.state, new.companions, new.companion_names) == (State.CONFIRMED, 1, "林二")
        assert there.pools.get().taken == 2
    else:
        assert result.outcome.code == "place_there_already"
        assert (row.state, new.state) == (State.CONFIRMED, State.OFFERED)
