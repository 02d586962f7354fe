"""What a library changes about an account stands in the audit log, without a secret or address."""

from types import SimpleNamespace

import pytest
from allauth.account.signals import email_confirmed
from allauth.mfa.signals import authenticator_reset
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from kernel.models import AuditRow
from people.account_log import CHANGES, FACTORS, note
from people.enums import AccountChange
from people.models import User
from tests.factories import Cast
from tests.people.signing import PASSWORD, PHONE, code_by_mail, code_in, equip, sign_in, texts

pytestmark = pytest.mark.django_db
__all__ = ["texts"]


def noted(**filters: object) -> list[tuple[str, int | None]]:
    """What was changed and by whom, in the order in which it happened."""
    rows = AuditRow.objects.filter(action="people.change_account", **filters).order_by("pk")
    return [(row.changes["what"], row.actor_id) for row in rows]


@pytest.fixture
def person(cast: Cast) -> User:
    """Somebody with a password, a proved address and a proved number."""
    return equip(cast.participant)


def test_what_people_change_about_their_sign_in_is_noted(
    client: Client, person: User, texts: list[tuple[str, str]]
) -> None:
    sign_in(client, str(person.email))
    new = {"oldpassword": PASSWORD, "password1": "gu-su-men-4711", "password2": "gu-su-men-4711"}
    client.post(reverse("account_change_password"), new)
    client.post(reverse("account_email"), {"action_add": "", "email": "new@example.org"})
    client.post(reverse("account_email_verification_sent"), {"code": code_by_mail()})
    client.post(reverse("account_change_phone"), {"phone": "13900139000"})
    client.post(reverse("account_verify_phone"), {"code": code_in(texts[-1][1])})
    kept = noted(about=person)
    for what in ("password_changed", "address_added", "address_proved", "number_proved"):
        assert (what, person.pk) in kept
    text = " ".join(map(str, AuditRow.objects.values_list("changes", "reason", "target_id")))
    for secret in ("new@example.org", "13900139000", PHONE, "gu-su-men"):
        assert secret not in text


@pytest.mark.parametrize("kind", ["totp", "webauthn", "recovery_codes"])
@pytest.mark.parametrize("signal", list(FACTORS), ids=FACTORS.values())
def test_every_second_factor_has_its_word(person: User, kind: str, signal: object) -> None:
    if signal is authenticator_reset and kind != "recovery_codes":
        return
    signal.send(sender=None, request=None, user=person, authenticator=SimpleNamespace(type=kind))  # type: ignore[attr-defined]
    assert noted() == [(f"{kind}_{FACTORS[signal]}", person.pk)]  # type: ignore[index]


@pytest.mark.parametrize("signal", list(CHANGES), ids=CHANGES.values())
def test_each_signal_names_its_person(person: User, signal: object) -> None:
    carried = SimpleNamespace(user=person)
    facts = {"email_address": carried} if signal is email_confirmed else {"user": person}
    if "sign_on" in CHANGES[signal]:  # type: ignore[index]
        name = "sociallogin" if CHANGES[signal].endswith("added") else "socialaccount"  # type: ignore[index]
        facts = {name: carried}
    note(signal, **facts)  # type: ignore[arg-type]
    assert noted() == [(CHANGES[signal], person.pk)]  # type: ignore[index]


def test_what_an_administrator_changes_is_noted(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    new = {"username": "new-person", "last_name": "何", "first_name": "䶮"}
    word = {"password1": "study-hard-4711", "password2": "study-hard-4711"}
    client.post(reverse("wagtailusers_users:add"), new | word)
    made = User.objects.get(username="new-person")
    edit = reverse("wagtailusers_users:edit", args=[made.pk])
    client.post(edit, new | {"first_name": "炎", "is_active": "on"})
    client.post(edit, new | {"first_name": "炎", "is_active": "on"})
    client.post(edit, new | {"first_name": "炎"})
    by = cast.admin.pk
    assert noted() == [("made", by), ("edited", by), ("inactive", by)]
    edited = AuditRow.objects.get(changes__what="edited")
    assert (edited.about_id, edited.changes["fields"]) == (made.pk, ["first_name"])
    shown = client.get(reverse("audit:index"), {"action": "people.change_account"})
    assert str(AccountChange.INACTIVE.label) in shown.content.decode()


def test_many_at_once_are_noted_each(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    people = [cast.participant, cast.colleague]
    ids = "&".join(f"id={person.pk}" for person in people)
    group = Group.objects.create(name="Readers")

    def act(verb: str, **values: object) -> None:
        where = reverse("wagtail_bulk_action", args=["people", "user", verb])
        assert client.post(f"{where}?{ids}", values).status_code == 302

    act("set_active_state", mark_as_active="False")
    act("assign_role", role=group.pk)
    by = cast.admin.pk
    assert noted() == [("inactive", by)] * 2 + [("group_given", by)] * 2


def test_accounts_are_closed_and_never_deleted(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    one = client.post(reverse("wagtailusers_users:delete", args=[cast.stranger.pk]), follow=True)
    where = reverse("wagtail_bulk_action", args=["people", "user", "delete"])
    many = client.post(f"{where}?id={cast.stranger.pk}", follow=True)
    for answer in (one, many):
        assert "账号不能删除" in answer.content.decode()
    assert User.objects.filter(pk=cast.stranger.pk).exists()


def test_groups_of_the_back_office_are_noted(client: Client, cast: Cast) -> None:
    client.force_login(cast.admin)
    page = client.get(reverse("wagtailusers_groups:add"))
    panels = {
        f"{form.prefix}-{name}": 0
        for panel in page.context["permission_panels"]
        for form in [panel.management_form if hasattr(panel, "management_form") else panel]
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    }
    client.post(reverse("wagtailusers_groups:add"), {"name": "Readers"} | panels)
    group = Group.objects.get(name="Readers")
    client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))
    rows = AuditRow.objects.filter(action="people.change_access")
    assert [row.changes for row in rows] == [{"group": "Readers"}] * 2
    assert {row.target_id for row in rows} == {str(group.pk)}
