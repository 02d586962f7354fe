"""Where texts agree: fingerprints, official texts that are subtracted, what was found."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from essays.enums import Advice
from essays.queries import FingerprintQuerySet, OfficialShingleQuerySet, SimilarQuerySet
from kernel.ids import PublicIdField


class OfficialText(models.Model):
    """A text that everybody may quote: what an essay has in common with it is not counted."""

    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)
    text = models.TextField(_("text"))
    is_used = models.BooleanField(_("subtracted when essays are compared"), default=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("official text")
        verbose_name_plural = _("official texts")

    def __str__(self) -> str:
        return self.title


class OfficialShingle(models.Model):
    """One shingle of an official text: all of them are kept, for quotations are short."""

    pk = models.CompositePrimaryKey("hash", "official")
    hash = models.IntegerField()
    official = models.ForeignKey(OfficialText, models.CASCADE, related_name="shingles")

    objects = OfficialShingleQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.hash:08x}"


class Fingerprint(models.Model):
    """One sampled shingle of an essay's latest revision; the key is the index that is searched."""

    pk = models.CompositePrimaryKey("hash", "revision")
    hash = models.IntegerField()
    revision = models.ForeignKey(
        "essays.EssayRevision", models.CASCADE, related_name="fingerprints"
    )

    objects = FingerprintQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.hash:08x}"


class SimilarityCheck(models.Model):
    """That a revision was compared with what was handed in before, and what its author says to it.

    `counted`: letters and digits of the text without its official quotations. `quoted`: stretches
    of the text that stand in official texts, each `[start, end]`, in characters of the text.
    """

    revision = models.OneToOneField(
        "essays.EssayRevision", models.CASCADE, related_name="similarity"
    )
    counted = models.PositiveIntegerField(default=0)
    quoted: Any = models.JSONField(default=list)
    done_at = models.DateTimeField(_("compared"))
    remark = models.TextField(_("the author's remark"), blank=True)
    remarked_at = models.DateTimeField(_("remarked"), null=True)

    class Meta:
        verbose_name = _("comparison")
        verbose_name_plural = _("comparisons")
        constraints = [
            models.CheckConstraint(
                condition=Q(remark="") | Q(remarked_at__isnull=False), name="remarks_have_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.advice.label)

    @property
    def advice(self) -> Advice:
        """What a reader is advised to do, by the essay that agrees most."""
        return Advice.of(max((one.shared for one in self.shown), default=0), self.counted)

    @cached_property
    def shown(self) -> "list[SimilarEssay]":
        """What was found in essays that were not taken back, the most first, with their texts."""
        return list(self.found.shown().select_related("other").order_by("-shared", "pk"))


class SimilarEssay(models.Model):
    """An earlier revision with which a text has passages in common.

    `passages`: `[start, end, other start, other end]`, in characters of either text; `shared`: how
    many letters and digits of the text stand in them.
    """

    public_id = PublicIdField()
    check_of = models.ForeignKey(SimilarityCheck, models.CASCADE, related_name="found")
    other = models.ForeignKey("essays.EssayRevision", models.CASCADE, related_name="similar_later")
    shared = models.PositiveIntegerField(_("characters in common"))
    passages: Any = models.JSONField(default=list)

    objects = SimilarQuerySet.as_manager()

    class Meta:
        verbose_name = _("similar essay")
        verbose_name_plural = _("similar essays")
        constraints = [
            models.UniqueConstraint(fields=["check_of", "other"], name="one_finding_per_pair")
        ]

    def __str__(self) -> str:
        return str(self.advice.label)

    @property
    def advice(self) -> Advice:
        """What a reader is advised to do about this pair."""
        return Advice.of(self.shared, self.check_of.counted)


class SimilarityRun(models.Model):
    """Comparing all essays again, as after a change of the official texts.

    It goes through the latest revisions in the order in which they were handed in; `position` is
    the key of the last one done, `last` that of the last one to do.
    """

    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True)
    position = models.BigIntegerField(default=0)
    last = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(_("compared"), default=0)
    total = models.PositiveIntegerField(_("essays"), default=0)

    class Meta:
        verbose_name = _("comparison of all essays")
        verbose_name_plural = _("comparisons of all essays")

    def __str__(self) -> str:
        return f"{self.done} / {self.total}"
