"""Credit hours by theme: counted once, divided evenly, said with what they count."""

from decimal import Decimal

import pytest
from django.utils import timezone

from courses.models import Cohort
from courses.shares import shares_of
from events.models import Theme
from tests.factories import make_course, make_event, make_offering, make_session, make_topic


@pytest.fixture
def offering(cast):
    """Six hours of one theme, three of two, two by the page's, one of none."""
    page = make_course("国情研修班", themes=[Theme.objects.create(name="党性", slug="spirit")])
    offering = make_offering(unit=cast.city, page=page, sessions=0)
    nation = make_topic("国情", themes=("国情",))
    both = make_topic("国情与创新", themes=("国情", "创新"))
    make_session(offering, topic=nation, credit_hours=6)
    make_session(offering, topic=both, credit_hours=3)
    make_session(offering, credit_hours=Decimal("1.5"))
    make_session(offering, topic=make_topic("无主题"), credit_hours=Decimal("0.5"))
    make_session(offering, topic=both, credit_hours=9, cancelled_at=timezone.now())
    Cohort.objects.create(offering=offering, number=1)
    return offering


def test_hours_are_divided_evenly_and_fall_back_to_the_page(offering):
    found = [(str(share.theme), share.hours) for share in shares_of([offering.pk])]
    assert found == [("国情", Decimal("7.5")), ("党性", Decimal(2)), ("创新", Decimal("1.5"))]
    assert sum(share.rate for share in shares_of([offering.pk])) == 1


def test_hours_without_any_theme_stand_last(cast, offering):
    bare = make_offering(unit=cast.city, page=make_event(), sessions=0)
    make_session(bare, credit_hours=20)
    found = shares_of([offering.pk, bare.pk])
    assert (found[-1].theme, found[-1].hours) == (None, Decimal(20))
    assert shares_of([]) == []


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_three_as_for_one(cast, offering, number, django_assert_num_queries):
    others = [make_offering(unit=cast.city).pk for _index in range(number)]
    offerings = [offering.pk, *others]
    with django_assert_num_queries(5):
        shares_of(offerings)


def test_the_figure_stands_on_the_cohort_and_in_reports_with_its_definition(
    staff, offering, admin_of
):
    client = admin_of(staff.organiser)
    definition = "平均分"
    for path in (
        f"/admin/offerings/inspect/{offering.pk}/",
        f"/reports/o/{offering.public_id}/",
        f"/reports/?unit={staff.city.public_id}",
    ):
        text = client.get(path).text
        assert "国情" in text, path
        assert "7.5" in text, path
        assert definition in text, path
