"""Activation: a code on paper or by text message opens an account to its owner, once."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from kernel.models import AuditRow, OutboxTask
from kernel.outbox import drain_once
from people import sms
from people.actions import (
    activate,
    add_member,
    hand_over_liaison,
    issue_codes,
    merge_people,
    text_codes,
    try_code,
)
from people.codes import CODE_LETTERS, code_digest, new_code, plain_code
from people.enums import Role
from people.models import ActivationCode, Membership, User
from people.outcomes import PeopleOutcome
from people.rules import activate_people
from tests.factories import Cast, make_person
from tests.people.rows import bring

pytestmark = pytest.mark.django_db
SENT: list[tuple[str, str]] = []


def keep(number: str, text: str) -> None:
    """A sender for the tests."""
    SENT.append((number, text))


def refuse(number: str, text: str) -> None:
    """A sender whose gateway knows no such number."""
    raise sms.SmsRefused("no such number")


def silent(number: str, text: str) -> None:
    """A sender whose gateway does not answer."""
    raise sms.SmsFailed("TimeoutError")


def code_for(cast: Cast, person: User) -> str:
    return issue_codes(by=cast.liaison, people=[person]).details["codes"][person.pk]


def test_a_code_is_read_however_it_is_typed() -> None:
    assert plain_code(" 7kqm－2xwa–9fht ") == "7KQM2XWA9FHT"
    assert plain_code("７ＫＱＭ 2XWA 9FHT") == "7KQM2XWA9FHT"


def test_a_code_has_no_letters_that_look_alike() -> None:
    assert not set("0O1IL5SUV") & set(CODE_LETTERS)
    code = new_code()
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert set(code) <= set(CODE_LETTERS) | {"-"}


def test_codes_are_issued_to_who_waits_and_kept_as_hashes(cast: Cast) -> None:
    used = make_person("用过", cast.unit, last_login=timezone.now())
    has_password = make_person("有密", cast.unit)
    User.objects.filter(pk=has_password.pk).update(password=make_password("x"))
    left = make_person("离职", cast.unit, is_active=False)
    result = issue_codes(by=cast.liaison, people=[cast.participant, used, has_password, left])
    assert result.outcome is PeopleOutcome.CODES_ISSUED
    assert set(result.details["codes"]) == {cast.participant.pk}
    code = result.details["codes"][cast.participant.pk]
    row = ActivationCode.objects.get()
    assert (row.person, row.issued_by) == (cast.participant, cast.liaison)
    assert row.code_hash == code_digest(code)
    assert row.expires_at - row.issued_at == timedelta(days=30)
    audit = AuditRow.objects.get(action="people.issue_codes")
    assert audit.changes == {"count": 1}
    assert code not in str(result.message)


def test_nobody_waits_is_a_refusal_in_words(cast: Cast) -> None:
    User.objects.update(last_login=timezone.now())
    result = issue_codes(by=cast.liaison, people=[cast.participant])
    assert result.outcome is PeopleOutcome.NOBODY_WAITS
    assert not ActivationCode.objects.exists()


def test_a_new_code_ends_the_former_one(cast: Cast) -> None:
    person = cast.participant
    first, second = code_for(cast, person), code_for(cast, person)
    assert try_code(by=None, name=person.name, code=first).outcome is PeopleOutcome.CODE_UNKNOWN
    assert try_code(by=None, name=person.name, code=second).outcome is PeopleOutcome.CODE_FITS


def test_a_code_sets_a_password_once(cast: Cast) -> None:
    person = cast.participant
    row = try_code(by=None, name="林 𠮷安", code=code_for(cast, person).lower()).record
    assert activate(by=person, code=row, password="gu-su-men-4711").ok
    person.refresh_from_db()
    assert person.check_password("gu-su-men-4711")
    again = activate(by=person, code=row, password="other-4711-xx")
    assert again.outcome is PeopleOutcome.CODE_RUN_OUT
    person.refresh_from_db()
    assert person.check_password("gu-su-men-4711")


def test_a_letter_opens_no_account_that_its_owner_uses_already(cast: Cast) -> None:
    person = cast.participant
    code = code_for(cast, person)
    row = try_code(by=None, name=person.name, code=code).record
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    assert try_code(by=None, name=person.name, code=code).outcome is PeopleOutcome.CODE_UNKNOWN
    late = activate(by=person, code=row, password="gu-su-men-4711")
    assert late.outcome is PeopleOutcome.CODE_RUN_OUT
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_an_office_ends_the_letter_that_was_handed_out_before(cast: Cast) -> None:
    code_for(cast, cast.participant)
    add_member(by=None, person=cast.participant, unit=cast.other_unit)
    assert ActivationCode.objects.unended().count() == 1, "a membership gives nothing away"
    add_member(by=None, person=cast.participant, unit=cast.unit, role=Role.ORGANISER)
    assert not ActivationCode.objects.unended().exists()
    code_for(cast, cast.colleague)
    office = Membership.objects.get(user=cast.liaison)
    hand_over_liaison(by=cast.liaison, membership=office, to=cast.colleague)
    assert not ActivationCode.objects.unended().exists()


def test_an_office_by_import_or_merger_ends_the_letter_as_well(cast: Cast) -> None:
    code_for(cast, cast.participant)
    row = {"name": cast.participant.name, "unit": cast.unit.name}
    bring(cast.organiser, row | {"post": "馆员"})
    assert ActivationCode.objects.unended().count() == 1, "a post gives nothing away"
    bring(cast.organiser, row | {"role": Role.REVIEWER})
    assert not ActivationCode.objects.unended().exists()
    code_for(cast, cast.colleague)
    merge_people(by=None, keep=cast.colleague, drop=make_person("柳叶", cast.unit))
    assert ActivationCode.objects.unended().count() == 1, "nor does being a member"
    office = make_person("柳叶", cast.unit, Role.REVIEWER)
    merge_people(by=None, keep=cast.colleague, drop=office)
    assert not ActivationCode.objects.unended().exists()


def test_nothing_tells_a_wrong_name_from_a_wrong_code(cast: Cast) -> None:
    code = code_for(cast, cast.participant)
    answers = {
        try_code(by=None, name=name, code=text).message
        for name, text in [
            (cast.participant.name, new_code()),
            ("无此人", code),
            ("无此人", new_code()),
            (cast.colleague.name, code),
        ]
    }
    assert len(answers) == 1


def test_several_wrong_names_end_a_code(cast: Cast) -> None:
    code = code_for(cast, cast.participant)
    for _ in range(4):
        try_code(by=None, name="猜错", code=code)
    name = cast.participant.name
    assert try_code(by=None, name=name, code=code).outcome is PeopleOutcome.CODE_FITS
    try_code(by=None, name="猜错", code=code)
    assert try_code(by=None, name=name, code=code).outcome is PeopleOutcome.CODE_UNKNOWN


def test_a_code_runs_out_and_says_so_to_its_owner_alone(cast: Cast) -> None:
    code = code_for(cast, cast.participant)
    ActivationCode.objects.update(expires_at=timezone.now())
    right = try_code(by=None, name=cast.participant.name, code=code)
    assert right.outcome is PeopleOutcome.CODE_RUN_OUT
    assert try_code(by=None, name="别人", code=code).outcome is PeopleOutcome.CODE_UNKNOWN


def test_a_liaison_opens_no_account_with_a_higher_office(cast: Cast) -> None:
    make_person("甲审", cast.unit, Role.AUDITOR)
    both = make_person("乙兼", cast.unit)
    Membership.objects.create(user=both, unit=cast.city, role=Role.ORGANISER)
    plain = {cast.participant, cast.colleague}
    assert set(activate_people.visible(cast.liaison)) == plain
    waits = set(activate_people.visible(cast.district_organiser))
    assert waits >= plain | {cast.liaison}
    assert both not in waits
    assert both in set(activate_people.visible(cast.organiser))
    assert set(activate_people.visible(cast.participant)) == set()


def test_a_code_goes_by_text_message_and_stands_in_no_row(cast: Cast, settings) -> None:
    SENT.clear()
    settings.SMS_SENDER = f"{__name__}.keep"
    User.objects.filter(pk=cast.participant.pk).update(phone="+8613800138000")
    result = text_codes(by=cast.liaison, people=[cast.participant, cast.colleague])
    assert result.outcome is PeopleOutcome.CODES_ON_THEIR_WAY
    assert result.details["count"] == 1
    assert drain_once() in (0, 1)
    [(number, text)] = SENT
    assert number == "+8613800138000"
    code = next(word for word in text.replace("，", " ").split() if word.count("-") == 2)
    name = cast.participant.name
    assert try_code(by=None, name=name, code=code).outcome is PeopleOutcome.CODE_FITS
    assert code not in str(OutboxTask.objects.values_list("payload", "error"))
    assert ActivationCode.objects.get().issued_by == cast.liaison


@pytest.mark.parametrize(("sender", "is_final"), [(refuse, True), (silent, False)])
def test_a_number_that_the_gateway_refuses_is_not_tried_again(
    cast: Cast, settings, sender, is_final: bool
) -> None:
    settings.SMS_SENDER = f"{__name__}.{sender.__name__}"
    User.objects.filter(pk=cast.participant.pk).update(phone="+8613800138000")
    text_codes(by=cast.liaison, people=[cast.participant])
    drain_once()
    task = OutboxTask.objects.get(kind="people.text_code")
    assert (task.given_up_at is not None) is is_final
    assert task.error


def test_without_a_number_or_a_sender_the_letters_are_named(cast: Cast, settings) -> None:
    no_number = text_codes(by=cast.liaison, people=[cast.participant])
    assert no_number.outcome is PeopleOutcome.NO_NUMBERS
    settings.SMS_CONSOLE_SHOWS_TEXT = False
    assert sms.is_available() is False
    no_sms = text_codes(by=cast.liaison, people=[cast.participant])
    assert no_sms.outcome is PeopleOutcome.NO_SMS
