"""Wagtail's own screens: in Chinese a count has its measure word, a colon its full width."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from publishing.dates import in_chinese


def how_many(paginator: Any) -> str:
    """What a list holds, below it: "8 pages"; in Chinese no word fits after every number."""
    if in_chinese():
        return _("%(count)s in all") % {"count": paginator.count}
    many = paginator.count != 1
    return f"{paginator.count} {paginator.verbose_name_plural if many else paginator.verbose_name}"


def heading(view: Any) -> str:
    """What a screen does, and to what."""
    said, of = str(view.get_page_title()), str(view.get_page_subtitle() or "")
    if not of or of == said:
        return said
    return f"{said}：{of}" if in_chinese() else f"{said}: {of}"


def speak_chinese() -> None:
    """Wagtail has no setting for either, nor for the order of names."""
    NameEmailForm.field_order = ["last_name", "first_name"]
    WagtailPaginator.items_count_label = property(how_many)
    WagtailAdminTemplateMixin.get_header_title = heading
