"""Giving an offering its number in a series; the page is held, so that none is given twice."""

from events.models import Offering
from events.numbering import is_taken, labels_of, lock_counting, next_number
from events.outcomes import EventOutcome
from kernel.outcomes import Result


def number_in_series(offering: Offering) -> Result | None:
    """Set number and label of a new offering where its page counts; the refusal, if any."""
    counting = lock_counting(offering.page)
    if offering.number is None and counting:
        offering.number = next_number(offering.page)
    elif refusal := refuse_number(offering):
        return refusal
    if offering.number is not None and not offering.label:
        offering.label, offering.label_en = labels_of(counting, offering.number)
    return None


def refuse_number(offering: Offering) -> Result | None:
    """NUMBER_TAKEN where another offering of the page has the number."""
    number = offering.number
    lock_counting(offering.page)
    if number is None or not is_taken(offering.page, number, but=offering):
        return None
    details = {"number": number, "next": next_number(offering.page)}
    return Result(EventOutcome.NUMBER_TAKEN, offering, details)
