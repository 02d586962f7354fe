"""How a task is reviewed, who reviews what, what they recommend, what is prepared for release."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.enums import Decider, Verdict
from essays.models.remarks import names_of_reasons
from essays.queries import AssignmentQuerySet, RecommendationQuerySet
from kernel.ids import PublicIdField

MOST_REVIEWERS = 9


class ReviewPlan(models.Model):
    """How the essays of one task are reviewed; a task without a plan is reviewed as its defaults.

    `reviewers_each` 0: whoever reviews takes the next one from a common queue.
    """

    task = models.OneToOneField("essays.EssayTask", models.CASCADE, related_name="review_plan")
    decides = models.CharField(
        _("who decides"), max_length=10, choices=Decider, default=Decider.REVIEWER
    )
    reviewers_each = models.PositiveSmallIntegerField(
        _("reviewers of each essay"), default=0, validators=[MaxValueValidator(MOST_REVIEWERS)]
    )
    is_anonymous = models.BooleanField(_("reviewers see no author"), default=True)
    guidelines = models.TextField(_("guidelines for reviewers"), blank=True)
    half_points = models.BooleanField(_("half points may be given"), default=False)
    spread = models.PositiveSmallIntegerField(
        _("points out of 100 by which reviewers may differ"),
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )

    class Meta:
        verbose_name = _("plan of a review")
        verbose_name_plural = _("plans of reviews")
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewers_each__lte=MOST_REVIEWERS), name="reviewers_are_few"
            ),
            models.CheckConstraint(
                condition=Q(spread__gte=1, spread__lte=100), name="spread_out_of_100"
            ),
        ]

    def __str__(self) -> str:
        return str(self.task)

    @property
    def by_chief(self) -> bool:
        """Whether reviewers recommend only."""
        return self.decides == Decider.CHIEF


class Criterion(models.Model):
    """One line of a task's score sheet: people give points, the weight says how much they count."""

    public_id = PublicIdField()
    task = models.ForeignKey("essays.EssayTask", models.CASCADE, related_name="criteria")
    name = models.CharField(_("criterion"), max_length=60)
    name_en = models.CharField(_("criterion in English"), max_length=80, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    most = models.PositiveSmallIntegerField(_("highest number of points"), default=10)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task", "name"], name="criteria_have_names"),
            models.CheckConstraint(
                condition=Q(weight__gte=1, most__gte=1), name="criteria_count_for_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """That one reviewer is to read one essay."""

    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="essay_assignments"
    )
    by_hand = models.BooleanField(_("assigned by hand"), default=False)
    at = models.DateTimeField(_("assigned"), default=timezone.now)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [models.UniqueConstraint(fields=["essay", "reviewer"], name="assigned_once")]

    def __str__(self) -> str:
        return f"{self.essay_id}: {self.reviewer_id}"


class Recusal(models.Model):
    """That a reviewer does not review one essay, or the people of one unit and those below it."""

    public_id = PublicIdField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recusals")
    essay = models.ForeignKey("essays.Essay", models.CASCADE, null=True, related_name="recusals")
    unit = models.ForeignKey("people.Unit", models.CASCADE, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    noted_by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("noted"), default=timezone.now)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [
            models.CheckConstraint(
                condition=Q(essay__isnull=True, unit__isnull=False)
                | Q(essay__isnull=False, unit__isnull=True),
                name="recusals_are_about_one_thing",
            ),
            models.UniqueConstraint(fields=["reviewer", "essay"], name="one_recusal_per_essay"),
            models.UniqueConstraint(fields=["reviewer", "unit"], name="one_recusal_per_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id}: {self.essay_id or self.unit_id}"


class Recommendation(models.Model):
    """What one reviewer recommends about one revision, with points where the task has a sheet.

    `total`: the weighted points out of 100, as people gave them; empty without a sheet.
    """

    revision = models.ForeignKey(
        "essays.EssayRevision", models.PROTECT, related_name="recommendations"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="essay_recommendations"
    )
    verdict = models.CharField(_("recommendation"), max_length=10, choices=Verdict)
    note = models.TextField(_("note to the organisers"), blank=True)
    reasons: Any = models.JSONField(_("reasons"), default=list)
    total = models.DecimalField(_("points out of 100"), max_digits=4, decimal_places=1, null=True)
    at = models.DateTimeField(_("recommended"), default=timezone.now)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "reviewer"], name="one_recommendation_per_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(total=None) | Q(total__gte=0, total__lte=100), name="totals_out_of_100"
            ),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def reason_names(self) -> list[str]:
        """The reasons in the reader's language."""
        return names_of_reasons(self.reasons)


class Score(models.Model):
    """The points that one reviewer gave for one criterion."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    points = models.DecimalField(_("points"), max_digits=4, decimal_places=1)

    class Meta:
        verbose_name = _("points of a criterion")
        verbose_name_plural = _("points of criteria")
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "criterion"], name="scored_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="points_are_not_negative"),
        ]

    def __str__(self) -> str:
        return str(self.points)


class PreparedDecision(models.Model):
    """A decision that nobody has been told: it becomes a review when it is released."""

    revision = models.OneToOneField("essays.EssayRevision", models.PROTECT, related_name="prepared")
    verdict = models.CharField(_("decision"), max_length=10, choices=Verdict)
    comment = models.TextField(_("comment to the author"), blank=True)
    reasons: Any = models.JSONField(_("reasons"), default=list)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("prepared"), default=timezone.now)

    class Meta:
        verbose_name = _("prepared decision")
        verbose_name_plural = _("prepared decisions")

    def __str__(self) -> str:
        return self.get_verdict_display()

    @property
    def reason_names(self) -> list[str]:
        """The reasons in the reader's language."""
        return names_of_reasons(self.reasons)


class Blackout(models.Model):
    """Stretches of one revision that reviewers see blacked out, each `[start, end]` in characters.

    Stretches, not a second text: nothing can be changed but hidden, and passages that comments
    point at stand where they stood.
    """

    revision = models.OneToOneField("essays.EssayRevision", models.CASCADE, related_name="blackout")
    title: Any = models.JSONField(default=list)
    text: Any = models.JSONField(default=list)
    by: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("blacked out"), default=timezone.now)

    class Meta:
        verbose_name = _("blacked-out copy")
        verbose_name_plural = _("blacked-out copies")

    def __str__(self) -> str:
        return str(self.revision_id)
