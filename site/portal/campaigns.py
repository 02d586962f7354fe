"""What a campaign page gathers by its themes: dates to come, courses, events, essays, figures."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from courses.listing import course_cards
from courses.models import CoursePage
from essays.collected import essay_row
from events.enums import PublicFigure
from events.indexes import event_rows, with_card_pictures, with_dates
from events.listing import Row, listed, rows_of
from events.models import EventPage, Offering
from portal.figures import essays_of, figures
from portal.models import CampaignPage
from publishing.queries import open_to_all

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
    coming = Offering.objects.public().of_themes(themes).with_figures().upcoming()
    return Campaign(
        coming=rows_of(listed(coming[:MOST_DATES]), request),
        courses=course_cards(list(_pages(CoursePage, themes, "category")), request),
        events=event_rows(list(_pages(EventPage, themes, "kind")), request),
        essays=[essay_row(essay, request) for essay in essays_of(themes)[:MOST_ESSAYS]],
        figures=figures(SHOWN, themes),
    )


def _pages(model: Any, themes: list[Any], sort: str) -> Any:
    """Published pages with one of the themes, in the reader's language; `sort` read along."""
    named = model.objects.filter(themes__in=themes).values("translation_key")
    pages = model.objects.filter(locale__language_code=get_language(), translation_key__in=named)
    pages = with_dates(open_to_all(pages), timezone.now()).select_related("locale", sort)
    return with_card_pictures(pages).order_by("path")[:MOST_PAGES]
