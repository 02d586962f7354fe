"""The author decides what an accepted essay may be used for, and takes a consent back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from essays.actions.publish_unpublish import recall_books, take_down, unname
from essays.enums import EssayState
from essays.models import Consent, Essay, Publication
from essays.rules import write_essay
from essays.uses import NameShown, PublishOutcome, Use
from kernel.actions import action
from kernel.outcomes import Result
from publishing.page_cache import bump


@dataclass(frozen=True)
class Wish:
    """How an author wishes to be named in one use."""

    name_shown: str
    pen_name: str = ""
    shows_unit: bool = False


@action("essays.decide_uses")
def decide_uses(*, by: Any, essay: Essay, wishes: Mapping[str, Wish | None]) -> Result:
    """Give, change and take back consent: for each use in `wishes` a wish, or None for no.

    Outcomes: USES_KEPT, OFF_THE_SITE, USES_SAME, NOT_ACCEPTED, PEN_NAME_MISSING. Taking back is
    always possible; without consent to the site its pages go offline in the same transaction.
    Raises Forbidden for anybody but the author, ValueError for an unknown use.
    """
    write_essay.check(by, essay)
    wanted = {str(Use(use)): _tidy(wish) for use, wish in wishes.items()}
    essay = Essay.objects.select_for_update(no_key=True, of=("self",)).get(pk=essay.pk)
    held = held_publication(essay)
    if any(wanted.values()):
        if essay.state != EssayState.ACCEPTED:
            details = {"state": essay.get_state_display()}
            return Result(PublishOutcome.NOT_ACCEPTED, essay, details)
        if any(wish and wish.name_shown == NameShown.PEN and not wish.pen_name
               for wish in wanted.values()):  # fmt: skip
            return Result(PublishOutcome.PEN_NAME_MISSING, essay)
        held = held or _pinned(essay)
    changed = [use for use, wish in wanted.items() if held and _decide(held, use, wish)]
    if not changed:
        return Result(PublishOutcome.USES_SAME, essay)
    assert held is not None, "something changed"
    if Use.BOOK in changed:
        recall_books(held)
    if Use.AWARD in changed:
        bump()
    went = Use.WEB in changed and _follow(held, wanted[Use.WEB])
    given = {use: wanted[use] is not None for use in changed}
    outcome = PublishOutcome.OFF_THE_SITE if went else PublishOutcome.USES_KEPT
    return Result(outcome, essay, {"changes": {"uses": given}})


def held_publication(essay: Essay) -> Publication | None:
    """The essay's publication under its lock, if there is one."""
    rows = Publication.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("essay", "revision").filter(essay=essay).first()


def _tidy(wish: Wish | None) -> Wish | None:
    if wish is None:
        return None
    pen = wish.pen_name.strip() if wish.name_shown == NameShown.PEN else ""
    return Wish(str(NameShown(wish.name_shown)), pen, wish.shows_unit)


def _pinned(essay: Essay) -> Publication:
    """The record, with the revision that was accepted: later ones would not be what was agreed."""
    revision = essay.latest_revision()
    assert revision is not None, "what was accepted was handed in"
    return Publication.objects.create(essay=essay, revision=revision)


def _decide(held: Publication, use: str, wish: Wish | None) -> bool:
    """Write a decision about one use; whether it differs from the one that stood."""
    standing = Consent.objects.filter(publication=held, use=use, ended_at=None)
    now = standing.first()
    if (now is None and wish is None) or (now is not None and wish and now.same_as(wish)):
        return False
    standing.update(ended_at=timezone.now())
    if wish is not None:
        Consent.objects.create(
            publication=held,
            use=use,
            name_shown=wish.name_shown,
            pen_name=wish.pen_name,
            shows_unit=wish.shows_unit,
        )
    return True


def _follow(held: Publication, wish: Wish | None) -> bool:
    """What is on the site follows: gone, or under the name that stands now and no other.

    Returns whether it was there and is gone.
    """
    if wish is None:
        return take_down(held)
    if wish.name_shown == NameShown.REAL:
        bump()
    else:
        unname(held)
    return False
