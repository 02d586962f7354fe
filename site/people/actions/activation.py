"""Issuing activation codes, and what their holders do with them."""

import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from people.codes import code_digest, new_code
from people.models import ActivationCode, User
from people.outcomes import PeopleOutcome

WRONG_NAMES = 5
ACTIVATION_AGE = timedelta(days=settings.ACTIVATION_DAYS)


@action("people.issue_codes")
def issue_codes(*, by: Any, people: Iterable[User]) -> Result:
    """Give everybody of `people` who has no password and never signed in a new code.

    Ends in CODES_ISSUED, whose details hold `codes`: {person's key: code}, the only place where
    they can be read; or in NOBODY_WAITS. Who uses the account already is passed over, so that
    nobody gets into it by a new code. An open code of the same person ends.
    """
    now = timezone.now()
    keys = [person.pk for person in people]
    waiting = User.objects.not_activated().filter(pk__in=keys, is_superuser=False)
    found = list(waiting.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    if not found:
        return Result(PeopleOutcome.NOBODY_WAITS)
    ActivationCode.objects.unended().filter(person__in=found).update(revoked_at=now)
    codes = {key: new_code() for key in found}
    made = ActivationCode.objects.bulk_create(
        ActivationCode(
            person_id=key,
            code_hash=code_digest(code),
            issued_at=now,
            issued_by=by,
            expires_at=now + ACTIVATION_AGE,
        )
        for key, code in codes.items()
    )
    details = {
        "count": len(codes),
        "days": ACTIVATION_AGE.days,
        "codes": codes,
        "changes": {"count": len(codes)},
    }
    return Result(PeopleOutcome.CODES_ISSUED, made[0] if len(made) == 1 else None, details)


@action("people.try_code", audited=False)
def try_code(*, by: Any, name: str, code: str) -> Result:
    """Whether `code` is that of a person of this name; several wrong names end the code.

    Ends in CODE_FITS (record: the code), CODE_RUN_OUT, for which name and code were right, or in
    CODE_UNKNOWN for everything else, so that nothing can be learned about who is on the list.
    """
    rows = ActivationCode.objects.unended().select_for_update(of=("self",), no_key=True)
    row = rows.select_related("person").filter(code_hash=code_digest(code)).first()
    if row is None or not _waits(row.person):
        return Result(PeopleOutcome.CODE_UNKNOWN)
    if plain_name(row.person.name) != plain_name(name):
        row.wrong_names += 1
        row.revoked_at = timezone.now() if row.wrong_names >= WRONG_NAMES else None
        row.save(update_fields=["wrong_names", "revoked_at"])
        return Result(PeopleOutcome.CODE_UNKNOWN)
    if not row.is_open:
        return Result(PeopleOutcome.CODE_RUN_OUT)
    return Result(PeopleOutcome.CODE_FITS, row)


@action("people.activate")
def activate(*, by: Any, code: ActivationCode, password: str) -> Result:
    """Use the code up: the person has a password of their own from now on.

    Ends in ACTIVATED (record: the person), or CODE_RUN_OUT when the code ended meanwhile or its
    owner came in by another way: whoever else holds the letter opens no account in use.
    """
    locked = ActivationCode.objects.select_for_update(of=("self",), no_key=True)
    row = locked.select_related("person").get(pk=code.pk)
    person = User.objects.select_for_update(no_key=True).get(pk=row.person_id)
    if not row.is_open or not _waits(person):
        return Result(PeopleOutcome.CODE_RUN_OUT)
    row.used_at = timezone.now()
    row.save(update_fields=["used_at"])
    person.set_password(password)
    person.save(update_fields=["password"])
    return Result(PeopleOutcome.ACTIVATED, person)


def _waits(person: User) -> bool:
    """Whether nobody uses the account yet."""
    return User.objects.not_activated().filter(pk=person.pk).exists()


def plain_name(text: str) -> str:
    """A name for comparing: without spaces and middle dots, wide letters narrow, case ignored."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if not char.isspace() and char not in "·•・‧")
