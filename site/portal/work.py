"""Where a person works on the site beyond taking part: a link for each rule that opens a door."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from attendance.rules import work_desk
from essays.rules import direct_review, review_essay
from kernel.rules import Rule
from people.rules import see_unit
from portal.doors import enter_admin
from reports.rules import see_report


@dataclass(frozen=True)
class Door:
    """One screen of work: who may open it, its name, what one does there."""

    rule: Rule
    view: str
    title: str | Promise
    note: str | Promise


DOORS = (
    Door(work_desk, "desk", _("Check-in desk"), _("Check people in, call the roll")),
    Door(see_unit, "unit", _("Unit desk"), _("People, places, what is owed")),
    Door(review_essay, "review", _("Essays to review"), _("Read, accept or return")),
    Door(direct_review, "review-tasks", _("Direct reviews"), _("Assign, decide, release")),
    Door(see_report, "reports", _("Reports"), _("Figures and workbooks")),
    Door(enter_admin, "wagtailadmin_home", _("Back office"), _("Pages, offerings, registrations")),
)


def doors_of(person: Any) -> list[dict[str, Any]]:
    """The doors open to `person`, as items of `components/link_list.html`."""
    return [
        {"title": door.title, "note": door.note, "url": reverse(door.view)}
        for door in DOORS
        if door.rule.allows(person)
    ]
