"""The link in an invitation by which its reader says whether they come: signed, for one
registration. It opens that and nothing else, so it needs no sign-in; looking at it changes nothing.
"""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from registration.models import Registration

# Without an instant: a mail that is tried again must say the same.
_SIGNER = signing.Signer(salt="calendars.rsvp")


def token_of(registration: Registration) -> str:
    """What stands in the address."""
    return _SIGNER.sign(registration.public_id)


def address_of(registration: Registration) -> str:
    """The absolute address in the active language."""
    return settings.SITE_URL + reverse("rsvp", args=[token_of(registration)])


def registration_of(token: str) -> Registration | None:
    """What a token is about; None for one that is not ours, or of an account that is closed."""
    try:
        public_id = _SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    rows = Registration.objects.filter(public_id=public_id, person__is_active=True)
    return rows.select_related("person", "offering").first()
