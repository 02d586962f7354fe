"""Who is asked to read what: the rule, the hand, conflicts of interest, the queue."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from essays import actions
from essays.assigning import candidates
from essays.models import Assignment, Essay, EssayTask, Recusal, ReviewPlan
from essays.outcomes import ReviewOutcome
from essays.rules import review_essay
from essays.waiting import least_read_first, unread_by
from kernel.rules import Forbidden
from notices.models import Notice
from people.models import Membership
from tests.essays.conftest import hand_in
from tests.factories import Cast, make_person, make_registration, make_unit


def plan(task: EssayTask, **fields: Any) -> ReviewPlan:
    row, _made = ReviewPlan.objects.update_or_create(task=task, defaults=fields)
    return row


def handed_in(task: EssayTask, unit: Any, name: str = "") -> Essay:
    author = make_person(name, unit)
    make_registration(task.offering, author)
    essay = actions.start(by=author, task=task).record
    assert hand_in(essay).ok
    return Essay.objects.get(pk=essay.pk)


def readers_of(essay: Essay) -> set[Any]:
    return {row.reviewer for row in Assignment.objects.filter(essay=essay)}


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def reviewers(cast: Cast) -> list[Any]:
    """Three: of the city, of the district, and one who belongs to the authors' unit."""
    near = make_person("乙评", cast.district, "reviewer")
    inside = make_person("丙评", cast.district, "reviewer")
    Membership.objects.create(user=inside, unit=cast.unit, role="member")
    return [cast.reviewer, near, inside]


def test_the_rule_spreads_and_never_asks_the_own_unit(
    cast: Cast, task: EssayTask, reviewers: list[Any]
) -> None:
    plan(task, reviewers_each=1)
    essays = [handed_in(task, cast.unit) for _ in range(4)]
    given = [readers_of(essay) for essay in essays]
    assert all(len(one) == 1 for one in given)
    assert [sum(r in one for one in given) for r in reviewers] == [2, 2, 0]
    assert {n.recipient for n in Notice.objects.filter(kind="essays_assigned")} == set(
        reviewers[:2]
    )
    other = handed_in(task, cast.other_unit)
    assert readers_of(other) == {reviewers[2]}  # who has nothing yet


def test_below_the_own_unit_is_the_own_unit(cast: Cast, task: EssayTask) -> None:
    Membership.objects.create(user=cast.reviewer, unit=cast.unit, role="member")
    below = make_unit("采编部", cast.unit)
    essay = handed_in(task, below)
    assert not review_essay.allows(cast.reviewer, essay)
    assert review_essay.allows(cast.reviewer, handed_in(task, cast.other_unit))


def test_two_for_each_are_two_people(cast: Cast, task: EssayTask, reviewers: list[Any]) -> None:
    plan(task, reviewers_each=2)
    assert readers_of(handed_in(task, cast.unit)) == set(reviewers[:2])


def test_assigned_to_others_is_not_in_the_queue(
    cast: Cast, task: EssayTask, reviewers: list[Any]
) -> None:
    plan(task, reviewers_each=1)
    essay = handed_in(task, cast.unit)
    (reader,) = readers_of(essay)
    (other,) = set(reviewers[:2]) - {reader}
    assert list(unread_by(reader)) == [essay]
    assert not unread_by(other).exists()
    with pytest.raises(Forbidden):
        actions.accept(by=other, essay=essay, revision=1)


def test_the_list_and_the_rule_agree_about_everybody(
    cast: Cast, task: EssayTask, reviewers: list[Any]
) -> None:
    """The condition in the database and the one of the rule are two: they may not differ."""
    essays = [handed_in(task, unit) for unit in (cast.unit, cast.other_unit, cast.district)]
    Recusal.objects.create(reviewer=reviewers[0], essay=essays[1])
    Recusal.objects.create(reviewer=reviewers[1], unit=cast.other_unit)
    Recusal.objects.create(reviewer=reviewers[2], unit=cast.district)
    own = make_person("丁评", cast.district, "reviewer")
    make_registration(task.offering, own)
    mine = actions.start(by=own, task=task).record
    hand_in(mine)
    essays.append(Essay.objects.get(pk=mine.pk))
    for one in candidates(task):
        listed = set(review_essay.visible(one.person))
        assert listed == {essay for essay in essays if one.may(essay)}, one.person.name


def test_a_recusal_hands_the_essay_on(cast: Cast, task: EssayTask, reviewers: list[Any]) -> None:
    plan(task, reviewers_each=1)
    essay = handed_in(task, cast.unit)
    (reader,) = readers_of(essay)
    result = actions.recuse(by=reader, essay=essay, reviewer=reader, reason="认得文风")
    assert result.outcome is ReviewOutcome.RECUSAL_NOTED
    assert readers_of(essay) == set(reviewers[:2]) - {reader}
    again = actions.recuse(by=reader, essay=essay, reviewer=reader)
    assert again.outcome is ReviewOutcome.RECUSAL_KNOWN
    assert not unread_by(reader).exists()


def test_a_recusal_from_a_unit_hands_its_essays_on(
    cast: Cast, task: EssayTask, reviewers: list[Any]
) -> None:
    plan(task, reviewers_each=1)
    essay = handed_in(task, cast.unit)
    (reader,) = readers_of(essay)
    said = {"by": reader, "reviewer": reader}
    assert actions.recuse_unit(**said, unit="没有的单位").outcome is ReviewOutcome.UNIT_UNKNOWN
    noted = actions.recuse_unit(**said, unit=cast.unit.name)
    assert noted.outcome is ReviewOutcome.RECUSAL_NOTED
    assert readers_of(essay) == set(reviewers[:2]) - {reader}
    lifted = actions.lift_recusal(by=reader, recusal=noted.record)
    assert lifted.outcome is ReviewOutcome.RECUSAL_LIFTED


def test_what_another_noted_is_not_lifted(cast: Cast, task: EssayTask) -> None:
    essay = handed_in(task, cast.unit)
    actions.recuse(by=cast.organiser, essay=essay, reviewer=cast.reviewer)
    with pytest.raises(Forbidden):
        actions.lift_recusal(by=cast.reviewer, recusal=Recusal.objects.get())
    with pytest.raises(Forbidden):
        actions.recuse(by=cast.liaison, essay=essay, reviewer=cast.reviewer)


def test_by_hand(cast: Cast, task: EssayTask, reviewers: list[Any]) -> None:
    essay = handed_in(task, cast.unit)

    def outcome(reviewer: Any) -> Any:
        return actions.assign(by=cast.organiser, essay=essay, reviewer=reviewer).outcome

    assert outcome(reviewers[0]) is ReviewOutcome.ASSIGNED
    assert outcome(reviewers[0]) is ReviewOutcome.ASSIGNED_ALREADY
    assert outcome(reviewers[2]) is ReviewOutcome.RECUSED
    assert outcome(essay.author) is ReviewOutcome.NOT_A_REVIEWER
    taken = actions.unassign(by=cast.organiser, essay=essay, reviewer=reviewers[0])
    assert taken.outcome is ReviewOutcome.TAKEN_AWAY
    again = actions.unassign(by=cast.organiser, essay=essay, reviewer=reviewers[0])
    assert again.outcome is ReviewOutcome.NOT_ASSIGNED
    for person in (cast.reviewer, cast.liaison, cast.participant):
        with pytest.raises(Forbidden):
            actions.assign(by=person, essay=essay, reviewer=reviewers[1])


def test_in_bulk_what_was_shown_is_what_is_done(
    cast: Cast, task: EssayTask, reviewers: list[Any]
) -> None:
    first = handed_in(task, cast.unit)
    plan(task, reviewers_each=2)
    organiser = client_of(cast.organiser)
    address = f"/review/tasks/{task.public_id}/assign/"
    page = organiser.get(address)
    assert len(page.context["pairs"]) == 2
    assert not Assignment.objects.exists()
    Recusal.objects.create(reviewer=reviewers[0], essay=first)
    stale = organiser.post(address, {"seen": page.context["seen"]})
    assert stale.status_code == 409
    assert stale.context["short"] == 1  # nobody is left for the second place
    assert not Assignment.objects.exists()
    done = organiser.post(address, {"seen": stale.context["seen"]})
    assert done.url == f"/review/tasks/{task.public_id}/"
    assert readers_of(first) == {reviewers[1]}
    nothing = actions.assign_by_rule(by=cast.organiser, task=task)
    assert nothing.outcome is ReviewOutcome.NOTHING_TO_ASSIGN


def test_the_least_read_comes_first(cast: Cast, task: EssayTask, reviewers: list[Any]) -> None:
    plan(task, decides="chief")
    old, young = handed_in(task, cast.unit), handed_in(task, cast.unit)
    assert list(least_read_first(unread_by(reviewers[1]))) == [old, young]
    said = actions.advise(by=cast.reviewer, essay=old, revision=1, verdict="accept")
    assert said.outcome is ReviewOutcome.RECOMMENDED
    assert list(least_read_first(unread_by(reviewers[1]))) == [young, old]
    assert list(unread_by(cast.reviewer)) == [young]


def test_the_pages_of_a_reviewer_and_of_an_organiser(
    cast: Cast, task: EssayTask, reviewers: list[Any]
) -> None:
    plan(task, reviewers_each=1)
    essay = handed_in(task, cast.unit)
    (reader,) = readers_of(essay)
    client, organiser = client_of(reader), client_of(cast.organiser)
    assert client.get("/review/recusals/").status_code == 200
    wrong = client.post("/review/recusals/", {"unit": "没有的单位", "reason": ""})
    assert wrong.status_code == 422
    assert client.post("/review/recusals/", {"unit": cast.other_unit.code}).status_code == 302
    lift = f"/review/recusals/{Recusal.objects.get().public_id}/lift/"
    assert lift in client.get("/review/recusals/").content.decode()
    assert client.post(lift).status_code == 302
    assert client.post(f"/review/{essay.public_id}/recuse/", {"reason": "相熟"}).status_code == 302
    address = f"/review/{essay.public_id}/reviewers/"
    page = organiser.get(address).content.decode()
    assert "相熟" in page
    (other,) = readers_of(essay)
    form = {"reviewer": other.public_id}
    assert organiser.post(address, form | {"do": "unassign"}).status_code == 302
    assert not readers_of(essay)
    assert organiser.post(address, form | {"do": "assign"}).status_code == 302
    assert readers_of(essay) == {other}
    assert organiser.post(address, {"do": "assign", "reviewer": "x"}).status_code == 422
    assert organiser.get("/review/tasks/").status_code == 200
    assert (
        essay.author.name not in organiser.get(f"/review/tasks/{task.public_id}/").content.decode()
    )
    assert client.get(address).status_code == 403
    assert client.get(f"/review/tasks/{task.public_id}/").status_code == 403
