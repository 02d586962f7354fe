"""`{{ session.user_agent|device }}`, `{{ session.session_key|device_name }}`: `people.devices`."""

from django import template

from people.devices import described, name_of

register = template.Library()
register.filter("device", described)
register.filter("device_name", name_of)
