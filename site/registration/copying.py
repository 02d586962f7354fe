"""What is copied when an offering is held once more: what it asks, and for whom it is."""

from events.models import Offering
from registration.models import AudienceRule, Question

NAMED = ("units", "groups", "categories", "pages")


def copy_questions(source: Offering, clone: Offering) -> None:
    """The questions that are still asked, with the conditions among them."""
    twins: dict[int, Question] = {}
    for question in Question.objects.asked().filter(offering=source):
        condition = question.shown_if_id
        twins[question.pk] = Question.objects.create(
            offering=clone,
            sort_order=question.sort_order,
            kind=question.kind,
            label=question.label,
            label_en=question.label_en,
            help=question.help,
            help_en=question.help_en,
            required=question.required,
            options=[row for row in question.options if not row["gone"]],
            shown_if=twins.get(condition) if condition else None,
            shown_if_codes=question.shown_if_codes,
        )


def copy_audience(source: Offering, clone: Offering) -> None:
    """The audience rules with what they name."""
    for rule in AudienceRule.objects.filter(offering=source):
        named = {name: list(getattr(rule, name).all()) for name in NAMED}
        twin = AudienceRule.objects.create(
            offering=clone, kind=rule.kind, unit_kinds=rule.unit_kinds, months=rule.months
        )
        for name, records in named.items():
            getattr(twin, name).set(records)
