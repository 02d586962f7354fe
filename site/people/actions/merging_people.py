"""Making one person of two records, with everything that either owns."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from kernel.actions import action
from kernel.outcomes import Result
from kernel.privacy import merge_all
from people.groups import sync_groups
from people.models import DistinctPair, User
from people.outcomes import PeopleOutcome


@action("people.merge")
def merge_people(
    *, by: Any, keep: User, drop: User, take_addresses: bool = True, reason: str = ""
) -> Result:
    """Give `keep` everything that `drop` owns; `drop` is closed for good: MERGED.

    `take_addresses`: what `keep` lacks of e-mail address, mobile number and outside accounts moves
    as well; otherwise they are let go. MERGED_ALREADY, SAME_PERSON, or CANNOT_MERGE_ADMIN.

    Both persons are locked first, by id, as registering locks its person: a registration that is
    being made is either merged with the rest or refused, as its account is closed.
    """
    if keep.pk == drop.pk:
        return Result(PeopleOutcome.SAME_PERSON, keep)
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=[keep.pk, drop.pk])
    locked = {person.pk: person for person in rows.order_by("pk")}
    keep, drop = locked[keep.pk], locked[drop.pk]
    if drop.merged_into_id == keep.pk:
        return Result(PeopleOutcome.MERGED_ALREADY, keep, {"name": keep.name})
    if keep.merged_into_id or drop.merged_into_id or not keep.is_active:
        return Result(PeopleOutcome.CLOSED_ALREADY, keep)
    if drop.is_superuser:
        return Result(PeopleOutcome.CANNOT_MERGE_ADMIN, keep)
    merge_all(keep, drop)
    User.objects.filter(merged_into=drop).update(merged_into=keep)
    DistinctPair.objects.filter(one=drop).delete()
    DistinctPair.objects.filter(other=drop).delete()
    _close(drop)
    _take(keep, drop, take_addresses)
    drop.merged_into = keep
    drop.save()
    keep.save()
    sync_groups(keep)
    sync_groups(drop)
    changes = {"merged": drop.public_id, "addresses": take_addresses}
    return Result(PeopleOutcome.MERGED, keep, {"name": keep.name, "changes": changes}, reason)


@action("people.keep_apart")
def keep_apart(*, by: Any, one: User, other: User) -> Result:
    """Remember that two who look like one are two: KEPT_APART, or UNCHANGED."""
    if one.pk == other.pk:
        return Result(PeopleOutcome.SAME_PERSON, one)
    first, second = sorted((one, other), key=lambda person: person.pk)
    pair, made = DistinctPair.objects.get_or_create(
        one=first, other=second, defaults={"by": by if getattr(by, "pk", None) else None}
    )
    if not made:
        return Result(PeopleOutcome.UNCHANGED, pair)
    changes = {"people": [first.public_id, second.public_id]}
    return Result(PeopleOutcome.KEPT_APART, pair, {"changes": changes})


def _close(drop: User) -> None:
    """Nobody signs in with it any more, and whoever is signed in is not."""
    drop.is_active = False
    drop.set_unusable_password()
    for session in UserSession.objects.filter(user=drop):
        session.end()
    Authenticator.objects.filter(user=drop).delete()


def _take(keep: User, drop: User, take_addresses: bool) -> None:
    """What makes an account findable: to the one that stays, or let go."""
    email, phone, verified = drop.email, drop.phone, drop.phone_verified
    addresses = EmailAddress.objects.filter(user=drop)
    if take_addresses:
        held = {address.email.lower() for address in EmailAddress.objects.filter(user=keep)}
        for address in addresses:
            if address.email.lower() not in held:
                address.user, address.primary = keep, not held and address.primary
                address.save()
        SocialAccount.objects.filter(user=drop).update(user=keep)
    EmailAddress.objects.filter(user=drop).delete()
    SocialAccount.objects.filter(user=drop).delete()
    drop.email = drop.phone = None
    if take_addresses and not keep.email:
        keep.email = email
    if take_addresses and not keep.phone:
        keep.phone, keep.phone_verified = phone, verified
    if not keep.number:
        keep.number, drop.number = drop.number, None
    # Unique fields: the one that goes lets go of them first.
    drop.save()
