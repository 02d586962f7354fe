"""Figures in a table: `{{ figures.hours|number }}`, `{{ figures.attendance_rate|percent }}`."""

from django import template

from reports import definitions

register = template.Library()
register.filter("number", definitions.number)
register.filter("percent", definitions.percent)
