"""The admin as a whole: the menu by the five words, the first page, what the rooms cannot see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.models import Page

from attendance.rules import work_desk
from people.rules import WORKERS, has_role
from portal.dashboard import panels_for
from portal.decided import (
    decide_once,
    tell_how_it_stands,
    tell_what_is_newer,
    tell_what_was_decided,
)
from portal.page_history import ACTION, ActFormatter
from portal.rules import keep_retention
from portal.viewsets import (
    AuditViewSet,
    ContentChecks,
    DraftPages,
    ErasureViewSet,
    ImportArticle,
    RetentionEdit,
    RetentionList,
)

# The five words, each filled by the rooms through `register_<word>_menu_item`; and people.
WORDS = (
    ("publish", _("Publish"), "globe", 200),
    ("register", _("Register"), "clipboard-list", 210),
    ("attend", _("Attend"), "check", 220),
    ("reflect", _("Reflect"), "edit", 230),
    ("report", _("Report"), "table", 240),
    ("people", _("People"), "group", 250),
)
# What Wagtail puts on the top level and our words hold, or nobody here needs.
TAKEN_IN = {"images", "documents"}
LEFT_OUT = {"snippets", "help", *TAKEN_IN}


def register_word(name: str, label: Any, icon: str, order: int) -> None:
    """One word of the menu."""

    def item() -> MenuItem:
        menu = Menu(register_hook_name=f"register_{name}_menu_item")
        attrs = {"data-tour": name}  # portal/backoffice_tour.py
        return SubmenuMenuItem(
            label, menu, name=f"word-{name}", icon_name=icon, order=order, attrs=attrs
        )

    hooks.register("register_admin_menu_item", item)


for word in WORDS:
    register_word(*word)


class WorkerMenuItem(MenuItem):
    """Shown to those who run something."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By role."""
        return has_role(request.user, *WORKERS)


class DeskMenuItem(MenuItem):
    """Shown to those who work at a desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the desk's rule."""
        return work_desk.allows(request.user)


class PagesMenuItem(MenuItem):
    """Shown to those who work on pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By Wagtail's own test."""
        return user_has_any_page_permission(request.user)


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Report and People in the menu."""
    return [AuditViewSet(), ErasureViewSet()]


@hooks.register("register_log_actions")
def register_acts(actions: Any) -> None:
    """What is done to the offerings of a page stands in its history."""
    actions.register_action(ACTION)(ActFormatter)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The list of pages with open changes; how long data is kept."""
    return [
        path("drafts/", DraftPages.as_view(), name="admin-drafts"),
        path("drafts/results/", DraftPages.as_view(results_only=True), name="admin-drafts-results"),
        path("content-checks/", ContentChecks.as_view(), name="admin-content-checks"),
        path("articles/import/", ImportArticle.as_view(), name="admin-import-article"),
        path("retention/", RetentionList.as_view(), name="admin-retention"),
        path("retention/<str:kind>/", RetentionEdit.as_view(), name="admin-retention-edit"),
    ]


@hooks.register("register_publish_menu_item")
def register_import() -> MenuItem:
    """Articles out of DOCX; to ask for columns in every menu would cost each page two queries."""
    url = reverse("admin-import-article")
    return PagesMenuItem(
        _("Import an article"), url, name="import-article", icon_name="doc-full-inverse", order=60
    )


class RetentionMenuItem(MenuItem):
    """Shown to operators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the rule of the page."""
        return keep_retention.allows(request.user)


@hooks.register("register_report_menu_item")
def register_retention() -> MenuItem:
    """How long data is kept."""
    return RetentionMenuItem(
        _("How long data is kept"),
        reverse("admin-retention"),
        name="retention",
        icon_name="time",
        order=95,
    )


@hooks.register("register_attend_menu_item")
def register_desk() -> MenuItem:
    """Today's sessions, outside the admin."""
    return DeskMenuItem(
        _("Sessions today"), reverse("desk"), name="desk", icon_name="check", order=1
    )


@hooks.register("register_report_menu_item")
def register_drafts() -> MenuItem:
    """What editors have to finish."""
    url = reverse("admin-drafts")
    return PagesMenuItem(
        _("Changes not yet published"), url, name="drafts", icon_name="draft", order=50
    )


@hooks.register("register_report_menu_item")
def register_content_checks() -> MenuItem:
    """What is wrong with published pages."""
    url = reverse("admin-content-checks")
    return PagesMenuItem(
        _("Content checks"), url, name="content-checks", icon_name="check", order=55
    )


def reports_address() -> str:
    """Where figures are read; empty on a site without that room's pages."""
    try:
        return reverse("reports")
    except NoReverseMatch:
        return ""


class ReportsMenuItem(WorkerMenuItem):
    """Figures, for those who run something; only where there is such a page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By role."""
        return bool(self.url) and super().is_shown(request)


@hooks.register("register_report_menu_item")
def register_reports() -> MenuItem:
    """Figures by offering, outside the admin."""
    return ReportsMenuItem(
        _("Figures"), reports_address(), name="figures", icon_name="table", order=1
    )


@hooks.register("register_admin_menu_item")
def register_tour() -> MenuItem:
    """The tour for beginners, from the start."""
    url = f"{reverse('wagtailadmin_home')}?tour"
    return MenuItem(_("Tour"), url, name="tour", icon_name="help", order=10_000)


@hooks.register("construct_main_menu")
def by_the_five_words(request: HttpRequest, items: list[MenuItem]) -> None:
    """Pictures and documents stand under Publish; lookups have entries of their own there."""
    for item in items:
        if item.name == "reports":
            item.label = _("Page reports")
    items[:] = [item for item in items if item.name not in LEFT_OUT]


hooks.register("before_edit_page", decide_once, order=-1)
hooks.register("before_edit_page", tell_how_it_stands)
hooks.register("before_edit_page", tell_what_is_newer)
hooks.register("after_edit_page", tell_what_was_decided, order=-1)


@hooks.register("after_edit_page")
def leave_what_is_decided(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Approvers without pages of their own go to the first page, not to a list closed to them."""
    if user_has_any_page_permission(request.user):
        return None
    decided = Page.objects.get(pk=page.pk)  # `page` remembers the step it waited at
    if decided.permissions_for_user(request.user).can_edit():
        return None
    return redirect("wagtailadmin_home")


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """What needs attention comes first."""
    panels.extend(panels_for(request))
