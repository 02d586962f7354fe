"""The author's word on passages that also stand in an earlier essay."""

from typing import Any

from django.utils import timezone

from essays.enums import Advice, EssayOutcome
from essays.models import Essay, SimilarityCheck
from essays.rules import write_essay
from kernel.actions import action
from kernel.outcomes import Result


@action("essays.remark")
def remark(*, by: Any, essay: Essay, text: str) -> Result:
    """Say something about the passages found in the latest revision; a later word replaces it.

    Outcomes: REMARKED, NOTHING_SAID, NOTHING_COMPARED. Raises Forbidden for anybody but the author.
    """
    write_essay.check(by, essay)
    last = essay.latest_revision()
    check = SimilarityCheck.objects.select_for_update(no_key=True).filter(revision=last).first()
    if check is None or check.advice == Advice.NOTHING:
        return Result(EssayOutcome.NOTHING_COMPARED, essay)
    if not text.strip():
        return Result(EssayOutcome.NOTHING_SAID, essay)
    check.remark, check.remarked_at = text.strip(), timezone.now()
    check.save(update_fields=["remark", "remarked_at"])
    return Result(EssayOutcome.REMARKED, essay)
