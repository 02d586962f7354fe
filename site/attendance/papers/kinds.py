"""Every paper with names: what it is called, what it contains, how it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.papers import cards, grouping, lists, seating
from attendance.papers.naming import Named
from media.papers.sheet import bound


@dataclass(frozen=True)
class Asked:
    """Of what a paper is made: the people, the sessions, what was chosen."""

    named: Named
    sessions: list[Any]
    chosen: dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One paper; `name` stands in addresses, `make` answers with a PDF."""

    name: str
    label: str | Promise
    contains: str | Promise
    make: Callable[[Asked], bytes]
    needs_sessions: bool = False

    @property
    def address(self) -> str:
        """The name of its address."""
        return f"paper_{self.name.replace('-', '_')}"


def _sign_in(asked: Asked) -> bytes:
    sheets = lists.sign_in_sheets(asked.named, asked.sessions, asked.chosen["day"])
    return bound(sheets)


def _groups(asked: Asked) -> bytes:
    chosen = asked.chosen
    groups, how = grouping.grouped(asked.named, chosen["how"], chosen["number"])
    return lists.group_list(asked.named, groups, how).build()


KINDS = (
    Kind(
        "sign-in",
        _("Sign-in sheets"),
        _("By half-day, twenty to a page, with boxes to sign and a line for the accounts: number, "
          "name, unit, post."),
        _sign_in,
        needs_sessions=True,
    ),
    Kind(
        "cards",
        _("Passes and name cards"),
        _("Ten to a page, to be cut: name, unit, post, and the check-in pass that the desk scans."),
        lambda asked: cards.name_cards(
            asked.named, asked.sessions, with_pass=asked.chosen["with_pass"]
        ),
    ),
    Kind(
        "tents",
        _("Table tents"),
        _("Two to a page, folded once: name and unit on both sides."),
        lambda asked: cards.table_tents(asked.named),
    ),
    Kind(
        "roster",
        pgettext_lazy("on paper", "Roster"),
        _("Everybody with a place in official order: number, name, unit, post, companions."),
        lambda asked: lists.roster_paper(asked.named).build(),
    ),
    Kind(
        "groups",
        _("Group list"),
        _("By unit, by bus, or dealt into groups: number, name, unit, post."),
        _groups,
    ),
    Kind(
        "contacts",
        _("Contact list"),
        _("Number, name, unit, post, a column for rooms, and mobile numbers where you want them."),
        lambda asked: lists.contact_list(
            asked.named, with_numbers=asked.chosen["with_numbers"]
        ).build(),
    ),
    Kind(
        "seats",
        _("Seating plan"),
        _("Rows and seats as you choose them, with number, name and unit on each."),
        lambda asked: seating.seating_plan(
            asked.named,
            rows=asked.chosen["rows"],
            columns=asked.chosen["columns"],
            order=asked.chosen["order"],
        ),
    ),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}
