"""Too few participants on the date set: the organisers decide, or what they laid down happens."""

import re
from datetime import timedelta

import pytest
from django.forms.models import model_to_dict
from django.utils import timezone

from events.actions import edit_offering, publish_offering, settle_minimum
from events.forms import INSTANTS, OfferingEditForm
from events.models import Offering
from events.outcomes import EventOutcome
from kernel.models import AuditRow
from notices.enums import Kind
from notices.models import Notice
from people.enums import Role
from registration.models import Registration
from registration.tasks import compare_minimum
from tests.factories import make_offering, make_person, make_registration, make_session

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
    assert re.search("满 (<span[^>]*>)?2 人(</span>)?举办", page)
    assert ("人数不足则取消" in page) == (then == "cancel")
    assert compare_minimum() == 0, "its date has not come"
    Offering.objects.update(minimum_due_at=timezone.now())
    assert (compare_minimum(), compare_minimum()) == (1, 0)
    offering.refresh_from_db()
    assert offering.state == state
    assert word in Notice.objects.get(kind=Kind.BELOW_MINIMUM).body
    told = Notice.objects.filter(recipient=cast.participant, kind=Kind.CANCELLED)
    assert told.exists() == (then == "cancel")
    for notice in told:
        assert "至少须 2 人，现有 1 人。" in notice.body
        assert "At least 2 participants were needed; 1 have a place." in notice.body
    assert AuditRow.objects.filter(action="registration.meet_few").count() == 1


def test_where_a_unit_has_no_organiser_the_nearest_above_is_told(cast):
    due = timezone.now() - timedelta(minutes=1)
    make_offering(unit=cast.unit, minimum=2, minimum_due_at=due)
    make_person(unit=cast.other_unit, role=Role.ORGANISER)
    compare_minimum()
    recipients = [notice.recipient for notice in Notice.objects.filter(kind=Kind.BELOW_MINIMUM)]
    assert recipients == [cast.district_organiser]


def below(cast, *, due, **fields):
    """One confirmed where two are needed, counted at `due`."""
    values = {"minimum": 2, "minimum_due_at": due, "below_minimum": "cancel"} | fields
    offering = make_offering(unit=cast.district, **values)
    make_registration(offering, cast.participant)
    return offering


def state_of(offering):
    offering.refresh_from_db()
    return offering.state


def test_who_leaves_after_enough_were_counted_cancels_nothing(cast):
    offering = below(cast, due=timezone.now())
    other = make_registration(offering, make_person(unit=cast.unit))
    assert (compare_minimum(), compare_minimum()) == (0, 0)
    assert AuditRow.objects.filter(action="registration.meet_enough").count() == 1
    Registration.objects.filter(pk=other.pk).update(state="withdrawn", pool=None)
    assert compare_minimum() == 0
    assert state_of(offering) == "published"


@pytest.mark.parametrize("cancelled", [True, False])
def test_what_has_begun_is_not_cancelled_for_its_minimum(cast, cancelled):
    now = timezone.now()
    offering = below(cast, due=now)
    make_session(
        offering, starts_at=now - timedelta(hours=1), cancelled_at=now if cancelled else None
    )
    compare_minimum()
    assert state_of(offering) == ("cancelled" if cancelled else "published")


@pytest.mark.parametrize(("hours", "state"), [(23, "cancelled"), (25, "published")])
def test_counted_a_day_late_the_organisers_decide(cast, hours, state):
    offering = below(cast, due=timezone.now() - timedelta(hours=hours))
    compare_minimum()
    assert state_of(offering) == state
    body = Notice.objects.get(kind=Kind.BELOW_MINIMUM).body
    assert ("照常举办，或者取消" in body) == (state == "published")


@pytest.mark.parametrize(("then", "word"), [("cancel", "设置取消"), ("hold", "照常")])
def test_another_consequence_on_the_same_date_is_told_too(cast, then, word):
    offering = below(cast, due=timezone.now(), below_minimum="ask")
    compare_minimum()
    edit_offering(by=None, offering=offering, values={"below_minimum": then})
    compare_minimum()
    assert word in Notice.objects.filter(kind=Kind.BELOW_MINIMUM).latest("pk").body
    assert AuditRow.objects.filter(action="registration.meet_few").count() == 2


def test_what_was_laid_down_happens_even_where_nobody_can_be_told(cast):
    offering = below(cast, due=timezone.now())
    compare_minimum()
    Offering.objects.update(state="published")  # told of this very case already
    compare_minimum()
    assert state_of(offering) == "cancelled"
    assert AuditRow.objects.filter(action="registration.meet_few").count() == 2


@pytest.mark.parametrize("name", ["minimum", "minimum_due_at", "below_minimum"])
def test_a_new_rule_is_counted_anew_after_the_last_was_settled(cast, name):
    due = timezone.now() - timedelta(hours=1)
    offering = below(cast, due=due, below_minimum="hold")
    assert (compare_minimum(), compare_minimum()) == (1, 0)
    edit_offering(by=None, offering=offering, values={"label": "第2期"})
    assert compare_minimum() == 0
    value = {"minimum": 3, "minimum_due_at": due + timedelta(minutes=5), "below_minimum": "ask"}
    edit_offering(by=None, offering=offering, values={name: value[name]})
    assert compare_minimum() == 1
    assert Notice.objects.filter(kind=Kind.BELOW_MINIMUM).count() == 2


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [({}, "COUNT_PASSED"), ({"minimum": 0}, "PUBLISHED"), ({"hours": 1}, "PUBLISHED")],
)
def test_a_draft_whose_count_has_passed_is_not_published(cast, fields, outcome):
    due = timezone.now() + timedelta(hours=fields.pop("hours", -1))
    offering = below(cast, due=due, state="draft", **fields)
    published = publish_offering(by=cast.district_organiser, offering=offering)
    assert published.outcome is EventOutcome[outcome]


def errors_of(cast, offering, **changes):
    """Of the offering's form, sent as it was but for `changes`."""
    values = model_to_dict(offering, OfferingEditForm.Meta.fields) | changes
    for name in INSTANTS:
        values[name] = values[name] and f"{timezone.localtime(values[name]):%Y-%m-%d %H:%M}"
    sent = {name: value for name, value in values.items() if value is not None}
    form = OfferingEditForm(sent, instance=offering, person=cast.district_organiser)
    return set(form.errors)


def test_nothing_is_laid_down_for_a_count_that_has_passed(cast):
    now = timezone.now().replace(second=0, microsecond=0)
    past, ahead = now - timedelta(hours=1), now + timedelta(days=2)
    times = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=3)}
    asked = below(cast, due=past, below_minimum="ask", **times)
    assert errors_of(cast, asked) == errors_of(cast, asked, minimum=3) == set()
    assert errors_of(cast, asked, below_minimum="cancel") == {"minimum_due_at"}
    assert errors_of(cast, asked, below_minimum="hold") == {"minimum_due_at"}
    assert errors_of(cast, asked, below_minimum="cancel", minimum_due_at=ahead) == set()
    assert errors_of(cast, asked, minimum_due_at=times["opens_at"]) == {"minimum_due_at"}
    laid_down = make_offering(
        unit=cast.district, minimum=2, minimum_due_at=past, below_minimum="cancel", **times
    )
    assert errors_of(cast, laid_down, label="第9期") == set()
    assert errors_of(cast, laid_down, minimum=3) == {"minimum_due_at"}
    assert errors_of(cast, laid_down, minimum=0) == set()
