"""Who may read a notice: the person it was written to."""

from django.utils.translation import gettext_lazy as _

from kernel.rules import Rule
from notices.models import Notice

own_notice = Rule(
    "notices.own_notice",
    _("This notice was written to somebody else."),
    visible=Notice.objects.of,
    test=lambda person, notice: notice is None or notice.recipient_id == person.pk,
    who_can_help=_("Sign in with the account to which it was sent."),
)
