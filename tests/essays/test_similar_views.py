"""The pages of a comparison: who sees which text, whose name, and what an author may say."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from essays import actions
from essays.enums import EssayOutcome
from essays.models import Essay
from essays.rules import follow_similarity
from essays.similarity import compare
from people.groups import ensure_groups, sync_groups
from people.models import Membership
from tests.essays.compared import (
    FIRST,
    LONG,
    ORDINARY,
    SECOND,
    THIRD,
    check_of,
    found_in,
    written,
)
from tests.essays.conftest import hand_in
from tests.essays.test_assigning import plan
from tests.factories import Cast, make_offering, make_person, make_task


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def reviewer(cast: Cast) -> Client:
    return client_of(cast.reviewer)


def test_the_reviewer_reads_both_without_a_name(
    cast: Cast, reviewer: Client, pair: tuple[Essay, Essay]
) -> None:
    source, copy = pair
    page = reviewer.get(f"/review/{copy.public_id}/").content.decode()
    found = check_of(copy).found.get()
    address = f"/review/similar/{found.public_id}/"
    assert address in page
    both = reviewer.get(address).content.decode()
    assert both.count('<mark class="same"') == 5  # two passages, two sides, the legend
    assert 'href="#there-1"' in both
    assert 'id="there-1"' in both
    for essay in pair:
        names = {essay.author.name, essay.author.username, essay.author.public_id}
        names |= {cast.unit.name, cast.unit.code, cast.unit.public_id}
        names.add(essay.registration.public_id)
        assert not [name for name in names if name in both + page]
    assert source.public_id not in both


def test_an_earlier_essay_that_is_open_does_not_name_the_dark_author(
    cast: Cast, reviewer: Client
) -> None:
    """The same person wrote both; the review of the earlier one is open."""
    name, signature = "申屠丙", "申 屠 丙"
    task = make_task(make_offering(unit=cast.district), **LONG)
    earlier = written(cast, task, name, f"{name}记\n{FIRST}\n{SECOND}\n{signature}")
    plan(task, is_anonymous=False)
    dark = make_task(make_offering(unit=cast.district), **LONG)
    later = written(cast, dark, "待改", f"{ORDINARY}\n{SECOND}\n{FIRST}")
    type(later.author).objects.filter(pk=later.author.pk).update(
        last_name=name[0], first_name=name[1:]
    )
    address = f"/review/similar/{check_of(later).found.get().public_id}/"
    assert found_in(later) == [earlier]
    both = reviewer.get(address).content.decode()
    assert name not in both
    assert signature not in both
    plan(dark, is_anonymous=False)
    assert signature in reviewer.get(address).content.decode(), "control: both are open"
    plan(task, is_anonymous=True)
    assert signature not in reviewer.get(address).content.decode(), "the earlier one is dark"


def test_who_reads_two_essays(cast: Cast, pair: tuple[Essay, Essay]) -> None:
    copy = pair[1]
    found = check_of(copy).found.get()
    address = f"/review/similar/{found.public_id}/"
    elsewhere = make_person("外地人", cast.other_unit, "reviewer")
    for person in (cast.organiser, cast.liaison, cast.editor, copy.author, elsewhere):
        answer = client_of(person).get(address)
        assert answer.status_code == 403
        assert FIRST[:20] not in answer.content.decode()
    assert client_of(cast.reviewer).get("/review/similar/000000000000/").status_code == 404


def test_the_author_sees_only_the_own_text_and_remarks(
    cast: Cast, reviewer: Client, pair: tuple[Essay, Essay]
) -> None:
    source, copy = pair
    client, address = client_of(copy.author), f"/me/essays/{copy.public_id}/similar/"
    assert address in client.get(f"/me/essays/{copy.public_id}/").content.decode()
    page = client.get(address).content.decode()
    assert FIRST[:-1] in page
    assert THIRD[:20] not in page  # stands in the other text alone
    assert client.post(address, {"remark": "  "}).status_code == 422
    too_long = client.post(address, {"remark": "长" * 2001})
    assert too_long.status_code == 422
    assert "长" * 2001 in too_long.content.decode()
    assert client.post(address, {"remark": "两篇都是听同一场讲解记下的。"}).status_code == 302
    assert "听同一场讲解" in reviewer.get(f"/review/{copy.public_id}/").content.decode()
    assert client_of(source.author).get(address).status_code == 403
    nothing = f"/me/essays/{source.public_id}/similar/"
    assert client_of(source.author).get(nothing).status_code == 404
    refused = actions.remark(by=source.author, essay=source, text="没有")
    assert refused.outcome is EssayOutcome.NOTHING_COMPARED


def test_an_organiser_learns_whose_they_are_by_reach(cast: Cast) -> None:
    near = make_task(make_offering(unit=cast.unit), **LONG)
    far = make_task(make_offering(unit=cast.other_unit), **LONG)
    elsewhere = written(cast, far, "远方的人", f"{THIRD}\n{SECOND[:20]}", cast.other_unit)
    mine = written(cast, near, "申屠丁", f"{THIRD}\n{ORDINARY}")
    assert found_in(mine) == [elsewhere]
    page = listed_for(cast.unit, "organiser")
    assert "申屠丁" in page
    assert "其他主办单位的文章" in page
    assert "远方的人" not in page
    assert THIRD[:20] not in page
    assert "远方的人" in listed_for(cast.district, "organiser")
    assert "申屠丁" not in listed_for(cast.other_unit, "organiser")
    assert "申屠丁" not in listed_for(cast.unit, "organiser", "reviewer")


def test_who_reviews_the_earlier_essay_does_not_learn_whose_it_is(cast: Cast) -> None:
    """One runs the upper unit and reviews for the lower: the earlier essay stays nameless."""
    near = make_task(make_offering(unit=cast.district), **LONG)
    below = make_task(make_offering(unit=cast.unit), **LONG)
    earlier = written(cast, below, "远方的人", f"{THIRD}\n{SECOND[:20]}")
    later = written(cast, near, "申屠丁", f"{THIRD}\n{ORDINARY}")
    assert found_in(later) == [earlier]
    ensure_groups()
    person = make_person("区里的人", cast.district, "organiser")
    Membership.objects.create(user=person, unit=cast.unit, role="reviewer")
    sync_groups(person)
    page = client_of(person).get("/admin/similar-essays/").content.decode()
    assert "申屠丁" in page
    assert "远方的人" not in page
    assert "远方的人" in listed_for(cast.district, "organiser")


def listed_for(unit: Any, *roles: str) -> str:
    """The list of similar essays as somebody with these roles in the unit sees it."""
    ensure_groups()
    person = make_person("区里的人", unit, roles[0])
    for role in roles[1:]:
        Membership.objects.create(user=person, unit=unit, role=role)
    sync_groups(person)
    answer = client_of(person).get("/admin/similar-essays/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_taken_back_stands_beside_nothing_until_it_is_handed_in_anew(
    cast: Cast, reviewer: Client, pair: tuple[Essay, Essay]
) -> None:
    source, copy = pair
    review, own = f"/review/{copy.public_id}/", f"/me/essays/{copy.public_id}/similar/"
    beside = f"/review/similar/{check_of(copy).found.get().public_id}/"
    actions.remark(by=copy.author, essay=copy, text=f"我与{source.author.name}同听一课。")
    author = client_of(copy.author)

    def seen() -> list[bool]:
        listed = follow_similarity.visible(cast.organiser).exists()
        codes = [reviewer.get(beside).status_code, author.get(own).status_code]
        page = reviewer.get(review).content.decode()
        assert source.author.name not in page
        hint = author.get(f"/me/essays/{copy.public_id}/").content.decode()
        return [*(code == 200 for code in codes), beside in page, own in hint, listed]

    assert seen() == [True] * 5
    assert actions.withdraw(by=source.author, essay=source).ok
    assert seen() == [False] * 5
    again = actions.remark(by=copy.author, essay=copy, text="再说一句。")
    assert again.outcome is EssayOutcome.NOTHING_COMPARED
    compare(copy.latest_revision())
    assert seen() == [False] * 5, "compared again it is kept, and shown no more than before"
    source.refresh_from_db()
    hand_in(source, f"{source.latest_revision().text}\n我后来才懂。")
    assert seen() == [True] * 5


def test_no_list_shows_what_somebody_took_back(cast: Cast, pair: tuple[Essay, Essay]) -> None:
    assert follow_similarity.visible(cast.organiser).exists()
    assert actions.withdraw(by=pair[1].author, essay=pair[1]).ok
    assert not follow_similarity.visible(cast.organiser).exists()


def test_a_remark_names_no_author_of_the_other_pairs(
    cast: Cast, reviewer: Client, pair: tuple[Essay, Essay]
) -> None:
    source = pair[0]
    third = written(cast, source.task, "申屠丙", f"{SECOND}\n{FIRST}")
    rows = check_of(third).found.order_by("pk")
    names = [row.other.essay.author.name for row in rows]
    assert len(names) == 2
    actions.remark(by=third.author, essay=third, text="、".join(names))
    for row in rows:
        page = reviewer.get(f"/review/similar/{row.public_id}/").content.decode()
        assert not [name for name in names if name in page]
