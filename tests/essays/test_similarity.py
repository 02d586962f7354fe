"""Comparing essays: what is found, what is subtracted, who sees it, and what becomes of it."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from essays import actions
from essays.comparing import ask_run
from essays.enums import Advice, EssayOutcome
from essays.marking import Stretch, marked
from essays.models import (
    Essay,
    EssayTask,
    Fingerprint,
    OfficialText,
    SimilarEssay,
    SimilarityCheck,
    SimilarityRun,
)
from essays.outcomes import OfficialOutcome
from essays.passages import common
from essays.personal import PROVIDER
from essays.shingles import plain
from essays.similarity import compare, index_official
from kernel.outbox import drain_once
from kernel.rules import Forbidden
from people.groups import ensure_groups, sync_groups
from people.models import Membership
from tests.essays.conftest import hand_in
from tests.factories import Cast, make_offering, make_person, make_registration, make_task

FIRST = "清晨的雾还没有散，我们沿着石阶走到旧址门前，讲解员指着墙上那道浅浅的刻痕说起当年的事。"
SECOND = "她说那一年河水涨得很高，渡口只剩一条船，船工来回撑了整整一夜，把三十多个人送到了对岸。"
THIRD = "回到单位以后我把这段话抄在笔记本的第一页，每次觉得事情难办的时候就翻出来看一看再动手。"
QUOTATION = "江山就是人民，人民就是江山，打江山、守江山，守的是人民的心，这句话写在展厅的尽头。"
ORDINARY = "今天的课讲的是桥梁检测的方法，老师带着仪器来，让每个人都上手试了一遍才肯下课休息。"
LONG = {"min_characters": 20, "max_characters": 3000}


@pytest.fixture
def task(cast: Cast) -> EssayTask:
    """Of an offering led by the district, long enough for copies."""
    return make_task(make_offering(unit=cast.district), **LONG)


def written(cast: Cast, task: EssayTask, name: str, text: str) -> Essay:
    """An essay handed in by somebody of the unit, and compared."""
    author = make_person(name, cast.unit)
    make_registration(task.offering, author)
    essay = actions.start(by=author, task=task).record
    assert hand_in(essay, text).ok
    while drain_once():
        pass
    essay.refresh_from_db()
    return essay


def check_of(essay: Essay) -> SimilarityCheck:
    return SimilarityCheck.objects.get(revision=essay.latest_revision())


def found_in(essay: Essay) -> list[Essay]:
    return [one.other.essay for one in check_of(essay).found.select_related("other__essay")]


@pytest.fixture
def pair(cast: Cast, task: EssayTask) -> tuple[Essay, Essay]:
    """An essay, and a later one that has two of its sentences in the other order."""
    source = written(cast, task, "申屠甲", f"{FIRST}\n{SECOND}\n{THIRD}")
    return source, written(cast, task, "申屠乙", f"{ORDINARY}\n{SECOND}\n{FIRST}")


def client_of(person: Any) -> Client:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def reviewer(cast: Cast) -> Client:
    return client_of(cast.reviewer)


def test_sentences_in_another_order_are_found_and_placed(pair: tuple[Essay, Essay]) -> None:
    source, copy = pair
    assert found_in(copy) == [source]
    assert found_in(source) == []  # the earlier one has nothing to answer for
    one = check_of(copy).found.get()
    text, other = copy.latest_revision().text, one.other.text
    for start, end, other_start, other_end in one.passages:
        assert text[start:end] == other[other_start:other_end]
    assert sorted(text[p[0] : p[1]] for p in one.passages) == sorted((FIRST[:-1], SECOND[:-1]))
    assert check_of(copy).advice is Advice.MUCH


def test_width_case_and_punctuation_hide_nothing(cast: Cast, task: EssayTask) -> None:
    written(cast, task, "申屠甲", "我们用ＡＢＣ１２３号仪器，" + FIRST + SECOND)
    copy = written(
        cast, task, "申屠乙", "我们用abc123号仪器" + (FIRST + SECOND).replace("，", " 、 ")
    )
    assert len(found_in(copy)) == 1
    assert check_of(copy).advice is Advice.MOST


def test_replaced_words_do_not_hide_a_passage() -> None:
    changed = SECOND.replace("河水", "江水").replace("整整", "足足").replace("对岸", "彼岸")
    one, other = plain(ORDINARY + changed), plain(FIRST + SECOND)
    (passage,) = common(one, other, bytearray(len(one.text)))
    assert passage.equal >= len(SECOND) - 12
    assert common(one, plain(THIRD), bytearray(len(one.text))) == []


def test_official_quotations_are_not_counted(cast: Cast, task: EssayTask) -> None:
    quoting = f"{QUOTATION}\n{QUOTATION}"
    written(cast, task, "申屠甲", f"{FIRST}\n{quoting}")
    before = written(cast, task, "申屠乙", f"{ORDINARY}\n{quoting}")
    assert found_in(before)
    actions.keep_official(by=None, values=official_values())
    after = written(cast, task, "申屠丙", f"{THIRD}\n{quoting}")
    assert found_in(after) == []
    assert check_of(after).quoted
    OfficialText.objects.update(is_used=False)
    assert compare(after.latest_revision()).found.exists()


def official_values(**changed: Any) -> dict[str, Any]:
    values = {"title": "展厅前言", "source": "纪念馆", "text": QUOTATION, "is_used": True}
    return values | changed


def test_comparing_again_changes_nothing_and_keeps_the_remark(pair: tuple[Essay, Essay]) -> None:
    copy = pair[1]
    actions.remark(by=copy.author, essay=copy, text="两篇都引自同一块展板。")
    before = check_of(copy).found.get().public_id, Fingerprint.objects.count()
    compare(copy.latest_revision())
    assert (check_of(copy).found.get().public_id, Fingerprint.objects.count()) == before
    assert check_of(copy).remark == "两篇都引自同一块展板。"


def test_a_new_revision_takes_the_place_of_the_old_one(
    cast: Cast, pair: tuple[Essay, Essay]
) -> None:
    source, copy = pair
    actions.send_back(by=cast.admin, essay=copy, revision=1, comment="请用自己的话写。")
    hand_in(copy, f"{ORDINARY}\n{THIRD[:20]}我后来才懂。")
    drain_once()
    assert found_in(copy) == []
    assert not Fingerprint.objects.filter(revision__essay=copy, revision__number=1).exists()
    third = written(cast, source.task, "申屠丙", f"{SECOND}\n{FIRST}")
    assert found_in(third) == [source]


def test_all_are_compared_again_once_at_a_time(cast: Cast, pair: tuple[Essay, Essay]) -> None:
    SimilarityCheck.objects.all().delete()
    Fingerprint.objects.all().delete()
    assert actions.compare_all(by=cast.admin).outcome is OfficialOutcome.RUN_STARTED
    assert actions.compare_all(by=cast.admin).outcome is OfficialOutcome.RUN_GOES_ON
    run = SimilarityRun.objects.get()
    ask_run(run)  # promised twice, done once
    while drain_once():
        run.refresh_from_db()
    assert (run.done, run.total) == (2, 2)
    assert run.finished_at
    assert found_in(pair[1]) == [pair[0]]
    assert actions.compare_all(by=cast.admin).ok
    with pytest.raises(Forbidden):
        actions.compare_all(by=cast.organiser)


def test_a_long_official_text_is_kept_whole_and_anew(db: None) -> None:
    official = OfficialText.objects.create(**official_values())
    index_official(official)
    number = official.shingles.count()
    assert number == len(plain(QUOTATION).text) - 4
    result = actions.change_official(by=None, official=official, values=official_values(text=FIRST))
    assert result.outcome is OfficialOutcome.KEPT
    drain_once()
    assert set(official.shingles.values_list("hash", flat=True)) == set(plain(FIRST).hashes)
    same = actions.change_official(by=None, official=official, values=official_values(text=FIRST))
    assert same.outcome is OfficialOutcome.UNCHANGED


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


def test_an_organiser_learns_whose_they_are_by_reach(
    cast: Cast, task: EssayTask, pair: tuple[Essay, Essay]
) -> None:
    far = make_task(make_offering(unit=cast.other_unit), **LONG)
    elsewhere = written(cast, far, "远方的人", f"{THIRD}\n{SECOND[:20]}")
    mine = written(cast, task, "申屠丁", f"{THIRD}\n{ORDINARY}")
    assert elsewhere in found_in(mine)
    page = listed_for(cast.district, "organiser")
    assert "申屠丁" in page
    assert "申屠乙" in page
    assert "远方的人" not in page
    assert FIRST[:20] not in page
    assert "申屠丁" not in listed_for(cast.other_unit, "organiser")
    assert "申屠丁" not in listed_for(cast.district, "organiser", "reviewer")


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


def test_fingerprints_go_with_the_words(pair: tuple[Essay, Essay]) -> None:
    source, copy = pair
    sections = PROVIDER.export(copy.author)
    assert sections["essay_comparisons"][0]["advice_label"]
    PROVIDER.erase(source.author)
    assert not Fingerprint.objects.filter(revision__essay=source).exists()
    assert not SimilarEssay.objects.exists()
    assert check_of(copy).advice is Advice.NOTHING
    PROVIDER.erase(copy.author)
    assert not SimilarityCheck.objects.filter(revision__essay=copy).exists()
    assert not Fingerprint.objects.exists()


def test_candidates_come_in_one_statement(
    pair: tuple[Essay, Essay], django_assert_num_queries: Any
) -> None:
    hashes = set(plain(FIRST + SECOND).hashes)
    newest = pair[1].latest_revision().pk + 1
    with django_assert_num_queries(1):
        keys = Fingerprint.objects.sharing(hashes, before=newest, least=2, most=5)
    assert len(keys) == 2


def test_marks_stay_within_paragraphs_and_never_overlap() -> None:
    text = "甲乙丙丁。\n\n  戊己庚辛。"
    paragraphs = marked(text, [Stretch(1, 10, 1), Stretch(3, 11, 2), Stretch(9, 10, 3)])
    assert ["".join(piece.text for piece in pieces) for pieces in paragraphs] == [
        "甲乙丙丁。",
        "戊己庚辛。",
    ]
    kinds = [(piece.text, piece.number, piece.first) for pieces in paragraphs for piece in pieces]
    assert kinds == [
        ("甲", 0, False),
        ("乙丙丁。", 1, True),
        ("戊", 1, False),
        ("己", 2, True),
        ("庚辛。", 0, False),
    ]
