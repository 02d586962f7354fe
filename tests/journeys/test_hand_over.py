"""Hand over: a participant names a colleague, who answers the questions and has the place."""

import re

import pytest
from playwright.sync_api import expect

from registration.models import Registration
from registration.question_kinds import QuestionKind
from tests.factories import Cast, make_offering, make_question, make_registration

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_place_goes_from_hand_to_hand(cast: Cast, phone, desktop, sign_in, shot, axe) -> None:
    offering = make_offering(unit=cast.city, substitution_allowed=True)
    make_question(offering, QuestionKind.TEXT, label="饮食要求", required=True)
    make_registration(offering, cast.participant)

    holder = sign_in(phone(), cast.participant)
    holder.goto(offering.get_absolute_url())
    holder.get_by_role("link", name="请同事接替").click()
    axe(holder)
    holder.get_by_label(re.compile("^同事的姓名")).fill("何䶮")
    holder.get_by_label("理由").fill("临时出差")
    shot(holder, "hand-over-give")
    holder.get_by_role("button", name="请这位同事接替").click()
    expect(holder.get_by_text("系统已请其接替")).to_be_visible()

    colleague = sign_in(desktop(), cast.colleague)
    colleague.goto("/me/notices/")
    colleague.get_by_role("button", name=re.compile("请您接替")).or_(
        colleague.get_by_role("link", name=re.compile("请您接替"))
    ).first.click()
    expect(colleague.get_by_text("临时出差")).to_be_visible()
    axe(colleague)
    colleague.get_by_label("饮食要求").fill("清真")
    shot(colleague, "hand-over-take")
    colleague.get_by_role("button", name="接替名额", exact=True).click()
    expect(colleague.get_by_text("名额已归您")).to_be_visible()
    assert Registration.objects.get(person=cast.colleague).is_confirmed
    assert Registration.objects.get(person=cast.participant).state == "withdrawn"
