"""What this room holds about a person."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kernel.ids import new_public_id
from kernel.privacy import PersonalData, from_sections
from notices.delivery import take_out
from notices.enums import Kind
from people.enums import Role
from people.held import SECTIONS
from people.models import (
    ActivationCode,
    DistinctPair,
    Invitation,
    JoinRequest,
    Membership,
    PersonalToken,
    User,
)
from people.rules import LIAISONS

# What sign-in keeps beside our account: addresses, second factors, devices with their IP, and what
# a single sign-on said.
SIGN_IN = (EmailAddress, Authenticator, UserSession, SocialAccount)


def _end_requests(person: User) -> None:
    waiting = person.join_requests.filter(state=JoinRequest.State.PENDING)
    waiting.update(state=JoinRequest.State.WITHDRAWN, decided_at=timezone.now())


def _forget_joining(person: User) -> None:
    """Free text of requests, and the address or number that invitations were for."""
    _end_requests(person)
    for asked in person.join_requests.exclude(message=""):
        take_out(asked.message, f"{Kind.JOIN_ASKED}:{asked.public_id}:")
    person.join_requests.update(message="", reason="")
    theirs = Q(pk__in=[])
    if person.email:
        theirs |= Q(email__iexact=person.email)
    if person.phone:
        theirs |= Q(phone=person.phone)
    now = timezone.now()
    Invitation.objects.filter(theirs).update(email="", phone="", limit=1, revoked_at=now)


def merge(keep: User, drop: User) -> None:
    """Memberships move with their history; of a role that both hold now, one goes on.

    The one that goes on begins with the earlier and keeps the post that is known. Categories
    add up. Whatever opens the account that goes is worth nothing.
    """
    _end_requests(drop)
    drop.join_requests.update(person=keep)
    now = timezone.now()
    # A letter handed out before must not open an account that reaches further since.
    reaches_further = drop.memberships.not_ended().exclude(role=Role.MEMBER).exists()
    accounts = (drop, keep) if reaches_further else (drop,)
    ActivationCode.objects.unended().filter(person__in=accounts).update(revoked_at=now)
    drop.tokens.filter(revoked_at=None).update(revoked_at=now)
    for row in Membership.objects.select_for_update(no_key=True).filter(user=drop).order_by("pk"):
        held = _same_open(row, keep)
        if held is None:
            Membership.objects.filter(pk=row.pk).update(user=keep)
            continue
        today = timezone.localdate()
        Membership.objects.filter(pk=row.pk).update(until_on=Greatest(F("since_on"), today))
        held.since_on = min(held.since_on, row.since_on)
        held.post, held.rank = held.post or row.post, held.rank or row.rank
        held.save(update_fields=["since_on", "post", "rank"])
    keep.categories.add(*drop.categories.all())
    drop.categories.clear()


def collisions(keep: User, drop: User) -> list[str]:
    """What both have and a person has once."""
    found = []
    for name, label in (
        ("number", _("personnel number")),
        ("phone", _("mobile number")),
        ("email", _("e-mail address")),
    ):
        kept, lost = getattr(keep, name), getattr(drop, name)
        if kept and lost and kept != lost:
            words = {"label": label, "kept": kept, "lost": lost}
            found.append(_("Both have a %(label)s: %(kept)s stays, %(lost)s goes.") % words)
    for row in drop.memberships.filter(until_on=None).select_related("unit"):
        if _same_open(row, keep) is not None:
            words = {"role": row.get_role_display(), "unit": row.unit.name}
            found.append(_("Both are %(role)s of %(unit)s: one membership goes on.") % words)
    return found


def _same_open(row: Membership, keep: User) -> Membership | None:
    if row.until_on is not None:
        return None
    same = Membership.objects.filter(user=keep, unit=row.unit_id, role=row.role, until_on=None)
    return same.first()


def erase(person: User) -> None:
    """Empty the account and what sign-in keeps of it; the row stays, as records point at it."""
    _end_memberships(person)
    _forget_joining(person)
    Membership.objects.filter(user=person).update(post="", rank=0)
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in SIGN_IN:
        model.objects.filter(user=person).delete()
    person.activation_codes.all().delete()
    person.tokens.all().delete()
    DistinctPair.objects.filter(Q(one=person) | Q(other=person)).delete()
    for merged in person.merged.all():  # other accounts of the same person
        erase(merged)
    person.last_name = person.first_name = ""
    person.email = person.phone = person.number = person.last_login = None
    person.username, person.language = new_public_id(), "zh-hans"
    person.phone_verified = person.is_active = person.is_staff = person.is_superuser = False
    for held in (person.categories, person.groups, person.user_permissions):
        held.clear()
    person.set_unusable_password()
    person.save()


def hindrances(person: User) -> list[str]:
    """Offices that somebody else must hold first, lest a unit has nobody."""
    held = person.memberships.current().filter(role=LIAISONS[0]).select_related("unit")
    return [
        gettext("Still the liaison of %(unit)s: please hand that office over first.")
        % {"unit": membership.unit}
        for membership in held
    ]


def _end_memberships(person: User) -> None:
    today = timezone.localdate()
    rows = Membership.objects.filter(Q(until_on=None) | Q(until_on__gt=today), user=person)
    # One that has not begun yet ends on its first day: none may end before it starts.
    rows.update(until_on=Greatest(F("since_on"), today))


MODELS = (
    Membership,
    JoinRequest,
    Invitation,
    ActivationCode,
    PersonalToken,
    DistinctPair,
    User,
)
PROVIDER = PersonalData(
    "people",
    MODELS,
    from_sections(SECTIONS),
    merge,
    erase,
    collisions,
    sections=SECTIONS,
    about={Membership: "user", JoinRequest: "person"}
    | dict.fromkeys((ActivationCode, PersonalToken), "person"),
    hindrances=hindrances,
)
