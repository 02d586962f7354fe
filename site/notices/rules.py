"""Who may read a notice, follow deliveries, change the words of the kinds."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.rules import Rule
from notices.models import Delivery, Notice, Wording

# Rooms above say whose topics a person answers for: a queryset of public ids, by the room's name.
TOPICS: dict[str, Callable[[Any], QuerySet[Any]]] = {}


def answers_for(room: str, topics: Callable[[Any], QuerySet[Any]]) -> None:
    """Let `topics(person)`, public ids as one column, decide whose deliveries a person follows."""
    TOPICS[room] = topics


def _followed(person: Any) -> QuerySet[Delivery]:
    """Everything for operators; else the deliveries about what the person answers for."""
    if person.has_perm("notices.follow_all_delivery"):
        return Delivery.objects.all()
    about = Q(pk=None)
    for topics in TOPICS.values():
        about |= Q(notice__topic__in=topics(person))
    return Delivery.objects.exclude(notice__topic="").filter(about)


def _worded(person: Any) -> QuerySet[Wording]:
    may = person.has_perm("notices.view_wording")
    return Wording.objects.all() if may else Wording.objects.none()


own_notice = Rule(
    "notices.own_notice",
    _("This notice was written to somebody else."),
    visible=Notice.objects.of,
    test=lambda person, notice: notice is None or notice.recipient_id == person.pk,
    who_can_help=_("Sign in with the account to which it was sent."),
)
follow_deliveries = Rule(
    "notices.follow_deliveries",
    _("You can follow the deliveries about what your own unit or one below it leads."),
    visible=_followed,
    who_can_help=_("Ask the organiser of the lead unit, or the operator of the site."),
)
change_words = Rule(
    "notices.change_words",
    _("Only operators change the words of notices."),
    visible=_worded,
    who_can_help=_("Ask the operator of the site."),
)
