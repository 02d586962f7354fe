"""Prizes are decided by people, one by one, and announced as far as authors agree."""

import pytest
from django.db import IntegrityError, transaction

from essays import actions
from essays.award_outcomes import AwardOutcome
from essays.awarding import candidates
from essays.models import Award, AwardPage, Essay, Prize
from essays.uses import Use
from kernel.rules import Forbidden
from people.enums import Role
from people.groups import sync_groups
from tests.essays.published import NAMELESS, REAL, accepted, agree, collection
from tests.factories import Cast, make_offering, make_person, make_task

pytestmark = pytest.mark.django_db
FIRST = {"name": "一等奖", "name_en": "First prize", "places": 1, "position": 1}


@pytest.fixture
def essays(cast: Cast) -> list[Essay]:
    """Three accepted ones of one call."""
    task = make_task(make_offering(unit=cast.city))
    third = make_person("第三人", cast.unit)
    return [
        accepted(cast, person, task, title=title)
        for person, title in (
            (cast.participant, "复核人一栏"), (cast.colleague, "第二篇"), (third, "第三篇")
        )
    ]  # fmt: skip


def prize_of(cast: Cast, essays: list[Essay], **more) -> Prize:
    made = actions.create_prize(by=cast.organiser, task=essays[0].task, values=FIRST | more)
    assert made.outcome is AwardOutcome.PRIZE_KEPT
    return made.record


def test_a_prize_has_so_many_places_and_an_essay_one_prize(cast: Cast, essays) -> None:
    first, second = prize_of(cast, essays), prize_of(cast, essays, name="二等奖", position=2)
    by = cast.organiser
    assert actions.award(by=by, prize=first, essay=essays[0]).outcome is AwardOutcome.AWARDED
    full = actions.award(by=by, prize=first, essay=essays[1])
    assert full.outcome is AwardOutcome.PRIZE_FULL
    again = actions.award(by=by, prize=second, essay=essays[0])
    assert again.outcome is AwardOutcome.AWARDED_BEFORE
    fewer = actions.edit_prize(by=by, prize=first, values=FIRST | {"places": 1, "name": "二等奖"})
    assert fewer.outcome is AwardOutcome.NAME_TAKEN
    with pytest.raises(IntegrityError), transaction.atomic():
        Award.objects.create(prize=second, essay=essays[0])
    gone = actions.take_back_award(by=by, prize=first, essay=essays[0])
    assert gone.outcome is AwardOutcome.TAKEN_BACK
    assert actions.award(by=by, prize=first, essay=essays[1]).ok


def test_prizes_go_to_accepted_essays_of_the_task_and_are_given_by_its_organisers(
    cast: Cast, essays, submitted
) -> None:
    prize = prize_of(cast, essays)
    refused = actions.award(by=cast.organiser, prize=prize, essay=submitted)
    assert refused.outcome is AwardOutcome.NOT_ELIGIBLE
    with pytest.raises(Forbidden):
        actions.award(by=cast.district_organiser, prize=prize, essay=essays[0])
    assert [one.title for one in candidates(prize.task)] == ["复核人一栏", "第二篇", "第三篇"]


def test_the_announcement_names_who_agrees(cast: Cast, essays, client) -> None:
    prize = prize_of(cast, essays, places=3)
    none = actions.announce(by=cast.admin, prize=prize, collection=collection())
    assert none.outcome is AwardOutcome.NOTHING_TO_ANNOUNCE
    for essay in essays:
        actions.award(by=cast.organiser, prize=prize, essay=essay)
    agree(essays[0], REAL, Use.AWARD)
    agree(essays[1], NAMELESS, Use.AWARD)
    agree(essays[2], REAL, Use.WEB)
    made = actions.announce(by=cast.admin, prize=prize, collection=collection())
    page = made.details["page"]
    assert not page.live
    page.get_latest_revision().publish()
    url = AwardPage.objects.get().url
    client.force_login(cast.stranger)  # whose pages nobody keeps
    shown = client.get(url).content.decode()
    assert cast.participant.name in shown
    assert "第二篇" in shown
    assert cast.colleague.name not in shown
    assert "第三篇" not in shown
    assert "第三人" not in shown
    assert url in client.get(collection().url).content.decode()
    agree(essays[0], None, Use.AWARD)
    assert cast.participant.name not in client.get(url).content.decode()
    assert not client.get(f"/search/?q={cast.participant.name}").context["found"].hits


def test_an_organiser_gives_prizes_in_the_back_office(cast: Cast, essays, staff, client) -> None:
    sync_groups(cast.organiser)
    client.force_login(cast.organiser, "allauth.account.auth_backends.AuthenticationBackend")
    client.post("/admin/essay-prizes/new/", FIRST | {"task": essays[0].task.pk})
    prize = Prize.objects.get()
    path = f"/admin/essay-prizes/{prize.pk}/"
    assert client.post(f"{path}give/", {"essay": essays[1].pk}).status_code == 302
    shown = client.get(f"/admin/essay-prizes/inspect/{prize.pk}/").content.decode()
    assert "第二篇" in shown
    editor = make_person("编者", cast.city, Role.EDITOR)
    sync_groups(editor)
    client.force_login(editor, "allauth.account.auth_backends.AuthenticationBackend")
    shown = client.get(f"/admin/essay-prizes/inspect/{prize.pk}/").content.decode()
    assert cast.colleague.name not in shown
    assert client.post(f"{path}take/", {"essay": essays[1].pk}).status_code == 404
    where = collection()
    assert client.post(f"{path}announce/", {"collection": where.pk}).status_code == 302
    assert AwardPage.objects.get().task == prize.task
