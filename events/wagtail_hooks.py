"""The room's part of the Wagtail admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as pgettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from events.additions import Addition, add, page_types
from events.bulk_actions import Finish, Publish, SendTeam
from events.models import EventKind, EventPage, Theme
from events.reach import reaches
from events.rules import follow_offering
from events.viewsets import (
    BookingViewSet,
    BusViewSet,
    OfferingViewSet,
    ProviderViewSet,
    RouteViewSet,
    SessionViewSet,
    SpeakerViewSet,
    TeamViewSet,
    TopicViewSet,
    VenueViewSet,
    WorkdayViewSet,
)

for bulk_action in (Publish, SendTeam, Finish):
    hooks.register("register_bulk_action", bulk_action)
add(Addition("events", reaches=reaches, page_types=(EventPage,)))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under Publish and Register in the menu."""
    return [
        OfferingViewSet(),
        SessionViewSet(),
        RouteViewSet(),
        BookingViewSet(),
        VenueViewSet(),
        SpeakerViewSet(),
        TeamViewSet(),
        BusViewSet(),
        WorkdayViewSet(),
        ProviderViewSet(),
        TopicViewSet(),
    ]


class SnippetMenuItem(MenuItem):
    """Shown to those who may keep a kind of snippets."""

    def __init__(self, model: Any, label: Any, **kwargs: Any) -> None:
        self.viewset = model.snippet_viewset
        super().__init__(label, reverse(self.viewset.get_url_name("list")), **kwargs)

    def is_shown(self, request: Any) -> bool:
        """By the snippet's permission."""
        policy = self.viewset.permission_policy
        return policy.user_has_any_permission(request.user, ["add", "change", "view"])


@hooks.register("register_publish_menu_item")
def register_kinds() -> MenuItem:
    """Kinds of events."""
    return SnippetMenuItem(
        EventKind, _("Event kinds"), name="event-kinds", icon_name="tag", order=40
    )


@hooks.register("register_publish_menu_item")
def register_themes() -> MenuItem:
    """Themes of campaigns."""
    return SnippetMenuItem(
        Theme, pgettext("of campaigns", "Themes"), name="themes", icon_name="tag", order=45
    )


class YearMenuItem(MenuItem):
    """Shown to those who may list offerings."""

    def is_shown(self, request: Any) -> bool:
        """By the permission of the list."""
        return request.user.has_perm("events.view_offering")


@hooks.register("register_register_menu_item")
def register_year() -> MenuItem:
    """The calendar of the year."""
    url = reverse("offerings:year")
    label = _("Calendar of the year")
    return YearMenuItem(label, url, name="year", icon_name="calendar-alt", order=5)


def offerings_button(page: Any, person: Any) -> Iterator[Button]:
    """From a page to its offerings, for those who may look into them."""
    if page.specific_class not in page_types():
        return
    if not person.has_perm("events.view_offering") or not follow_offering.allows(person):
        return
    url = f"{reverse('offerings:index')}?page={page.pk}"
    yield Button(_("Offerings"), url=url, icon_name="calendar-alt", priority=5)


@hooks.register("register_page_listing_more_buttons")
def page_listing_button(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """In the row of a page."""
    yield from offerings_button(page, user)


@hooks.register("register_page_header_buttons")
def page_header_button(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """Above the page's editor."""
    yield from offerings_button(page, user)
