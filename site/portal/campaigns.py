"""What a campaign page gathers by its themes: dates to come, courses, events, essays, figures."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, IntegerField, Q, When
from django.utils import timezone
from django.utils.translation import get_language

from courses.listing import course_cards
from courses.models import CoursePage
from essays.collected import essay_row
from events.enums import PublicFigure
from events.indexes import event_rows, with_dates
from events.listing import Heads, Row, listed, rows_of
from events.models import EventPage, Offering
from portal.figures import essays_of, figures
from portal.models import CampaignPage
from publishing.queries import open_to_all, with_renditions

MOST_DATES = 8
MOST_PAGES = 24
MOST_ESSAYS = 6
SHOWN = (PublicFigure.COURSES, PublicFigure.HELD, PublicFigure.TIMES, PublicFigure.ESSAYS)


@dataclass
class Campaign:
    """What is shown; nothing of a campaign without themes."""

    coming: list[Row] = field(default_factory=list)
    courses: list[dict[str, Any]] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    essays: list[dict[str, Any]] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)

    @property
    def anything(self) -> bool:
        """Whether there is more than figures."""
        return bool(self.coming or self.courses or self.events or self.essays)


def gathered(page: CampaignPage, request: Any) -> Campaign:
    """Everything of the campaign's themes that the public may see."""
    themes = list(page.themes.all())
    if not themes:
        return Campaign()
    courses, events = _pages(CoursePage, themes, "category"), _pages(EventPage, themes, "kind")
    essays = list(essays_of(themes)[:MOST_ESSAYS])
    with_renditions(page.picture for page in (*courses, *essays))
    shown, coming = _offerings(themes, [*courses, *events])
    heads = Heads(coming, request, {page.translation_key: page for page in (*courses, *events)})
    return Campaign(
        coming=rows_of(coming, request, heads),
        courses=course_cards(courses, request, shown),
        events=event_rows(events, request, shown),
        essays=[essay_row(essay, request) for essay in essays],
        figures=figures(SHOWN, themes),
    )


def _pages(model: Any, themes: list[Any], sort: str) -> list[Any]:
    """Published pages with one of the themes, in the reader's language; `sort` read along."""
    named = model.objects.filter(themes__in=themes).values("translation_key")
    pages = model.objects.filter(locale__language_code=get_language(), translation_key__in=named)
    pages = with_dates(open_to_all(pages), timezone.now())
    return list(pages.select_related("locale", "picture", sort).order_by("path")[:MOST_PAGES])


def _offerings(themes: list[Any], pages: list[Any]) -> tuple[dict[int, Any], list[Any]]:
    """Those that the pages show, by id, and the next ones of the themes; asked for together."""
    ids = {page.shown_id for page in pages if page.shown_id}
    first = Case(When(pk__in=ids, then=0), default=1, output_field=IntegerField())
    now = timezone.now()
    coming = Offering.objects.public().of_themes(themes).with_figures()
    coming = coming.filter(Q(ends_at__gte=now) | Q(pk__in=ids))
    found = listed(coming.order_by(first, "starts_at", "pk")[: len(ids) + MOST_DATES])
    ahead = [one for one in found if one.ends_at is not None and one.ends_at >= now]
    ahead.sort(key=lambda one: (one.starts_at, one.pk))
    return {one.pk: one for one in found}, ahead[:MOST_DATES]
