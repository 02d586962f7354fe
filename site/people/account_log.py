"""What people change about their sign-in on allauth's pages, for the audit log."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.dispatch import Signal

from people.actions.accounts import change_account
from people.enums import AccountChange

CHANGES: dict[Signal, AccountChange] = {
    account.user_signed_up: AccountChange.SIGNED_UP,
    account.password_changed: AccountChange.PASSWORD_CHANGED,
    account.password_set: AccountChange.PASSWORD_SET,
    account.password_reset: AccountChange.PASSWORD_RESET,
    account.email_added: AccountChange.ADDRESS_ADDED,
    account.email_removed: AccountChange.ADDRESS_REMOVED,
    account.email_changed: AccountChange.ADDRESS_CHOSEN,
    account.email_confirmed: AccountChange.ADDRESS_PROVED,
    social.social_account_added: AccountChange.SIGN_ON_ADDED,
    social.social_account_removed: AccountChange.SIGN_ON_REMOVED,
}
FACTORS: dict[Signal, str] = {
    mfa.authenticator_added: "added",
    mfa.authenticator_removed: "removed",
    mfa.authenticator_reset: "reset",
}
# Each signal names the person in its own way.
CARRIERS = ("email_address", "sociallogin", "socialaccount")


def note(signal: Signal, **facts: Any) -> None:
    """Write it down; whoever has the account did it, also by a letter and not signed in."""
    person = facts.get("user")
    if person is None:
        person = next(facts[name].user for name in CARRIERS if name in facts)
    if signal in FACTORS:
        what = AccountChange(f"{facts['authenticator'].type}_{FACTORS[signal]}")
    else:
        what = CHANGES[signal]
    change_account(by=person, person=person, what=what)


def follow() -> None:
    """Be told of each change. Connecting again changes nothing."""
    for signal in (*CHANGES, *FACTORS):
        signal.connect(note, dispatch_uid="people.account_log")
