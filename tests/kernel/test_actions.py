"""Actions: keywords only, atomic, audited."""

import pytest
from django.utils.translation import override

from kernel.actions import action
from kernel.models import AuditRow
from kernel.outcomes import Effect, Outcome, Result
from people.models import Unit
from registration.enums import RegistrationOutcome
from tests.factories import Cast, make_unit


class Naming(Outcome):
    """Outcomes of a test's own action."""

    RENAMED = Effect.DONE, "%(old)s is now %(new)s."
    SAME_NAME = Effect.SAME, "Nothing to do."
    EMPTY = Effect.REFUSED, "Nothing to do."


@action("test.rename")
def rename(*, by, unit: Unit, name: str) -> Result:
    """Rename a unit."""
    if not name:
        return Result(Naming.EMPTY, unit)
    if unit.name == name:
        return Result(Naming.SAME_NAME, unit)
    old, unit.name = unit.name, name
    unit.save()
    if name == "坏":
        raise RuntimeError("after the write")
    return Result(Naming.RENAMED, unit, {"old": old, "new": name, "changes": {"name": name}})


def test_equal_sentences_do_not_make_one_outcome() -> None:
    assert Naming.SAME_NAME is not Naming.EMPTY
    assert [outcome.code for outcome in Naming] == ["renamed", "same_name", "empty"]


def test_an_action_takes_keywords_only() -> None:
    with pytest.raises(TypeError, match="keywords only"):

        @action("test.positional")
        def positional(by, unit) -> Result:  # type: ignore[no-untyped-def]
            raise AssertionError


@pytest.mark.django_db
def test_a_change_leaves_one_audit_row(cast: Cast) -> None:
    result = rename(by=cast.organiser, unit=cast.unit, name="昆山图书馆")

    row = AuditRow.objects.get()
    assert (row.action, row.actor, row.outcome) == ("test.rename", cast.organiser, "renamed")
    assert (row.target_type, row.target_id) == ("people.unit", cast.unit.public_id)
    assert row.changes == {"name": "昆山图书馆"}
    assert result.message == "昆山市图书馆 is now 昆山图书馆."


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "ok"), [("", False), ("昆山市图书馆", True)])
def test_what_changes_nothing_leaves_no_audit_row(cast: Cast, name: str, ok: bool) -> None:
    result = rename(by=cast.organiser, unit=cast.unit, name=name)

    assert result.ok is ok
    assert not AuditRow.objects.exists()


@pytest.mark.django_db
def test_an_action_that_fails_leaves_nothing(cast: Cast) -> None:
    with pytest.raises(RuntimeError):
        rename(by=cast.organiser, unit=cast.unit, name="坏")

    cast.unit.refresh_from_db()
    assert cast.unit.name == "昆山市图书馆"
    assert not AuditRow.objects.exists()


@pytest.mark.django_db
def test_the_system_may_act() -> None:
    rename(by=None, unit=make_unit(), name="新名")

    assert AuditRow.objects.get().actor is None


def test_messages_follow_the_reader() -> None:
    result = Result(RegistrationOutcome.ALREADY_WAITLISTED, details={"position": 3})
    with override("zh-hans"):
        assert "候补名单" in result.message
        assert "3" in result.message
    with override("en"):
        assert result.message == "You are on the waiting list already, as number 3."
