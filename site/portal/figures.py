"""What the site counts for everybody to read: each figure with its definition, as of today."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Count, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from wagtail.models import Locale

from attendance.models import Attendance
from courses.models import CoursePage
from essays.collected import published
from events.enums import OfferingState, PublicFigure
from events.models import Offering, VenuePage
from publishing import dates
from publishing.languages import one_by_one, text

ON_HOME = (PublicFigure.COURSES, PublicFigure.HELD, PublicFigure.TIMES)


def figures(which: Any = ON_HOME, themes: Any = ()) -> list[dict[str, Any]]:
    """The figures named, in the order of their vocabulary, of everything or of some themes."""
    return figures_together([(which, themes)])[0]


def read_figures(values: Sequence[Any], *own: tuple[Any, Any]) -> list[list[dict[str, Any]]]:
    """Let the values of figures blocks know what they show (see `events.gathering`).

    `own`: which and of what themes the page shows besides, counted in the same statement; returned.
    """
    asked = [(value.get("which") or (), [value.get("theme")]) for value in values]
    found = figures_together([*own, *asked])
    for value, shown in zip(values, found[len(own) :], strict=True):
        value.known = shown
    return found[: len(own)]


def figures_together(asked: Iterable[tuple[Any, Any]]) -> list[list[dict[str, Any]]]:
    """The same for several, each (which, themes): all counted in one statement."""
    several = [_wanted(which, [theme for theme in themes if theme]) for which, themes in asked]
    counts = iter(_counted([rows for wanted in several for _name, rows, *_said in wanted]))
    return [
        [_shown(name, next(counts), unit, said, of) for name, _rows, unit, said, of in wanted]
        for wanted in several
    ]


def _wanted(which: Any, themes: list[Any]) -> list[tuple[PublicFigure, Any, str, str, list[Any]]]:
    """For each figure: its name, what is counted, its unit, its definition, the themes."""
    made = {
        PublicFigure.COURSES: _courses,
        PublicFigure.HELD: _held,
        PublicFigure.TIMES: _times,
        PublicFigure.VENUES: _venues,
        PublicFigure.ESSAYS: _essays,
    }
    return [(name, *made[name](themes), themes) for name in made if name in which]


def _counted(rows: list[Any]) -> list[int]:
    """How many of each there are, all in one statement."""
    numbers = {
        f"number_{index}": Coalesce(
            Subquery(
                one.order_by()
                .annotate(all=Value(1))
                .values("all")
                .annotate(number=Count("pk", distinct=True))
                .values("number")
            ),
            0,
        )
        for index, one in enumerate(rows)
    }
    found = Locale.objects.order_by("pk").values_list(*numbers.values()).first() if numbers else ()
    return list(found or [0] * len(rows))


def _shown(
    name: PublicFigure, count: int, unit: str, definition: str, themes: list[Any]
) -> dict[str, Any]:
    """What components/figure.html shows."""
    if themes:
        # Plain words: what shows them marks those that are Chinese on an English page.
        named = one_by_one(text(theme, "name") for theme in themes)
        definition += "" if dates.in_chinese() else " "
        definition += gettext("Only what belongs to: %(themes)s.") % {"themes": named}
    return {
        "number": dates.grouped(count),
        "unit": unit,
        "name": name.label,
        "definition": definition,
        "as_of": dates.today(),
    }


def _of(themes: list[Any]) -> Any:
    """Public offerings, of the themes where there are any."""
    offerings = Offering.objects.public()
    return offerings.of_themes(themes) if themes else offerings


def _this_year() -> tuple[Any, Any]:
    """From the first of January until now."""
    now = timezone.now()
    return timezone.localtime(now).replace(
        month=1, day=1, hour=0, minute=0, second=0, microsecond=0
    ), now


def _courses(themes: list[Any]) -> tuple[Any, str, str]:
    courses = CoursePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    if themes:
        courses = courses.filter(themes__in=themes).distinct()
    said = gettext("Courses published on this site, each counted once.")
    return courses, pgettext("counted", "courses"), said


def _held(themes: list[Any]) -> tuple[Any, str, str]:
    first, now = _this_year()
    held = _of(themes).exclude(state=OfferingState.CANCELLED).with_figures()
    said = gettext("Offerings that ended since 1 January; cancelled ones not counted.")
    return held.filter(ends_at__gte=first, ends_at__lt=now), pgettext("counted", "offerings"), said


def _times(themes: list[Any]) -> tuple[Any, str, str]:
    first, now = _this_year()
    times = Attendance.objects.attended().filter(
        session__starts_at__gte=first, session__starts_at__lte=now
    )
    if themes:
        times = times.filter(session__offering__in=_of(themes))
    said = gettext("A person counts once for each session attended, as checked in.")
    return times, pgettext("counted", "attendances"), said


def _venues(themes: list[Any]) -> tuple[Any, str, str]:
    venues = VenuePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    if themes:
        venues = venues.filter(venue__sessions__offering__in=_of(themes)).distinct()
    said = gettext("Venues with a page on this site, each counted once.")
    return venues, pgettext("counted", "venues"), said


def _essays(themes: list[Any]) -> tuple[Any, str, str]:
    said = gettext("Essays published on this site with their authors' consent.")
    return essays_of(themes), pgettext("counted", "essays"), said


def essays_of(themes: list[Any]) -> Any:
    """Published essays, those asked for by an offering or a course of the themes."""
    essays = published()
    if not themes:
        return essays
    task = "publication__essay__task"
    return essays.filter(**{f"{task}__offering__in": _of(themes)}) | essays.filter(
        **{f"{task}__course__themes__in": themes}
    )
