"""Writing what a file says of a tour's stops: all of it or nothing, by the actions of each stop."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from events.actions.create import create_offering, edit_offering
from events.actions.locks import lock_offerings
from events.actions.places import post_places
from events.actions.rewrite import rewrite_sessions
from events.actions.sessions import add_session
from events.actions.teams import send_team
from events.incoming.stops import Stop, StopPlan, plan_stops
from events.outcomes import EventOutcome
from kernel.actions import action
from kernel.outcomes import Result
from publishing.tabular.outcomes import ImportOutcome
from publishing.tabular.tables import Findings, Row

# Registration of a stop that is brought is open until it begins; of a past one it was for a day.
A_DAY = timedelta(days=1)


class _Undone(Exception):
    """Takes back what has been written."""


def examine_stops(rows: Sequence[Row], by: Any) -> Findings:
    """What is wrong and how many would be new or changed: it is done, looked at, and undone."""
    plan = plan_stops(rows, by)
    if plan.is_whole and not plan.findings.errors:
        _write_or_undo(plan, by=by, is_meant=False)
    return plan.findings


@action("events.import_stops")
def import_stops(*, by: Any, rows: Sequence[Row]) -> Result:
    """Add stops as drafts and change those that are there: WRITTEN, NOTHING_TO_WRITE, HAS_ERRORS.

    People registered for a stop whose time or place changes are told, as by `move_session`.
    `details["findings"]` has counts and errors.
    """
    keys = sorted({row.get("tour").pk for row in rows if row.get("tour")})
    # One import of a tour after the other: two of the same file would make every stop twice.
    pages = Page.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    list(pages.filter(pk__in=keys).values_list("pk"))
    plan = plan_stops(rows, by)
    findings = plan.findings
    if not findings.errors:
        _write_or_undo(plan, by=by, is_meant=True)
    if findings.errors:
        details = {"count": len(findings.errors), "findings": findings}
        return Result(ImportOutcome.HAS_ERRORS, None, details)
    is_same = not findings.new and not findings.changed
    outcome = ImportOutcome.NOTHING_TO_WRITE if is_same else ImportOutcome.WRITTEN
    counts = findings.counts
    return Result(outcome, None, counts | {"findings": findings, "changes": counts})


def _write_or_undo(plan: StopPlan, *, by: Any, is_meant: bool) -> None:
    """Write every stop; a refusal becomes an error of its row, and then nothing stays."""
    try:
        with transaction.atomic():
            # Before any page is asked for a number: who changes an offering holds it first, too.
            changed = (stop.offering.pk for stop in plan.stops if stop.offering and stop.is_changed)
            lock_offerings(changed)
            for stop in plan.stops:
                refused = next((result for result in _write(stop, by) if not result.ok), None)
                if refused is not None:
                    plan.findings.wrong(stop.row, _blamed(stop, refused), refused.message)
            if plan.findings.errors or not is_meant:
                raise _Undone
    except _Undone:
        return


def _blamed(stop: Stop, refused: Result) -> str:
    """The column that a refusal is about; empty: the whole row."""
    if refused.outcome is EventOutcome.TEAM_EMPTY:
        return "team"
    if refused.outcome is not EventOutcome.SPEAKER_TAKEN:
        return ""
    return next((name for name in ("team", "speaker") if stop.values[name]), "")


def _write(stop: Stop, by: Any) -> list[Result]:
    if stop.offering is None:
        return _add(stop, by)
    return _change(stop, by) if stop.is_changed else []


def _add(stop: Stop, by: Any) -> list[Result]:
    said = stop.values
    starts_at = said["starts_at"]
    made = create_offering(
        by=by,
        page=stop.page,
        lead_unit=said["lead_unit"],
        opens_at=min(timezone.now(), starts_at - A_DAY),
        closes_at=starts_at,
        capacity=stop.places or 0,
        number=said["number"],
        label=said["label"] or "",
        audience=said["audience"] or "",
        **({"team": said["team"]} if said["team"] else {}),
    )
    if not made.ok:
        return [made]
    team = made.record.team
    members = team.speakers() if team else []
    speakers = list(dict.fromkeys(filter(None, (said["speaker"], *members))))
    place = ("starts_at", "ends_at", "venue", "teaching_point")
    added = add_session(
        by=by,
        offering=made.record,
        title=said["title"] or stop.page.title,
        place_note=said["place_note"] or "",
        speaker=next(iter(speakers), None),
        others=speakers[1:],
        credit_hours=said["credit_hours"] or 0,
        **{name: said[name] for name in place},
    )
    return [made, added]


def _change(stop: Stop, by: Any) -> list[Result]:
    results = []
    if stop.edits:
        results.append(edit_offering(by=by, offering=stop.offering, values=stop.edits))
    if stop.moves or stop.says:
        wanted = [(stop.session, stop.moves | stop.says)]
        results.append(rewrite_sessions(by=by, offering=stop.offering, wanted=wanted))
    if stop.team:
        results.append(send_team(by=by, offering=stop.offering, team=stop.team))
    if stop.more_places:
        results.append(post_places(by=by, offering=stop.offering, delta=stop.more_places))
    return results
