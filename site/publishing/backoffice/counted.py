"""Wagtail's own screens: in Chinese a count has its measure word, a colon its full width; the
top of the tree of pages, and whoever published one, has a name.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.models import Page

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


def title_of(page: Page) -> str:
    """A page as editors know it; the top of the tree, which is nobody's page, as the menu does."""
    return _("Pages") if page.is_root() else page.draft_title or page.title


def with_publishers(_view: Any, pages: Any) -> Any:
    """The list of pages that were not updated for long, each with the name of who published it.

    Wagtail puts the account's own name there, and "None" where nobody was signed in. One statement.
    """
    people = get_user_model().objects.in_bulk({page.last_published_by for page in pages} - {None})
    for page in pages:
        person = people.get(page.last_published_by)
        page.last_published_by_user = person.get_full_name() if person else _("system")
    return pages


def speak_chinese() -> None:
    """Wagtail has no setting for these, nor for the order of names."""
    Page.get_admin_display_title = title_of
    AgingPagesView.decorate_paginated_queryset = with_publishers
    NameEmailForm.field_order = ["last_name", "first_name"]
    WagtailPaginator.items_count_label = property(how_many)
    WagtailAdminTemplateMixin.get_header_title = heading
