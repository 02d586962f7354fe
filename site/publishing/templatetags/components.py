"""Template tags of the component library, where an include alone would be clumsy."""

import re
from itertools import groupby
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.urls import translate_url
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publishing import dates, languages
from publishing.frame import frame_of
from publishing.languages import named

register = template.Library()

# A run of Han characters and Chinese punctuation, with what stands between two of them.
_HAN = r"\u2e80-\u2fdf\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e\U00020000-\U0003ffff"
_CHINESE = re.compile(rf"([{_HAN}](?:[{_HAN}\d\s]*[{_HAN}])?)")
# What breaks at a line's end and should not: a range of times, the name of a coordinate system, a
# number and its measure.
_UNBROKEN = re.compile(r"\d[\d:]*–\d[\d:]*|\((?:WGS-84|GCJ-02)\)|\d[\d.,]* (?:学时|人次|人|课|天)")
SELF_NAMES = {"zh-hans": "中文", "en": "English"}


def _value(thing, name):
    """The named value of a mapping or an object; None where it has none."""
    if isinstance(thing, dict):
        return thing.get(name)
    return getattr(thing, name, None)


register.filter("named", named)


@register.simple_tag
def text_of(thing, name):
    """The text in the reader's language; Chinese on an English page is marked with `lang`."""
    if thing in (None, ""):
        return ""
    text = _value(thing, name) or ""
    if dates.in_chinese():
        return text
    english = _value(thing, f"{name}_en")
    if english:
        return english
    return format_html('<span lang="zh-Hans">{}</span>', text) if text else ""


@register.filter
def in_its_language(text):
    """A name or title; on an English page, what is Chinese in it is marked with `lang`."""
    if not text or dates.in_chinese():
        return text
    escaped = conditional_escape(text)
    if "<" in escaped:  # has mark-up of its own
        return text
    parts = _CHINESE.split(escaped)
    parts[1::2] = [f'<span lang="zh-Hans">{part}</span>' for part in parts[1::2]]
    return mark_safe("".join(parts))  # noqa: S308 - escaped before it was split


@register.simple_tag(takes_context=True)
def alternates(context):
    """The same page in every language: a list of {code, name, url, current, is_home}.

    A published page answers with its live translations, and with the home page of a language that
    it is not translated into; any other address is translated by its pattern.
    """
    request = context.get("request")
    if request is None:
        return []
    if not hasattr(request, "alternates"):  # the head and the masthead both ask
        request.alternates = _alternates(request, context.get("page"))
    return request.alternates


def _alternates(request, page):
    current = (get_language() or settings.LANGUAGE_CODE).lower()
    if getattr(page, "pk", None) and hasattr(page, "get_translations"):
        live = _kept_translations(request, page)
        if live is None:
            live = page.get_translations(inclusive=True).live().select_related("locale")
        addresses = {
            item.locale.language_code.lower(): item.get_url(request=request) for item in live
        }
    else:
        query = urlsplit(request.get_full_path()).query
        addresses = {
            code.lower(): translate_url(request.path, code) + (f"?{query}" if query else "")
            for code, _name in settings.LANGUAGES
        }
    return [
        {
            "code": code,
            "name": SELF_NAMES.get(code.lower(), name),
            "url": addresses.get(code.lower()) or _home_in(code),
            "current": code.lower() == current,
            "is_home": not addresses.get(code.lower()),
        }
        for code, name in settings.LANGUAGES
    ]


def _home_in(code):
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"


def _kept_translations(request, page):
    """Those that were read along, or stand in the frame; None for any other page."""
    if getattr(page, "in_languages", None) is not None:
        return [one for one in page.in_languages.values() if one.live]
    frame = frame_of(request)
    if frame is None or page.translation_key != frame.site.root_page.translation_key:
        return None
    return [p for (key, _code), p in frame.translations.items() if key == page.translation_key]


@register.simple_tag(takes_context=True)
def came_back(context):
    """Whether a form of the page came back with errors: its title says so before all else."""
    forms = (value for value in context.flatten().values() if issubclass(type(value), BaseForm))
    return any(form.errors for form in forms)


@register.simple_tag
def address(path):
    """A fixed address of the site (`/me/`, `/search/`) in the reader's language."""
    return path if dates.in_chinese() else f"/en{path}"


@register.simple_tag
def timetable_days(sessions):
    """Sessions in order of time as days of half-days: [{date, held, halves: [{name, sessions}]}].

    Sessions are anything with an aware `starts_at`; two at the same hour stand below each other,
    as they do on paper. A day is held when one of its sessions is not `cancelled`.
    """
    ordered = sorted(sessions, key=lambda session: _value(session, "starts_at"))
    days = []
    for on, of_day in groupby(ordered, lambda s: dates.local_date(_value(s, "starts_at"))):
        halves = [
            {"name": dates.half_day_name(key), "sessions": list(group)}
            for key, group in groupby(of_day, lambda s: dates.half_day_key(_value(s, "starts_at")))
        ]
        held = any(not _value(s, "cancelled") for half in halves for s in half["sessions"])
        days.append({"date": on, "held": held, "halves": halves})
    return days


@register.filter
def share_of(value, whole):
    """Hundredths of `whole`, between 0 and 100, for bars; nothing of nothing is 0."""
    try:
        value, whole = float(value or 0), float(whole or 0)
    except (TypeError, ValueError):
        return 0
    return round(max(0.0, min(100.0, 100 * value / whole))) if whole > 0 else 0


@register.simple_tag
def fact(term, value, note="", strong=False):
    """One line of a facts rail: `{% fact _("When") when as f_when %}`."""
    return {"term": term, "value": value, "note": note, "strong": strong}


@register.simple_tag
def listing(*items):
    """The arguments that hold something, as a list: `{% listing f_when f_where as facts %}`."""
    return [item for item in items if item]


@register.simple_tag
def titled(offering, page=None):
    """An offering as lists name it; its page's titles stand on it, or on `page`."""
    named = (text_of(page or offering, "page_title"), text_of(offering, "label"))
    return format_html_join(languages.between(), "{}", ((one,) for one in named if one))


@register.simple_tag
def between():
    """What sets cohort from page and room from venue apart."""
    return languages.between()


@register.filter
def joined(items, separator="、"):
    """Words of a list in one line; the Chinese comma for lists by default."""
    if separator == "、" and not dates.in_chinese():
        separator = ", "
    return format_html_join(separator, "{}", ((item,) for item in items if item))


@register.filter
def unbroken(text):
    """The text, in which ranges of times and numbers with their measure stay in one line."""
    marked = _UNBROKEN.sub(r'<span class="nowrap">\g<0></span>', conditional_escape(text))
    return mark_safe(marked)  # noqa: S308 (escaped above)


@register.filter
def widget_kind(bound_field):
    """`check` for a single box, `group` for a set of choices, else `line`."""
    widget = bound_field.field.widget
    if getattr(widget, "input_type", "") == "checkbox" and not hasattr(widget, "choices"):
        return "check"
    return "group" if widget.use_fieldset else "line"


@register.filter
def unhinted(bound_field):
    """The field without a placeholder: its label stands above it and says the same."""
    bound_field.field.widget.attrs.pop("placeholder", None)
    return bound_field


@register.filter
def first_control(bound_field):
    """The id of what a link to the field gives the focus to: of a group, the first choice."""
    if widget_kind(bound_field) == "group" and bound_field.subwidgets:
        return bound_field.subwidgets[0].id_for_label
    return bound_field.id_for_label or bound_field.auto_id


NEVER_KEPT = {"password", "file"}  # no browser fills them in again


@register.filter
def what_is_kept(form):
    """What of a form that comes back need not be written again, and which files have to be chosen
    anew, since no browser takes them back; empty where nothing is to be said.
    """
    kinds = {
        field: getattr(field.field.widget, "input_type", "") for field in form.visible_fields()
    }
    again = [str(field.label) for field in kinds if field.html_name in form.files]
    files = languages.one_by_one(again)
    if not any(field.value() for field, kind in kinds.items() if kind not in NEVER_KEPT):
        return _("Files have to be chosen again: %(files)s.") % {"files": files} if files else ""
    if "password" in kinds.values():
        return _("What you wrote is still here; only the password is asked for again.")
    if files:
        words = _("What you wrote is still here; only files have to be chosen again: %(files)s.")
        return words % {"files": files}
    return _("What you wrote is still here.")


@register.filter
def column_number(head, index):
    """Whether the column at `index` of a table's head holds numbers."""
    return bool(head[index].get("number")) if index < len(head) else False


@register.filter
def page_numbers(paginator, current):
    """Page numbers around the current one; None stands for a gap."""
    numbers = paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]
