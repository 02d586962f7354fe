"""`{{ row.action|act_name }}`: an action in words; `{{ row|reason_of }}`: why it was done."""

from django import template

from portal import audit_words

register = template.Library()
register.filter("act_name", audit_words.act_name)
register.filter("reason_of", audit_words.reason_of)
