"""Where reviewers of one text differ, in words, for whoever decides; people gave the points."""

from collections import Counter
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from essays.enums import Verdict
from essays.models import Recommendation


def mean_of(rows: list[Recommendation]) -> Decimal | None:
    """The mean of the points out of 100 that reviewers gave; None when nobody gave any."""
    totals = [row.total for row in rows if row.total is not None]
    return round(sum(totals, Decimal(0)) / len(totals), 1) if totals else None


def alarms(rows: list[Recommendation], limit: int) -> list[str]:
    """Sentences: points further apart than `limit` out of 100; accepting against not accepting."""
    found = []
    totals = [row.total for row in rows if row.total is not None]
    if totals and max(totals) - min(totals) > limit:
        found.append(
            _("Points from %(low)s to %(high)s: %(apart)s apart.")
            % {"low": min(totals), "high": max(totals), "apart": max(totals) - min(totals)}
        )
    said = Counter(row.verdict for row in rows)
    if said[Verdict.ACCEPT] and said[Verdict.NOT_ACCEPT]:
        found.append(_("Some would accept it, others would not: %(said)s.") % {"said": tally(rows)})
    return found


def tally(rows: list[Recommendation]) -> str:
    """How many recommend what."""
    said = Counter(row.verdict for row in rows)
    parts = [
        _("%(verdict)s: %(count)s") % {"verdict": one.label, "count": said[one]}
        for one in Verdict
        if said[one]
    ]
    return pgettext("between names", ", ").join(parts)
