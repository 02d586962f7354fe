"""A tour of the back office for those who see it for the first time.

Whoever ends it, or says no, is not asked again: Wagtail keeps that with the person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from django.forms.widgets import Script
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component

from people.rules import WORKERS, has_role

DONE = "yanxi-tour"  # the key among what Wagtail knows a person to have put away


def runs_offerings(person: Any) -> bool:
    """An organiser, or somebody else who works on registrations and attendance."""
    return person.has_perm("events.view_offering") and has_role(person, *WORKERS)


def anybody(_person: Any) -> bool:
    """Whoever may enter."""
    return True


@dataclass(frozen=True)
class Step:
    """A place on the first page, and what a beginner is told there."""

    place: str  # a CSS selector; empty: in the middle of the screen
    title: str | Promise
    text: str | Promise
    concerns: Callable[[Any], bool] = anybody


STEPS = (
    Step(
        "",
        _("Welcome to the back office"),
        _(
            "A minute to see where things are. The arrow keys lead on and back, Esc ends the tour;"
            " it begins again under “Tour” in the menu."
        ),
    ),
    Step(
        "#todo-section",
        _("What waits for you"),
        _("Numbers of today. Each leads to the list in which you deal with it."),
    ),
    Step(
        "#next-sessions-section",
        _("What is held next"),
        _("Your next sessions. “Open the desk” checks people in, on a phone too."),
        runs_offerings,
    ),
    Step(
        ".sidebar-nav-toggle--mobile",  # where the menu is folded away
        _("The menu"),
        _(
            "Behind these three lines: pages, then five words for what is done here, from Publish "
            "to Report, people, and this tour."
        ),
    ),
    Step(
        ".sidebar-page-explorer-item",
        _("Pages"),
        _(
            "The pages of the site as a tree. Beside each page that you edit stand its preview as"
            " on a phone, a tablet and a computer, checks of its content, comments and its history."
        ),
        user_has_any_page_permission,
    ),
    Step(
        "[data-tour=publish]",
        _("Publish"),
        _("Pictures and documents, the menus of the site, and articles out of Word."),
        user_has_any_page_permission,
    ),
    Step(
        "[data-tour=register]",
        _("Register"),
        _("Offerings and who takes part: windows, places, waiting lists, decisions."),
        runs_offerings,
    ),
    Step(
        "[data-tour=attend]",
        _("Attend"),
        _("Check-in, roll calls, leave, credit hours and papers to print."),
        runs_offerings,
    ),
    Step(
        "[data-tour=reflect]",
        _("Reflect"),
        _("Essays: tasks, deadlines, reviews and what is published of them."),
        runs_offerings,
    ),
    Step(
        "[data-tour=report]",
        _("Report"),
        _("Figures; for pages, changes not yet published and what is wrong with their content."),
    ),
    Step(
        ".sidebar-footer",
        _("Your account"),
        _("Language, light or dark, a denser or wider list, and the way out."),
    ),
)


class TourPanel(Component):
    """Offers the tour to whoever has not put it away; `?tour` begins it at once."""

    name = "tour"
    order = 5
    template_name = "admin/portal/tour_panel.html"
    media = Media(
        css={"all": ["vendor/driver/driver.css", "css/admin_tour.css"]},
        js=[
            "vendor/driver/driver.iife.js",
            Script("js/admin_tour.js", type="module"),  # type: ignore[list-item]
        ],
    )

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The steps that concern this person, in their language."""
        request = parent_context["request"]
        profile = getattr(request.user, "wagtail_userprofile", None)
        return {
            "steps": [
                {"element": step.place, "title": str(step.title), "text": str(step.text)}
                for step in STEPS
                if step.concerns(request.user)
            ],
            "key": DONE,
            "done": bool(profile and profile.dismissibles.get(DONE)),
            "begin": "tour" in request.GET,
        }
