"""Columns of attendance as XLSX, for bringing it and for taking it away."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from attendance.enums import AttendanceStatus
from attendance.glyphs import SIGNS
from people.incoming.columns import NUMBER
from publishing.tabular.columns import BadCell, Column, as_text, clock, day, one_of, plain, text

# What other systems and paper lists write. Signs are taken as our own matrix prints them.
SAID: dict[str, str] = {
    **dict.fromkeys(("正常", "已签到", "签到", "已到", "到", "是", "√", "✓", "✔", "1"), "present"),
    **dict.fromkeys(("迟到", "△"), "late"),
    **dict.fromkeys(("早退", "▽"), "left_early"),
    **dict.fromkeys(("请假", "事假", "病假", "公假", "○"), "on_leave"),
    **dict.fromkeys(("缺席", "缺勤", "未到", "未签到", "否", "×", "✗", "x", "0"), "absent"),
    **dict.fromkeys(("旷课", "旷工", "■"), "unexcused"),
    **dict.fromkeys(("免训", "–"), "exempt"),
}


def words() -> dict[str, str]:
    """Statuses by their words."""
    return {str(status.label): status.value for status in AttendanceStatus}


def offered() -> list[str]:
    """What the drop-down list of the template has: what a file may say."""
    left_out = (AttendanceStatus.MADE_UP, AttendanceStatus.UNRECORDED)
    return [word for word, value in words().items() if value not in left_out]


def status(value: Any) -> str:
    """A status by our word in any language, or by what others write for it."""
    written = as_text(value)
    known = SAID.get(written.strip().lower()) or SAID.get(plain(written))
    if known is None:
        known = next((key for key, sign in SIGNS.items() if sign == written), None)
    return known or str(one_of(words)(value))


def moment(value: Any) -> time | datetime:
    """A time of day, or a day with a time as other systems write it: 2026-05-11 08:57."""
    if isinstance(value, datetime):
        return value
    on, _space, at = as_text(value).partition(" ")
    if not at:
        return clock(value)
    try:
        return datetime.combine(day(on), clock(at))
    except BadCell:
        raise BadCell(_("A time such as 08:57, please.")) from None


COLUMNS: tuple[Column, ...] = (
    Column(
        "name", pgettext_lazy("of a person", "Name"), text(80),
        aliases=("姓名", "学员", "学员姓名", "name"), required=True, example="林安", width=12,
        explains=gettext_lazy("As it stands in the roster of this activity."),
    ),
    NUMBER,
    Column(
        "unit", gettext_lazy("Unit"), text(200), aliases=("单位", "工作单位", "unit"), width=26,
        explains=gettext_lazy("Asked for only where two people have the same name."),
    ),
    Column(
        "session_title", gettext_lazy("Title of the session"), text(200),
        aliases=("课程", "课程名称", "专题", "session"), width=30,
    ),
    Column(
        "day", gettext_lazy("Day"), day, aliases=("日期", "上课日期", "date"), example="2026-05-11",
        width=13, explains=gettext_lazy("A day such as 2026-05-11."),
    ),
    Column(
        "starts", gettext_lazy("Begins"), clock, aliases=("开始", "开始时间", "start"),
        example="09:00", width=9,
        explains=gettext_lazy("Day and beginning say which session is meant, or its number does."),
    ),
    Column(
        "status", pgettext_lazy("of attendance", "Status"), status,
        aliases=("状态", "考勤状态", "签到状态", "出勤", "考勤结果", "status"),
        choices=offered, example="出勤", width=12,
        explains=gettext_lazy("Empty, with a time of coming: present, or late by the clock."),
    ),
    Column(
        "came", gettext_lazy("Came"), moment,
        aliases=("签到时间", "到达时间", "上课打卡", "check in"), example="08:57", width=10,
    ),
    Column(
        "left", gettext_lazy("Left"), moment,
        aliases=("签退时间", "离开时间", "下课打卡", "check out"), example="11:32", width=10,
    ),
    Column(
        "session", pgettext_lazy("beside that of a registration", "Number of the session"),
        text(20), aliases=("课次编号",), width=16,
        explains=gettext_lazy("Stands in files taken from here."),
    ),
    Column(
        "registration", gettext_lazy("Number of the registration"), text(20),
        aliases=("报名编号",), width=16,
        explains=gettext_lazy("Stands in files taken from here."),
    ),
)  # fmt: skip


def columns(by: Any) -> Sequence[Column]:
    """What a row may say, the same for everybody."""
    return COLUMNS
