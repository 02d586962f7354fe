"""Columns of a timetable as XLSX, for bringing one and for taking one away."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from events.enums import SessionForm
from events.incoming.columns import hours
from events.models import Speaker, Venue
from publishing.tabular.columns import Column, clock, day, one_of, text

LISTED = 300  # names in a drop-down list


def forms() -> dict[str, str]:
    """Forms of teaching by their words."""
    return {str(label): value for value, label in SessionForm.choices}


def _names(model: Any) -> Any:
    return lambda: list(model.objects.values_list("name", flat=True)[:LISTED])


def timetable_columns(person: Any) -> Sequence[Column]:
    """What a row of a timetable may say, the same for everybody."""
    return COLUMNS


COLUMNS = (
    Column(
        "day", gettext_lazy("Day"), day,
        aliases=("日期", "上课日期", "date"), required=True, example="2026-05-11", width=13,
        explains=gettext_lazy("A day such as 2026-05-11."),
    ),
    Column(
        "starts", gettext_lazy("Begins"), clock,
        aliases=("开始", "开始时间", "start"), required=True, example="09:00", width=9,
        explains=gettext_lazy("A time such as 09:00."),
    ),
    Column(
        "ends", gettext_lazy("Ends at"), clock,
        aliases=("结束", "结束时间", "end"), required=True, example="11:30", width=9,
        explains=gettext_lazy("A time of the same day."),
    ),
    Column(
        "title", gettext_lazy("Title of the session"), text(160),
        aliases=("课程", "课程名称", "专题", "题目", "教学内容", "内容", "topic", "title"),
        example="强国之路", width=34,
        explains=gettext_lazy("Empty only where a topic of the catalogue is named."),
    ),
    Column(
        "title_en", gettext_lazy("Title in English"), text(240), aliases=("英文题目",), width=24
    ),
    Column(
        "topic", gettext_lazy("Topic of the catalogue"), text(300), aliases=("目录专题",), width=24,
        explains=gettext_lazy(
            "By its title; “provider · title” where two providers have one. Fills what is empty."
        ),
    ),
    Column(
        "form", gettext_lazy("Form of teaching"), one_of(forms),
        aliases=("教学形式", "授课形式", "形式"), choices=lambda: list(forms()),
        width=13,
        explains=gettext_lazy("Empty: a lecture."),
    ),
    Column(
        "speaker", gettext_lazy("Speaker"), text(80),
        aliases=("主讲人", "授课人", "授课教师", "教师"), choices=_names(Speaker), width=12,
        explains=gettext_lazy("By name, as in the list of speakers."),
    ),
    Column(
        "venue", gettext_lazy("Venue"), text(120),
        aliases=("场馆", "地点", "教学地点"), choices=_names(Venue), width=24,
        explains=gettext_lazy("By its name or short name, as in the list of venues."),
    ),
    Column(
        "teaching_point", gettext_lazy("Teaching point"), text(80),
        aliases=("教学点", "现场教学点"), width=18,
        explains=gettext_lazy("One of the venue's own."),
    ),
    Column(
        "place_note", gettext_lazy("Place, where no venue is listed"), text(160),
        aliases=("其他地点", "地点说明"), width=20,
    ),
    Column(
        "credit_hours", gettext_lazy("Credit hours"), hours, aliases=("学时",),
        example="3", width=9, explains=gettext_lazy("In steps of 0.5."),
    ),
    Column(
        "session", gettext_lazy("Number of the session"), text(20), aliases=("编号",), width=16,
        explains=gettext_lazy(
            "Stands in files taken from here. With it a session is found again even when its day "
            "changes; leave it empty for a new one."
        ),
    ),
)  # fmt: skip
