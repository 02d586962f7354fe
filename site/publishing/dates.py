"""Dates, times and counts the way people here read them (Asia/Shanghai, Chinese or English).

Everything returns plain text in the active language, or in `language` when given. Aware instants
are turned into local time first; naive ones and dates are taken as they are.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, override

Moment = datetime | date

_WEEKDAYS_ZH = "一二三四五六日"
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOON, EVENING = time(12), time(18)
# Further away than this, "still 70 days" says less than the date beside it.
FAR_DAYS = 60


def local(moment: Moment) -> Moment:
    """The same instant on the wall clock of the site's time zone; dates stay dates."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def local_date(moment: Moment) -> date:
    """The local calendar date of an instant or date."""
    moment = local(moment)
    return moment.date() if isinstance(moment, datetime) else moment


def today() -> date:
    """Today's date in the site's time zone."""
    return timezone.localdate()


def in_chinese(language: str | None = None) -> bool:
    """Whether text is to be written in Chinese."""
    return (language or get_language() or "zh-hans").lower().startswith("zh")


def clock(moment: Moment | time | None) -> str:
    """`14:00`; empty for a date without time."""
    if isinstance(moment, datetime):
        return local(moment).strftime("%H:%M")
    return moment.strftime("%H:%M") if isinstance(moment, time) else ""


def day(moment: Moment, *, language: str | None = None, now: date | None = None) -> str:
    """`11月28日（周六）`, `Sat 28 Nov`; with the year only when it is not this one."""
    on, this_year = local_date(moment), (now or today()).year
    if in_chinese(language):
        year = "" if on.year == this_year else f"{on.year}年"
        return f"{year}{on.month}月{on.day}日（周{_WEEKDAYS_ZH[on.weekday()]}）"
    year = "" if on.year == this_year else f" {on.year}"
    return f"{_WEEKDAYS_EN[on.weekday()]} {on.day} {_MONTHS_EN[on.month - 1]}{year}"


def plain_day(moment: Moment, *, language: str | None = None, now: date | None = None) -> str:
    """`11月28日`, `28 Nov`; with the year only when it is not this one."""
    on, this_year = local_date(moment), (now or today()).year
    year = "" if on.year == this_year else str(on.year)
    if in_chinese(language):
        return f"{year}年{on.month}月{on.day}日" if year else f"{on.month}月{on.day}日"
    return f"{on.day} {_MONTHS_EN[on.month - 1]} {year}".rstrip()


def weekday(moment: Moment, *, language: str | None = None) -> str:
    """`周六`, `Sat`."""
    index = local_date(moment).weekday()
    return f"周{_WEEKDAYS_ZH[index]}" if in_chinese(language) else _WEEKDAYS_EN[index]


def month(moment: Moment, *, language: str | None = None, now: date | None = None) -> str:
    """`11月`, `Nov`; `2027年1月`, `Jan 2027` in another year."""
    on, this_year = local_date(moment), (now or today()).year
    if in_chinese(language):
        return f"{on.month}月" if on.year == this_year else f"{on.year}年{on.month}月"
    name = _MONTHS_EN[on.month - 1]
    return name if on.year == this_year else f"{name} {on.year}"


def when(
    start: Moment,
    end: Moment | None = None,
    *,
    language: str | None = None,
    now: date | None = None,
) -> str:
    """`11月28日（周六）14:00–16:30`, `Sat 28 Nov, 14:00–16:30`; across days both ends in full."""
    gap = "" if in_chinese(language) else ", "

    def full(moment: Moment) -> str:
        hour = clock(moment)
        return day(moment, language=language, now=now) + (gap + hour if hour else "")

    if end is None or end == start:
        return full(start)
    if local_date(start) == local_date(end):
        return f"{full(start)}–{clock(end)}" if clock(end) else full(start)
    return f"{full(start)} – {full(end)}"


def instant(moment: datetime, *, now: date | None = None) -> str:
    """`11月28日 09:00`, `28 Nov, 09:00`, `今天 09:00`: a deadline, without weekday."""
    on, present = local_date(moment), now or today()
    if abs((on - present).days) <= 1:
        return f"{relative_day(moment, now=present)} {clock(moment)}".rstrip()
    gap = " " if in_chinese() else ", "
    return plain_day(on, now=present) + gap + clock(moment)


def hours_to(start: Moment, end: Moment | None) -> str:
    """Beside a date at the left edge: `14:00–16:30` within a day, else the range of days."""
    if end is None:
        return clock(start)
    if local_date(start) != local_date(end):
        return date_range(start, end)
    return f"{clock(start)}–{clock(end)}" if clock(start) else ""


def date_range(
    start: Moment, end: Moment, *, language: str | None = None, now: date | None = None
) -> str:
    """`11月28日–30日`, `11月28日–12月2日`, `28–30 Nov`; the year when it is not this one."""
    first, last = local_date(start), local_date(end)
    if first == last:
        return day(first, language=language, now=now)
    this_year = (now or today()).year
    same_month = (first.year, first.month) == (last.year, last.month)
    years_differ = first.year != last.year
    if in_chinese(language):
        head = f"{first.year}年" if years_differ or first.year != this_year else ""
        tail = f"{last.year}年" if years_differ else ""
        tail += f"{last.day}日" if same_month else f"{last.month}月{last.day}日"
        return f"{head}{first.month}月{first.day}日–{tail}"
    end_year = f" {last.year}" if years_differ or last.year != this_year else ""
    tail = f"{last.day} {_MONTHS_EN[last.month - 1]}{end_year}"
    if same_month:
        return f"{first.day}–{tail}"
    start_year = f" {first.year}" if years_differ else ""
    return f"{first.day} {_MONTHS_EN[first.month - 1]}{start_year} – {tail}"


def short_moment(moment: datetime, *, language: str | None = None, now: date | None = None) -> str:
    """`14:00` today, else `11月28日`, `28 Nov`; with the year when it is not this one."""
    on, present = local_date(moment), now or today()
    if on == present and clock(moment):
        return clock(moment)
    return plain_day(on, language=language, now=present)


def half_day_key(moment: datetime | time) -> str:
    """`morning` before noon, `evening` from 18:00, otherwise `afternoon`."""
    at = timezone.localtime(moment).time() if isinstance(moment, datetime) else moment
    if at < NOON:
        return "morning"
    return "evening" if at >= EVENING else "afternoon"


def half_day_name(key: str) -> str:
    """The word for a key of `half_day_key`: 上午, 下午, 晚上."""
    names = {
        "morning": gettext("Morning"),
        "afternoon": gettext("Afternoon"),
        "evening": gettext("Evening"),
    }
    return names[key]


def half_day(moment: datetime | time) -> str:
    """上午, 下午 or 晚上 of an instant."""
    return half_day_name(half_day_key(moment))


def relative_day(moment: Moment, *, now: date | None = None) -> str:
    """今天, 明天, 还有 3 天, 3 天前: stands beside a date, never instead; empty when far away."""
    days = (local_date(moment) - (now or today())).days
    if abs(days) > FAR_DAYS:
        return ""
    near = {0: gettext("today"), 1: gettext("tomorrow"), -1: gettext("yesterday")}
    if days in near:
        return near[days]
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day ago", "%(days)d days ago", -days) % {"days": -days}


def countdown(moment: datetime, *, now: datetime | None = None) -> str:
    """Time left until an instant in its largest fitting units; empty when it has passed."""
    left = moment - (now or timezone.now())
    if left <= timedelta(0):
        return ""
    if left >= timedelta(days=2):
        return ngettext("%(days)d day left", "%(days)d days left", left.days) % {"days": left.days}
    minutes = int(left.total_seconds() // 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return gettext("%(hours)d h %(minutes)d min left") % {"hours": hours, "minutes": minutes}
    return gettext("%(minutes)d min left") % {"minutes": max(minutes, 1)}


def grouped(number: int, *, language: str | None = None) -> str:
    """`2.5万` when that is exact, else `1万2345`; `12,345` in English. Never rounded."""
    if not in_chinese(language):
        return f"{number:,}"
    if abs(number) < 10_000:
        return str(number)
    sign, size = ("-" if number < 0 else ""), abs(number)
    whole, rest = divmod(size, 10_000)
    if rest % 100 == 0:
        return f"{sign}{size / 10_000:.2f}".rstrip("0").rstrip(".") + "万"
    return f"{sign}{whole}万{rest:04d}"


def person_count(number: int, *, language: str | None = None) -> str:
    """A headcount of distinct persons: `320 人`, `1 person`."""
    with override(language or get_language()):
        text = ngettext("%(number)s person", "%(number)s people", number)
    return text % {"number": grouped(number, language=language)}


def person_times(number: int, *, language: str | None = None) -> str:
    """A count of attendances, in which a person counts each time: `1.2万 人次`."""
    with override(language or get_language()):
        text = ngettext("%(number)s attendance", "%(number)s attendances", number)
    return text % {"number": grouped(number, language=language)}


def credit_hours(hours: Decimal | float | str) -> str:
    """`3 学时`, `1.5 credit hours`: without a useless zero behind the point."""
    number = Decimal(str(hours))
    text = ngettext("%(hours)s credit hour", "%(hours)s credit hours", 1 if number == 1 else 2)
    return text % {"hours": f"{number.normalize():f}"}
