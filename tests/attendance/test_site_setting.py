"""Setting remote sites: what was marked stays, names move, and nobody's work is undone."""

import pytest

from attendance.actions import mark, set_sites, undo
from attendance.actions.sites import SiteFacts
from attendance.models import Attendance, RemoteSite
from attendance.site_outcomes import SiteOutcome
from tests.attendance.conftest import as_shown
from tests.attendance.test_sites import set_two

pytestmark = pytest.mark.django_db


@pytest.fixture
def sites(door):
    return set_two(door)


def facts(spot, **values):
    return SiteFacts(spot.key, [], {"name": spot.site.name} | values)


def test_a_site_with_a_mark_that_was_taken_back_stays(door, sites):
    library, other = sites
    by, session = door.cast.organiser, as_shown(door.session)
    mark(by=by, session=session, registration=door.registration, spot=library)
    undo(by=by, attendance=Attendance.objects.get())
    sent = [facts(other)]
    told = set_sites(by=by, offering=door.offering, sites=sent)
    assert told.outcome is SiteOutcome.SITE_IN_USE
    assert told.message.count("图书馆分会场") == 1
    assert RemoteSite.objects.count() == 2
