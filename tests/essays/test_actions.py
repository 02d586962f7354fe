"""Starting, saving, submitting, accepting, sending back: every outcome by name."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance
from essays import actions
from essays.enums import EssayOutcome, EssayState
from essays.models import Essay, EssayRevision, EssayTask
from events.enums import OfferingState
from kernel.models import AuditRow
from kernel.rules import Forbidden
from notices.models import Notice
from registration.enums import RegistrationState
from tests.essays.conftest import TEXT, hand_in
from tests.factories import (
    Cast,
    make_cast,
    make_offering,
    make_person,
    make_registration,
    make_task,
)


def change_task(task: EssayTask, **fields: object) -> None:
    EssayTask.objects.filter(pk=task.pk).update(**fields)


def test_a_confirmed_participant_starts_once(cast: Cast, task: EssayTask) -> None:
    make_registration(task.offering, cast.participant)
    first = actions.start(by=cast.participant, task=task)
    second = actions.start(by=cast.participant, task=task)
    assert (first.outcome, second.outcome) == (
        EssayOutcome.STARTED,
        EssayOutcome.ALREADY_STARTED,
    )
    assert first.record == second.record == Essay.objects.get()
    assert first.record.registration.person == cast.participant


@pytest.mark.parametrize("state", [RegistrationState.WAITLISTED, RegistrationState.WITHDRAWN])
def test_who_has_no_place_does_not_start(cast: Cast, task: EssayTask, state: str) -> None:
    make_registration(task.offering, cast.participant, state)
    assert actions.start(by=cast.participant, task=task).outcome is EssayOutcome.NOT_CONFIRMED
    assert actions.start(by=cast.stranger, task=task).outcome is EssayOutcome.NOT_CONFIRMED
    assert not Essay.objects.exists()


def test_who_attended_starts_though_not_confirmed(cast: Cast, task: EssayTask) -> None:
    registration = make_registration(task.offering, cast.participant, RegistrationState.WAITLISTED)
    Attendance.objects.create(
        session=task.offering.sessions.get(),
        registration=registration,
        status=AttendanceStatus.PRESENT,
        method=Method.SEARCH,
    )
    assert actions.start(by=cast.participant, task=task).outcome is EssayOutcome.STARTED


def test_nothing_is_asked_after_a_cancellation(cast: Cast, task: EssayTask) -> None:
    make_registration(task.offering, cast.participant)
    task.offering.state = OfferingState.CANCELLED
    assert actions.start(by=cast.participant, task=task).outcome is EssayOutcome.NOT_ASKED


def test_saving_counts_versions_and_leaves_no_audit_rows(essay: Essay) -> None:
    before = AuditRow.objects.count()
    first = actions.save_draft(by=essay.author, essay=essay, title="", text="一", version=0)
    second = actions.save_draft(by=essay.author, essay=essay, title="", text="一二", version=1)
    again = actions.save_draft(by=essay.author, essay=essay, title="", text="一二", version=1)
    assert [r.outcome for r in (first, second, again)] == [
        EssayOutcome.SAVED,
        EssayOutcome.SAVED,
        EssayOutcome.UNCHANGED,
    ]
    assert [r.details["version"] for r in (first, second, again)] == [1, 2, 2]
    assert AuditRow.objects.count() == before


def test_rare_signs_survive_byte_for_byte(essay: Essay) -> None:
    text = "  林𠮷安、何䶮、𰻝😀👨‍👩‍👧\u3000葛\U000e0100\n\n\n ２０２６\u00a0½ "
    actions.save_draft(by=essay.author, essay=essay, title="𠀀 ", text=text, version=0)
    draft = Essay.objects.get().draft
    assert (draft.title, draft.text) == ("𠀀 ", text)


def test_a_newer_draft_is_never_overwritten_silently(essay: Essay) -> None:
    actions.save_draft(by=essay.author, essay=essay, title="手机", text="手机上写的", version=0)
    late = actions.save_draft(
        by=essay.author, essay=essay, title="电脑", text="电脑上写的", version=0
    )
    assert late.outcome is EssayOutcome.NEWER_DRAFT_EXISTS
    assert (late.details["title"], late.details["text"]) == ("手机", "手机上写的")
    chosen = actions.save_draft(
        by=essay.author,
        essay=essay,
        title="电脑",
        text="电脑上写的",
        version=late.details["version"],
    )
    assert chosen.outcome is EssayOutcome.SAVED
    assert Essay.objects.get().draft.text == "电脑上写的"


def test_submitting_makes_a_revision_and_tells_the_author(essay: Essay) -> None:
    result = hand_in(essay)
    revision = EssayRevision.objects.get()
    assert result.outcome is EssayOutcome.SUBMITTED
    assert (revision.number, revision.characters, revision.text) == (1, 30, TEXT)
    essay.refresh_from_db()
    assert (essay.state, essay.submitted_at) == (EssayState.SUBMITTED, revision.submitted_at)
    notice = Notice.objects.get()
    assert (notice.kind, notice.path) == ("essay_received", f"/me/essays/{essay.public_id}/")
    assert AuditRow.objects.get(action="essays.submit").changes == {
        "revision": 1,
        "characters": 30,
    }


def test_pressing_twice_submits_once(submitted: Essay) -> None:
    assert hand_in(submitted).outcome is EssayOutcome.ALREADY_SUBMITTED
    assert hand_in(submitted, text="另一篇").outcome is EssayOutcome.NOT_WRITABLE
    saved = actions.save_draft(
        by=submitted.author, essay=submitted, title="", text="另一篇", version=1
    )
    assert saved.outcome is EssayOutcome.NOT_WRITABLE
    assert EssayRevision.objects.count() == Notice.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"text": "太短"}, EssayOutcome.TOO_SHORT),
        ({"text": "长" * 201}, EssayOutcome.TOO_LONG),
        ({"title": "  "}, EssayOutcome.TITLE_MISSING),
        ({"original": False}, EssayOutcome.ORIGINALITY_MISSING),
    ],
)
def test_a_refused_submission_keeps_the_text(essay: Essay, given: dict, outcome: object) -> None:
    result = hand_in(essay, **given)
    draft = Essay.objects.get().draft
    assert result.outcome is outcome
    assert draft.text == given.get("text", TEXT)
    assert (draft.version, result.details["version"]) == (1, 1)
    assert str(result.message)
    assert not EssayRevision.objects.exists()


def test_after_the_deadline_the_text_is_kept_and_refused(essay: Essay) -> None:
    change_task(essay.task, due_at=timezone.now() - timedelta(minutes=1))
    assert hand_in(essay).outcome is EssayOutcome.PAST_DUE
    assert Essay.objects.get().draft.text == TEXT


def test_who_withdrew_cannot_submit(essay: Essay) -> None:
    essay.registration.state, essay.registration.pool = RegistrationState.WITHDRAWN, None
    essay.registration.save()
    assert hand_in(essay).outcome is EssayOutcome.NOT_CONFIRMED


def test_submitting_over_a_newer_draft_asks_first(essay: Essay) -> None:
    actions.save_draft(by=essay.author, essay=essay, title="", text="手机上写的", version=0)
    assert hand_in(essay, version=0).outcome is EssayOutcome.NEWER_DRAFT_EXISTS
    assert Essay.objects.get().draft.text == "手机上写的"


def test_nobody_writes_for_another(cast: Cast, essay: Essay) -> None:
    with pytest.raises(Essay.DoesNotExist):
        actions.save_draft(by=cast.colleague, essay=essay, title="", text="", version=0)


def test_accepting_tells_the_author_without_naming_the_reviewer(
    cast: Cast, submitted: Essay
) -> None:
    result = actions.accept(by=cast.reviewer, essay=submitted, revision=1, comment="写得实在。")
    submitted.refresh_from_db()
    assert result.outcome is EssayOutcome.ACCEPTED
    assert submitted.state == EssayState.ACCEPTED
    notice = Notice.objects.get(kind="essay_accepted")
    assert "写得实在。" in notice.body
    assert cast.reviewer.name not in notice.subject + notice.body


def test_a_return_needs_a_comment(cast: Cast, submitted: Essay) -> None:
    result = actions.send_back(by=cast.reviewer, essay=submitted, revision=1, comment=" \n")
    submitted.refresh_from_db()
    assert result.outcome is EssayOutcome.COMMENT_MISSING
    assert submitted.state == EssayState.SUBMITTED


def test_a_returned_essay_comes_back_as_the_next_revision_even_after_the_deadline(
    cast: Cast, submitted: Essay
) -> None:
    returned = actions.send_back(
        by=cast.reviewer, essay=submitted, revision=1, comment="请补充具体做法。"
    )
    assert returned.outcome is EssayOutcome.RETURNED
    assert "请补充具体做法。" in Notice.objects.get(kind="essay_returned").body
    change_task(submitted.task, due_at=timezone.now() - timedelta(days=1))
    assert hand_in(submitted, text=TEXT + "从下个月起换人复核。").outcome is EssayOutcome.SUBMITTED
    assert list(submitted.revisions.values_list("number", flat=True)) == [1, 2]
    stale = actions.accept(by=cast.reviewer, essay=submitted, revision=1)
    assert stale.outcome is EssayOutcome.NEWER_REVISION
    assert actions.accept(by=cast.reviewer, essay=submitted, revision=2).ok


def test_a_decided_essay_is_not_decided_again(cast: Cast, submitted: Essay) -> None:
    actions.accept(by=cast.reviewer, essay=submitted, revision=1)
    late = actions.send_back(by=cast.admin, essay=submitted, revision=1, comment="再改改")
    assert late.outcome is EssayOutcome.DECIDED_ALREADY
    assert str(late.message)


def test_who_may_decide(cast: Cast, submitted: Essay) -> None:
    elsewhere = make_person("外地人", cast.other_unit, "reviewer")
    for person in (cast.participant, cast.organiser, cast.liaison, cast.stranger, elsewhere):
        with pytest.raises(Forbidden):
            actions.accept(by=person, essay=submitted, revision=1)


def test_nobody_decides_about_their_own(cast: Cast, task: EssayTask) -> None:
    make_registration(task.offering, cast.reviewer)
    own = actions.start(by=cast.reviewer, task=task).record
    hand_in(own)
    with pytest.raises(Forbidden):
        actions.accept(by=cast.reviewer, essay=own, revision=1)


def test_the_database_keeps_revisions_as_handed_in(submitted: Essay) -> None:
    refuse_changes()


@pytest.mark.django_db(databases=["default", "sqlite"])
def test_sqlite_keeps_them_too(on_sqlite: object) -> None:
    cast = make_cast()
    task = make_task(make_offering(unit=cast.district))
    make_registration(task.offering, cast.participant)
    assert hand_in(actions.start(by=cast.participant, task=task).record).ok
    refuse_changes()


def refuse_changes() -> None:
    rows = EssayRevision.objects.all()
    for change in ({"text": "改过"}, {"characters": 9, "title": "", "text": ""}, {"number": 7}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    assert rows.update(title="", text="") == 1
