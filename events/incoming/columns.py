"""The columns of a tour's stops, and how their cells are understood."""

import unicodedata
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from events.models import EventPage, Speaker, SpeakerTeam, Venue
from people.models import Unit
from people.rules import WORKERS, units_of
from publishing.tabular.columns import (
    BadCell,
    Column,
    as_text,
    clock,
    day,
    text,
    whole_number,
)

MOST_HOURS = 99


class Known:
    """Reads a record by one of the words it goes by; looked up once for all rows."""

    def __init__(self, rows: Any, *names: str, lacking: Any) -> None:
        self.rows, self.names, self.lacking = rows, names, lacking

    @cached_property
    def known(self) -> dict[str, list[Any]]:
        """Records by each of their words."""
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self.rows:
            for word in {getattr(row, name) for name in self.names} - {""}:
                found[word].append(row)
        return found

    def __call__(self, value: Any) -> Any:
        """The record of a cell."""
        word = as_text(value)
        found = self.known.get(word, [])
        if not found:
            raise BadCell(self.lacking % {"word": word})
        if len(found) > 1:
            raise BadCell(
                _("%(count)s go by the name “%(word)s”. Write the full name.")
                % {"count": len(found), "word": word}
            )
        return found[0]

    def words(self) -> list[str]:
        """For the drop-down list of the template."""
        return [getattr(row, self.names[0]) for row in self.rows]


def hours(value: Any) -> Decimal:
    """Credit hours in steps of 0.5."""
    try:
        found = Decimal(unicodedata.normalize("NFKC", as_text(value)))
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or not 0 <= found <= MOST_HOURS or found * 2 % 1:
        raise BadCell(_("Credit hours in steps of 0.5, please: 1.5."))
    return found


def stop_columns(person: Any) -> list[Column]:
    """What `person` may say of stops: of any event, for the units that they reach."""
    pages = EventPage.objects.filter(locale=Locale.get_default()).order_by("title")
    units: Any = units_of(person, *WORKERS).filter(pk__in=Unit.objects.active().values("pk"))
    tour = Known(pages, "title", "slug", lacking=_("There is no event page “%(word)s”."))
    unit = Known(
        units.order_by("path"),
        *("name", "short_name", "code"),
        lacking=_("“%(word)s” is not among the units within your reach."),
    )
    venue = Known(
        Venue.objects.prefetch_related("teaching_points").order_by("name"),
        *("name", "short_name"),
        lacking=_("There is no venue “%(word)s”. Add it, or write it under “Place”."),
    )
    speaker = Known(
        Speaker.objects.order_by("name"),
        "name",
        lacking=_("There is no speaker “%(word)s”. Add the speaker first."),
    )
    team = Known(
        SpeakerTeam.objects.prefetch_related("members__speaker").order_by("name"),
        "name",
        lacking=_("There is no speaker team “%(word)s”. Add the team first."),
    )
    return [*_what(tour), *_when(), *_where(unit, venue), *_who(speaker, team), *_more()]


def _what(tour: Known) -> list[Column]:
    return [
        Column(
            "tour",
            gettext_lazy("Event"),
            tour,
            ("活动", "活动页面", "巡讲"),
            required=True,
            explains=gettext_lazy("Title of the event's page, the same in every row."),
            choices=tour.words,
            width=30,
        ),
        Column(
            "number",
            gettext_lazy("Stop no."),
            whole_number(1, 9999),
            ("场次", "序号", "第几场"),
            explains=gettext_lazy("By it a stop is found again, even on another day."),
            example="12",
            width=10,
        ),
    ]


def _when() -> list[Column]:
    return [
        Column(
            "on",
            gettext_lazy("Day"),
            day,
            ("日期", "时间", "举办日期"),
            required=True,
            example="2027-03-12",
        ),
        Column(
            "starts",
            gettext_lazy("Begins at"),
            clock,
            ("开始", "开始时间"),
            required=True,
            example="14:00",
            width=10,
        ),
        Column(
            "ends",
            gettext_lazy("Ends at"),
            clock,
            ("结束", "结束时间"),
            required=True,
            example="16:00",
            width=10,
        ),
    ]


def _where(unit: Known, venue: Known) -> list[Column]:
    return [
        Column(
            "lead_unit",
            gettext_lazy("Host unit"),
            unit,
            ("承办单位", "单位", "牵头单位", "举办单位"),
            required=True,
            explains=gettext_lazy("Name, short name or code of a unit within your reach."),
            example="昆山市图书馆",
            choices=unit.words,
            width=28,
        ),
        Column(
            "venue",
            gettext_lazy("Venue"),
            venue,
            ("场馆", "基地"),
            explains=gettext_lazy("A venue of the list; any other place goes under “Place”."),
            choices=venue.words,
            width=28,
        ),
        Column(
            "point",
            gettext_lazy("Teaching point"),
            text(80),
            ("教学点",),
            explains=gettext_lazy("One of the venue's own."),
        ),
        Column(
            "place_note",
            gettext_lazy("Place"),
            text(160),
            ("地点", "地址"),
            explains=gettext_lazy("Hall or address where no venue is listed."),
            example="三楼报告厅",
            width=28,
        ),
    ]


def _who(speaker: Known, team: Known) -> list[Column]:
    return [
        Column(
            "speaker",
            gettext_lazy("Speaker"),
            speaker,
            ("主讲人", "讲者", "宣讲人"),
            explains=gettext_lazy("With a team: who speaks first beside its members."),
        ),
        Column(
            "team",
            gettext_lazy("Speaker team"),
            team,
            ("宣讲团", "报告团", "团队"),
            explains=gettext_lazy("Its members speak there. Empty: the team of the event's page."),
            choices=team.words,
            width=24,
        ),
    ]


def _more() -> list[Column]:
    return [
        Column(
            "audience",
            gettext_lazy("For whom"),
            text(240),
            ("面向", "对象", "听众"),
            example="全校师生",
            width=28,
        ),
        Column(
            "places",
            gettext_lazy("Places"),
            whole_number(0, 100_000),
            ("名额", "人数"),
            explains=gettext_lazy("For everybody together; places of units stand beside them."),
            example="300",
            width=10,
        ),
        Column(
            "title",
            gettext_lazy("Topic"),
            text(160),
            ("题目", "主题", "宣讲题目"),
            explains=gettext_lazy("Empty: the title of the event."),
            width=28,
        ),
        Column("credit_hours", gettext_lazy("Credit hours"), hours, ("学时",), example="1.5"),
        Column(
            "label",
            gettext_lazy("Label"),
            text(80),
            ("标识", "名称"),
            explains=gettext_lazy("Empty: called by its number."),
        ),
    ]
