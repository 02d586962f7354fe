"""Setting remote sites: what was marked stays, names move, and nobody's work is undone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendance.actions import choose_site, mark, merge, set_sites, undo
from attendance.actions.merge import Noted
from attendance.actions.sites import SiteFacts
from attendance.models import Attendance, AttendanceChange, DeskToken, RemoteSite, SiteChoice
from attendance.site_outcomes import SiteOutcome
from people.actions import merge_people
from registration.actions import withdraw
from tests.attendance.conftest import as_shown
from tests.attendance.test_sites import set_two
from tests.factories import make_person, make_registration

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


def test_a_chosen_place_is_free_again_with_the_place_itself(door, sites):
    _library, other = sites
    cast, row = door.cast, door.registration
    begins = timezone.now() + timedelta(days=3)
    door.offering.sessions.update(starts_at=begins, ends_at=begins + timedelta(hours=2))
    assert choose_site(by=cast.participant, registration=row, spot=other).ok
    assert withdraw(by=cast.participant, registration=row).ok
    assert not SiteChoice.objects.exists(), "whoever comes back sits where their unit sits"
    assert choose_site(by=cast.colleague, registration=door.other, spot=other).ok


def test_merging_accounts_takes_the_choice_and_the_site_of_marks_along(door, sites):
    _library, other = sites
    by, session = door.cast.organiser, as_shown(door.session)
    drop = make_person("林𠮷安", door.cast.unit)
    lost = make_registration(door.offering, drop)
    SiteChoice.objects.create(registration=lost, site=other.site)
    mark(by=by, session=session, registration=lost, spot=other)
    mark(by=by, session=session, registration=door.registration, spot=other)
    undo(by=by, attendance=Attendance.objects.get(registration=door.registration))
    assert merge_people(by=None, keep=door.registration.person, drop=drop).ok
    assert SiteChoice.objects.get().registration == door.registration
    kept = Attendance.objects.get(registration=door.registration)
    assert (kept.status, kept.site) == ("present", other.site)
    assert AttendanceChange.objects.filter(attendance=kept).latest("pk").site == other.site
    assert Attendance.objects.get(registration=lost).site is None


def test_the_choice_of_the_account_that_stays_stands(door, sites):
    drop = make_person("林𠮷安", door.cast.unit)
    lost = make_registration(door.offering, drop)
    SiteChoice.objects.create(registration=lost, site=sites[1].site)
    SiteChoice.objects.create(registration=door.registration, site=None)
    assert merge_people(by=None, keep=door.registration.person, drop=drop).ok
    assert SiteChoice.objects.get().site is None


@pytest.mark.parametrize("together", [True, False], ids=["at once", "one after the other"])
def test_a_mark_that_was_taken_back_leaves_them_where_they_were_seen(door, sites, together):
    library, other = sites
    by, session = door.cast.organiser, as_shown(door.session)
    now = timezone.now()
    mark(by=by, session=session, registration=door.registration, spot=library, at=now)
    desk = DeskToken.objects.create(
        holder=by, token_hash="1", spot=other.key, expires_at=now + timedelta(hours=1)
    )
    key = door.registration.public_id
    noted = [Noted(uuid4(), now - timedelta(minutes=10), registration=key)]
    noted.append(Noted(uuid4(), now, undoes=noted[0].mark_id))
    for sent in [noted] if together else [noted[:1], noted[1:]]:
        merge(by=by, session=session, noted=sent, desk=desk)
    row = Attendance.objects.get()
    assert (row.in_at, row.site) == (now, library.site)


def test_where_people_are_expected_is_read_with_their_registrations(door, sites):
    by, session = door.cast.organiser, as_shown(door.session)
    both = (door.registration, door.other)
    noted = [Noted(uuid4(), timezone.now(), registration=row.public_id) for row in both]
    with CaptureQueriesContext(connection) as asked:
        mark(by=by, session=session, registration=door.registration)
        merge(by=by, session=session, noted=noted)
    assert Attendance.objects.filter(site=sites[0].site).count() == 2
    assert not [one for one in asked if 'FROM "attendance_sitechoice"' in one["sql"]]
