"""Too few participants on the date set: the organisers decide, or what they laid down happens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import settle_minimum
from events.models import Offering
from events.outcomes import EventOutcome
from kernel.models import AuditRow
from notices.enums import Kind
from notices.models import Notice
from people.enums import Role
from registration.tasks import compare_minimum
from tests.factories import make_offering, make_person, make_registration

pytestmark = pytest.mark.django_db


def test_organisers_are_told_once_when_too_few_have_registered(cast):
    due = timezone.now() - timedelta(minutes=1)
    offering = make_offering(unit=cast.district, minimum=2, minimum_due_at=due)
    make_registration(offering, cast.participant)
    assert compare_minimum() == compare_minimum() == 1
    notice = Notice.objects.get(kind=Kind.BELOW_MINIMUM)
    assert notice.recipient == cast.district_organiser
    assert notice.path == f"/admin/offerings/inspect/{offering.pk}/"
    held = settle_minimum(by=cast.district_organiser, offering=offering)
    assert held.outcome is EventOutcome.MINIMUM_SETTLED
    assert settle_minimum(by=None, offering=offering).outcome is EventOutcome.UNCHANGED
    assert compare_minimum() == 0
    enough = make_offering(unit=cast.unit, minimum=1, minimum_due_at=due)
    make_registration(enough, cast.participant)
    assert compare_minimum() == 0


@pytest.mark.parametrize(
    ("then", "state", "word"), [("cancel", "cancelled", "设置取消"), ("hold", "published", "照常")]
)
def test_what_was_laid_down_happens_below_the_minimum(cast, client, then, state, word):
    due = timezone.now() + timedelta(days=1)
    offering = make_offering(unit=cast.district, minimum=2, minimum_due_at=due, below_minimum=then)
    make_registration(offering, cast.participant)
    page = client.get(offering.get_absolute_url()).content.decode()
    assert "满 2 人举办" in page
    assert ("人数不足则取消" in page) == (then == "cancel")
    assert compare_minimum() == 0, "its date has not come"
    Offering.objects.update(minimum_due_at=timezone.now())
    assert (compare_minimum(), compare_minimum()) == (1, 0)
    offering.refresh_from_db()
    assert offering.state == state
    assert word in Notice.objects.get(kind=Kind.BELOW_MINIMUM).body
    told = Notice.objects.filter(recipient=cast.participant, kind=Kind.CANCELLED)
    assert told.exists() == (then == "cancel")
    assert AuditRow.objects.filter(action="registration.meet_few").count() == 1


def test_where_a_unit_has_no_organiser_the_nearest_above_is_told(cast):
    due = timezone.now() - timedelta(minutes=1)
    make_offering(unit=cast.unit, minimum=2, minimum_due_at=due)
    make_person(unit=cast.other_unit, role=Role.ORGANISER)
    compare_minimum()
    recipients = [notice.recipient for notice in Notice.objects.filter(kind=Kind.BELOW_MINIMUM)]
    assert recipients == [cast.district_organiser]
