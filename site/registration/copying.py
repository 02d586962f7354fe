"""What is copied when an offering is held once more: questions, audience, rules for places."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from events.models import Offering
from registration.answering import CONSENTED
from registration.models import AudienceRule, Milestone, Question, QuotaRule, QuotaTurn

NAMED = ("units", "groups", "categories", "pages")


def copy_questions(source: Offering, clone: Offering) -> None:
    """The questions that are still asked, with the conditions among them."""
    twins: dict[int | None, Question] = {}
    for question in Question.objects.asked().filter(offering=source):
        twins[question.pk] = Question.objects.create(
            offering=clone,
            sort_order=question.sort_order,
            kind=question.kind,
            label=question.label,
            label_en=question.label_en,
            help=question.help,
            help_en=question.help_en,
            options=[row for row in question.options if not row["gone"]],
            **_condition(question, twins),
        )


def _condition(question: Question, twins: Mapping[int | None, Question]) -> dict[str, Any]:
    """What brings a copied question: those answers that its copy offers as well.

    Where there are none, everybody is asked, and nobody has to answer what was not for everybody.
    """
    if question.shown_if_id is None:
        return {"required": question.required}
    twin = twins.get(question.shown_if_id)
    there = {row["code"] for row in twin.options} | {CONSENTED} if twin else set()
    codes = [code for code in question.shown_if_codes if code in there]
    return {
        "shown_if": twin if codes else None,
        "shown_if_codes": codes,
        "required": question.required and bool(codes),
    }


def copy_audience(source: Offering, clone: Offering) -> None:
    """The audience rules with what they name."""
    for rule in AudienceRule.objects.filter(offering=source):
        named = {name: list(getattr(rule, name).all()) for name in NAMED}
        twin = AudienceRule.objects.create(
            offering=clone, kind=rule.kind, unit_kinds=rule.unit_kinds, months=rule.months
        )
        for name, records in named.items():
            getattr(twin, name).set(records)


def copy_quota(source: Offering, clone: Offering, days: int) -> None:
    """How places of units are used, passed on and lost, with dates `days` later.

    Nothing has lapsed yet of the clone's; who was granted how many is copied with the places.
    """
    rule = QuotaRule.objects.filter(offering=source).first()
    if rule is None:
        return
    later = timedelta(days=days)
    twin = QuotaRule.objects.create(
        offering=clone,
        usable_until=rule.usable_until and rule.usable_until + later,
        passes_to=rule.passes_to,
        is_returnable=rule.is_returnable,
        is_exchangeable=rule.is_exchangeable,
        repeat_months=rule.repeat_months,
    )
    QuotaTurn.objects.bulk_create(
        QuotaTurn(rule=twin, unit_id=turn.unit_id, place=turn.place) for turn in rule.turns.all()
    )
    Milestone.objects.bulk_create(
        Milestone(rule=twin, due_on=one.due_on + later, number=one.number)
        for one in rule.milestones.all()
    )
