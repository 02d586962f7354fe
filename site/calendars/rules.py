"""Who may see and revoke a personal feed: its owner, nobody else."""

from django.utils.translation import gettext_lazy as _

from calendars.models import Feed
from kernel.rules import Rule

own_feeds = Rule(
    "calendars.own_feeds",
    _("This calendar address belongs to someone else."),
    visible=Feed.objects.of,
    test=lambda person, feed: feed is None or feed.person_id == person.pk,
    who_can_help=_("Only its owner can see or revoke it."),
)
