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
from events.gathering import read_records, values_in
from events.heads import Heads
from events.indexes import event_rows, with_dates
from events.listing import Row, rows_of
from events.models import EventPage, Offering
from portal.figures import essays_of, read_figures
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
    with_renditions(one.picture for one in (*courses, *essays))
    body = page.text_shown[0]
    ids = {one.shown_id for one in (*courses, *events) if one.shown_id}
    [found] = read_records(body, request, _offerings(themes, ids))
    [counted] = read_figures(values_in(body, "figures"), (SHOWN, themes))
    coming, shown = _coming(found), {one.pk: one for one in found}
    heads = Heads(coming, request, {page.translation_key: page for page in (*courses, *events)})
    return Campaign(
        coming=rows_of(coming, request, heads),
        courses=course_cards(courses, request, shown),
        events=event_rows(events, request, shown),
        essays=[essay_row(essay, request) for essay in essays],
        figures=counted,
    )


def _pages(model: Any, themes: list[Any], sort: str) -> list[Any]:
    """Published pages with one of the themes, in the reader's language; `sort` read along."""
    named = model.objects.filter(themes__in=themes).values("translation_key")
    pages = model.objects.filter(locale__language_code=get_language(), translation_key__in=named)
    pages = with_dates(open_to_all(pages), timezone.now())
    return list(pages.select_related("locale", "picture", sort).order_by("path")[:MOST_PAGES])


def _offerings(themes: list[Any], shown: set[int]) -> Any:
    """Those that the pages show, by id, and the next ones of the themes; asked for together."""
    first = Case(When(pk__in=shown, then=0), default=1, output_field=IntegerField())
    coming = Offering.objects.public().of_themes(themes).with_figures()
    coming = coming.filter(Q(ends_at__gte=timezone.now()) | Q(pk__in=shown))
    return coming.order_by(first, "starts_at", "pk")[: len(shown) + MOST_DATES]


def _coming(offerings: list[Any]) -> list[Any]:
    """The next ones, in their order."""
    now = timezone.now()
    ahead = [one for one in offerings if one.ends_at is not None and one.ends_at >= now]
    return sorted(ahead, key=lambda one: (one.starts_at, one.pk))[:MOST_DATES]
