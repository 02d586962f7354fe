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
    sent = [facts(library, name=""), facts(other)]
    told = set_sites(by=by, offering=door.offering, sites=sent)
    assert told.outcome is SiteOutcome.SITE_IN_USE
    assert told.message.count("图书馆分会场") == 1
    assert RemoteSite.objects.count() == 2


def test_two_sites_swap_their_names(door, sites):
    library, other = sites
    sent = [facts(library, name=other.site.name), facts(other, name=library.site.name)]
    told = set_sites(by=door.cast.organiser, offering=door.offering, sites=sent)
    assert told.outcome is SiteOutcome.SITES_SET
    found = dict(RemoteSite.objects.values_list("public_id", "name"))
    assert found == {library.key: "千灯分会场", other.key: "图书馆分会场"}


def test_an_old_form_removes_only_what_it_names(door, sites):
    library, other = sites
    by, offering = door.cast.organiser, door.offering
    gone = [facts(library, name="")]
    assert set_sites(by=by, offering=offering, sites=gone).outcome is SiteOutcome.SITES_SET
    assert RemoteSite.objects.get().public_id == other.key, "added by somebody else meanwhile"
    same = [SiteFacts("", [], {"name": other.site.name})]
    told = set_sites(by=by, offering=offering, sites=same)
    assert told.outcome is SiteOutcome.SITE_TWICE
    assert RemoteSite.objects.count() == 1
