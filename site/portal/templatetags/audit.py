"""`{{ row.action|act_name }}`: an action in words."""

from django import template

from portal import audit_words

register = template.Library()
register.filter("act_name", audit_words.act_name)
