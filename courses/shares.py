"""Share of credit hours by theme (主题学时占比): of one cohort, or of all that units held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage
from events.models import EventPage, Session, Theme, Topic

DEFINITION = _(
    "Credit hours of the sessions that are held, by the themes of their topic in the catalogue; "
    "where a topic has none, by the themes of the course or event. Hours with several themes are "
    "divided evenly among them. The share is that of all these hours."
)


@dataclass(frozen=True)
class Share:
    """Credit hours of one theme; None stands for hours without any."""

    theme: Theme | None
    hours: Decimal
    rate: Decimal


def shares_of(offerings: Iterable[Any]) -> list[Share]:
    """Themes with their hours, the most first, hours without a theme last. Five queries.

    `offerings`: a queryset or their keys. Cancelled sessions do not count, future ones do.
    """
    held = Session.objects.held().filter(offering__in=offerings, credit_hours__gt=0).order_by()
    return divided(held.values_list("topic", "offering__page").annotate(hours=Sum("credit_hours")))


def divided(hours_of: Iterable[tuple[int | None, int, Decimal]]) -> list[Share]:
    """Hours by key of the topic and of the page, as shares of themes. Four queries."""
    rows = list(hours_of)
    of_topics = _themes(Topic, "topic", {topic for topic, _page, _hours in rows if topic})
    pages = {page for _topic, page, _hours in rows}
    of_pages = _themes(EventPage, "eventpage", pages) | _themes(CoursePage, "coursepage", pages)
    hours: dict[int | None, Decimal] = defaultdict(Decimal)
    for topic, page, sum_of_hours in rows:
        themes = (of_topics.get(topic) if topic else None) or of_pages.get(page) or [None]
        for theme in themes:
            hours[theme] += sum_of_hours / len(themes)
    total = sum(hours.values(), Decimal(0))
    named: dict[int | None, Theme] = dict(Theme.objects.in_bulk([pk for pk in hours if pk]))
    found = [Share(named.get(pk), value, value / total) for pk, value in hours.items()]
    return sorted(found, key=lambda share: (share.theme is None, -share.hours, str(share.theme)))


def _themes(model: Any, name: str, keys: set[int]) -> dict[int, list[int | None]]:
    """Keys of the themes by key of what has them. One query."""
    through = model.themes.through.objects.filter(**{f"{name}__in": keys})
    found: dict[int, list[int | None]] = defaultdict(list)
    for key, theme in through.order_by("theme").values_list(name, "theme"):
        found[key].append(theme)
    return dict(found)
