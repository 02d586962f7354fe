"""Comparing essays: what is found, what is subtracted, who sees it, and what becomes of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from essays import actions, comparing
from essays.comparing import ALL, ask_run
from essays.enums import Advice
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
from kernel.models import OutboxTask
from kernel.outbox import MAX_SILENT, drain_once
from kernel.rules import Forbidden
from people.groups import sync_groups
from tests.essays.compared import (
    FIRST,
    ORDINARY,
    QUOTATION,
    SECOND,
    THIRD,
    check_of,
    found_in,
    written,
)
from tests.essays.conftest import hand_in
from tests.factories import Cast


class Killed(BaseException):
    """What ends a worker without a word."""


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


def test_width_case_and_punctuation_hide_nothing(cast: Cast, long_task: EssayTask) -> None:
    written(cast, long_task, "申屠甲", "我们用ＡＢＣ１２３号仪器，" + FIRST + SECOND)
    copy = written(
        cast, long_task, "申屠乙", "我们用abc123号仪器" + (FIRST + SECOND).replace("，", " 、 ")
    )
    assert len(found_in(copy)) == 1
    assert check_of(copy).advice is Advice.MOST


def test_replaced_words_do_not_hide_a_passage() -> None:
    changed = SECOND.replace("河水", "江水").replace("整整", "足足").replace("对岸", "彼岸")
    one, other = plain(ORDINARY + changed), plain(FIRST + SECOND)
    (passage,) = common(one, other, bytearray(len(one.text)))
    assert passage.equal >= len(SECOND) - 12
    assert common(one, plain(THIRD), bytearray(len(one.text))) == []


def test_official_quotations_are_not_counted(cast: Cast, long_task: EssayTask) -> None:
    quoting = f"{QUOTATION}\n{QUOTATION}"
    written(cast, long_task, "申屠甲", f"{FIRST}\n{quoting}")
    before = written(cast, long_task, "申屠乙", f"{ORDINARY}\n{quoting}")
    assert found_in(before)
    actions.keep_official(by=None, values=official_values())
    after = written(cast, long_task, "申屠丙", f"{THIRD}\n{quoting}")
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


def test_who_wrote_it_first_did_so_also_after_a_return(
    cast: Cast, pair: tuple[Essay, Essay]
) -> None:
    source, copy = pair
    for essay in pair:
        actions.send_back(by=cast.admin, essay=essay, revision=1, comment="请写得更具体。")
        hand_in(essay, f"{essay.latest_revision().text}\n我后来才懂。")
        compare(essay.latest_revision())
    assert found_in(source) == []
    assert found_in(copy) == [source]


def test_what_is_taken_over_in_a_later_revision_is_found(cast: Cast, long_task: EssayTask) -> None:
    essay = written(cast, long_task, "申屠甲", FIRST)
    other = written(cast, long_task, "申屠乙", f"{FIRST}\n{ORDINARY}\n{THIRD}")
    actions.send_back(by=cast.admin, essay=essay, revision=1, comment="请写得更具体。")
    hand_in(essay, other.latest_revision().text)
    compare(essay.latest_revision())
    (one,) = check_of(essay).found.all()
    text = essay.latest_revision().text
    assert [text[p[0] : p[1]] for p in one.passages] == [f"{ORDINARY}\n{THIRD[:-1]}"]


def test_comparing_again_keeps_what_was_like_a_revision_replaced_since(
    cast: Cast, pair: tuple[Essay, Essay]
) -> None:
    source, copy = pair
    actions.send_back(by=cast.admin, essay=source, revision=1, comment="请写得更具体。")
    hand_in(source, f"{source.latest_revision().text}\n我后来才懂。")
    compare(source.latest_revision())
    compare(copy.latest_revision())
    assert found_in(copy) == [source]


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


def test_a_run_that_was_given_up_says_so_and_another_is_started(
    cast: Cast, pair: tuple[Essay, Essay], client: Client
) -> None:
    client.force_login(cast.admin)
    sync_groups(cast.admin)
    actions.compare_all(by=cast.admin)
    listing = reverse("essay-comparisons:index")
    assert "已中断" not in client.get(listing).content.decode()
    OutboxTask.objects.filter(kind=ALL).update(silent=MAX_SILENT)
    drain_once()
    assert "已中断，请重新全部查重" in client.get(listing).content.decode()
    assert actions.compare_all(by=cast.admin).outcome is OfficialOutcome.RUN_STARTED
    assert actions.compare_all(by=cast.admin).outcome is OfficialOutcome.RUN_GOES_ON
    while drain_once():
        pass
    first, second = SimilarityRun.objects.order_by("pk")
    assert (first.done, first.finished_at) == (0, None)
    assert (second.done, bool(second.finished_at)) == (2, True)


def test_a_worker_killed_between_two_steps_of_a_run_leaves_none_undone(
    cast: Cast, pair: tuple[Essay, Essay], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.compare_all(by=cast.admin)

    def kill(run: SimilarityRun) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(comparing, "ask_run", kill)
        with pytest.raises(Killed):
            drain_once()
    OutboxTask.objects.filter(done_at=None).update(due_at=timezone.now())
    while drain_once():
        pass
    assert SimilarityRun.objects.get().finished_at


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
