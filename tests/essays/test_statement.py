"""The words for which an author vouches are kept with what was handed in, and shown."""

from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation
from openpyxl import load_workbook

from essays import actions
from essays.enums import EssayOutcome
from essays.models import Essay, EssayRevision, EssayTask
from essays.personal import erase
from people.groups import sync_groups
from tests.essays.conftest import TEXT, hand_in
from tests.essays.test_assigning import client_of
from tests.factories import Cast

OWN, OTHER = "本人保证此文为原创，未在他处发表。", "本人保证此文为原创，同意公开发表。"


def ask(task: EssayTask, words: str) -> None:
    EssayTask.objects.filter(pk=task.pk).update(originality=words)


def test_the_usual_words_are_kept_in_the_language_of_the_author(cast: Cast, essay: Essay) -> None:
    with translation.override("en"):
        hand_in(essay)
    assert EssayRevision.objects.get().statement.startswith("I wrote this text myself")
    actions.send_back(by=cast.reviewer, essay=essay, revision=1, comment="请补充。")
    with translation.override("zh-hans"):
        hand_in(essay, f"{TEXT}又及。")
    assert "国家秘密" in essay.latest_revision().statement


def test_later_words_do_not_change_what_was_confirmed(
    cast: Cast, staff: Any, task: EssayTask, essay: Essay
) -> None:
    ask(task, OWN)
    hand_in(Essay.objects.get(pk=essay.pk))
    ask(task, OTHER)
    assert EssayRevision.objects.get().statement == OWN
    author, organiser = client_of(cast.participant), client_of(cast.organiser)
    sync_groups(cast.organiser)
    assert OWN in author.get(essay.get_absolute_url()).content.decode()
    page = organiser.get(f"/admin/essay-tasks/inspect/{task.pk}/").content.decode()
    assert OWN in page
    assert OTHER not in page
    assert OWN not in organiser.get("/admin/essays/").content.decode()
    answer = organiser.get("/admin/essays/?export=xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert [row[-1] for row in book.active.values][1:] == [OWN]


def test_who_saw_other_words_is_asked_again_and_loses_nothing(
    cast: Cast, task: EssayTask, essay: Essay
) -> None:
    ask(task, OWN)
    client, path = client_of(cast.participant), essay.get_absolute_url()
    form = client.get(path).context["form"]
    ask(task, OTHER)
    given = {"title": "题目", "text": TEXT, "do": "submit", "original": "on"}
    told = client.post(path, given | {"version": 0, "statement": form.mark}, follow=True)
    assert not EssayRevision.objects.exists()
    assert str(EssayOutcome.STATEMENT_CHANGED.sentence) in told.content.decode()
    assert OTHER in told.content.decode()
    kept = Essay.objects.get(pk=essay.pk).draft
    assert kept.text == TEXT
    mark = told.context["form"].mark
    client.post(path, given | {"version": kept.version, "statement": mark})
    assert EssayRevision.objects.get().statement == OTHER


def test_nobody_changes_it_and_an_erased_person_is_not_in_it(cast: Cast, submitted: Essay) -> None:
    rows = EssayRevision.objects.filter(essay=submitted)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(title="", text="", statement="别的话")
    words = rows.get().statement
    erase(cast.participant)
    assert (rows.get().text, rows.get().statement) == ("", words)
