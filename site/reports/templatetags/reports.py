"""Figures in a table: `{{ figures.hours|number }}`, `{{ figures.attendance_rate|percent }}`."""

from typing import Any

from django import template

from reports import definitions, tours

register = template.Library()
register.filter("number", definitions.number)
register.filter("percent", definitions.percent)


@register.simple_tag
def tour_figures(offerings: list[Any]) -> tours.TourFigures:
    """`{% tour_figures programme.offerings as figures %}`: what came of all dates of a page."""
    return tours.tour_figures(offerings)
