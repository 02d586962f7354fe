"""Template filters over `publishing.dates`: `{{ session|when }}`, `{{ offering.opens_at|day }}`."""

from django import template

from publishing import dates

register = template.Library()


def _given(function):
    """A filter that leaves nothing where there is nothing."""

    def filtered(value):
        return "" if value in (None, "") else function(value)

    filtered.__name__ = function.__name__
    filtered.__doc__ = function.__doc__
    return filtered


for _name in (
    "clock",
    "day",
    "plain_day",
    "weekday",
    "month",
    "half_day",
    "relative_day",
    "countdown",
    "instant",
    "person_count",
    "person_times",
    "grouped",
    "credit_hours",
    "local_date",
):
    register.filter(_name, _given(getattr(dates, _name)))


@register.filter
def when(value, end=None):
    """`{{ session|when }}` (anything with starts_at and ends_at) or `{{ start|when:end }}`."""
    if value in (None, ""):
        return ""
    if hasattr(value, "starts_at"):
        return dates.when(value.starts_at, value.ends_at) if value.starts_at else ""
    return dates.when(value, end or None)


@register.filter
def date_range(start, end):
    """`{{ first|date_range:last }}`: 11月28日–30日."""
    if not start:
        return ""
    return dates.date_range(start, end or start)


@register.filter
def hours_to(start, end):
    """`{{ starts|hours_to:ends }}`: 14:00–16:30, or the range of days."""
    return dates.hours_to(start, end or None) if start else ""


@register.filter
def day_number(value):
    """The day of the month alone, for the date at a list's left edge."""
    return dates.local_date(value).day if value else ""


@register.filter
def short_moment(value):
    """For the edge of an inbox: `14:00` today, `11月28日` or `28 Nov` otherwise."""
    return dates.short_moment(value) if value else ""
