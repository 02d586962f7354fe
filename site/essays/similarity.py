"""Comparing a revision with everything that was handed in before it.

The index names the earlier texts that share the most fingerprints; only these few are read and
compared exactly. What stands in official texts is subtracted from both steps. Nothing is decided
here: the result is passages for people to look at.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from essays.models import (
    EssayRevision,
    Fingerprint,
    OfficialShingle,
    OfficialText,
    SimilarEssay,
    SimilarityCheck,
)
from essays.passages import Passage, common, covered, quotations
from essays.shingles import Plain, plain, sample

CANDIDATES = 12  # earlier texts that are compared exactly
FEWEST = 40  # one so-manieth of the fingerprints must be shared
SHOWN = 5  # of them that a reader is shown
LEAST = 40  # characters in common, below which nothing is said …
LEAST_PART = 20  # … and one so-manieth of the text
BATCH = 2000  # rows of one insert


def index(revision: EssayRevision, text: Plain) -> None:
    """Keep the fingerprints of a revision in place of those of the essay's earlier ones."""
    rows = [Fingerprint(hash=one, revision=revision) for one in sorted(sample(text.hashes))]
    with transaction.atomic():
        Fingerprint.objects.filter(revision__essay=revision.essay_id).delete()
        Fingerprint.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def index_official(official: OfficialText) -> None:
    """Keep every shingle of an official text, anew."""
    hashes = sorted(set(plain(official.text).hashes))
    rows = [OfficialShingle(hash=one, official=official) for one in hashes]
    with transaction.atomic():
        official.shingles.all().delete()
        OfficialShingle.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def compare(revision: EssayRevision) -> SimilarityCheck:
    """Index a revision, find what it has in common with earlier ones, and keep what was found.

    The same again gives the same; the author's remark and addresses of findings stay. The index is
    committed before it is searched: of two texts handed in at once, the later sees the earlier.
    """
    text = plain(revision.text)
    index(revision, text)
    quoted = quotations(text, OfficialShingle.objects.among(text.hashes))
    marks = covered(len(text.text), quoted)
    counted = len(text.text) - sum(marks)
    found = []
    for other in _candidates(revision, text, marks):
        earlier = plain(other.text)
        passages = common(text, earlier, _left_out(revision, other, text, marks))
        shared = sum(passage.end - passage.start for passage in passages)
        if shared >= LEAST and shared * LEAST_PART >= counted:
            found.append((shared, other, [_places(p, text, earlier) for p in passages]))
    found.sort(key=lambda one: (-one[0], one[1].pk))
    facts = {"counted": counted, "quoted": [text.stretch(*one) for one in quoted]}
    return _keep(revision, facts, found[:SHOWN])


def _candidates(revision: EssayRevision, text: Plain, marks: bytearray) -> list[EssayRevision]:
    """Earlier texts worth comparing, by the fingerprints that are no quotations; and those that
    were found before, though a later revision took their place in the index."""
    own = sample(one for at, one in enumerate(text.hashes) if not marks[at])
    least = max(2, len(own) // FEWEST)
    keys = Fingerprint.objects.sharing(own, before=revision.pk, least=least, most=CANDIDATES)
    known = SimilarEssay.objects.filter(check_of__revision=revision).values("other")
    found = EssayRevision.objects.filter(Q(pk__in=keys) | Q(pk__in=known))
    return list(found.exclude(essay=revision.essay_id))


def _left_out(
    revision: EssayRevision, other: EssayRevision, text: Plain, marks: bytearray
) -> bytearray:
    """The marked characters, and those that this author handed in before the author of `other`:
    who is sent back and hands in anew was still the first to write them."""
    if revision.number == 1:
        return marks
    mine, theirs = bytearray(marks), bytearray(marks)
    both = EssayRevision.objects.filter(essay__in=(revision.essay_id, other.essay_id))
    for row in both.filter(pk__lt=other.pk).order_by("pk"):
        ours, others = (mine, theirs) if row.essay_id == revision.essay_id else (theirs, mine)
        for found in common(text, plain(row.text), others):
            ours[found.start : found.end] = b"\1" * (found.end - found.start)
    return mine


def _places(passage: Passage, text: Plain, other: Plain) -> list[int]:
    here = text.stretch(passage.start, passage.end)
    return [*here, *other.stretch(passage.other_start, passage.other_end)]


@transaction.atomic
def _keep(
    revision: EssayRevision,
    facts: dict[str, object],
    found: list[tuple[int, EssayRevision, list[list[int]]]],
) -> SimilarityCheck:
    check, _made = SimilarityCheck.objects.update_or_create(
        revision=revision, defaults=facts | {"done_at": timezone.now()}
    )
    check.found.exclude(other__in=[other for _shared, other, _passages in found]).delete()
    for shared, other, passages in found:
        SimilarEssay.objects.update_or_create(
            check_of=check, other=other, defaults={"shared": shared, "passages": passages}
        )
    return check
