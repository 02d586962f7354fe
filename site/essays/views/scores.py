"""`/review/tasks/<id>/scores.xlsx`: recommendations and points, as a workbook."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from essays import rules
from essays.desk import rows_of
from essays.models import Essay, EssayTask, Recommendation
from essays.score_book import score_book
from essays.views.directing import directed_task
from publishing.backoffice import later
from publishing.downloads import XLSX, answered


@method_decorator(never_cache, name="dispatch")
class ScoresView(View):
    """Nothing about the own essay; of many essays it is made in the background."""

    rule = rules.direct_review

    def get(self, request: HttpRequest, public_id: str) -> HttpResponseBase:
        """As a download, or the question whether it is to be made."""
        task = directed_task(request, public_id)
        rows = self._lines(task)
        if later.is_for_later(request, rows):
            return later.ask_first(request, self._title(task), later.words_for(rows))
        later.note_taken(request, rows)
        essays = self._essays(task, request.user).order_by("submitted_at", "pk")
        return answered(score_book(task, rows_of(task, essays)), XLSX, f"{task.title}.xlsx")

    def post(self, request: HttpRequest, public_id: str) -> HttpResponseBase:
        """Have it made."""
        task = directed_task(request, public_id)
        with translation.override(request.user.language):  # type: ignore[union-attr]
            path = reverse("review-scores", args=[task.public_id])
        return later.have_made(request, self._title(task), self._lines(task), path)

    def _title(self, task: EssayTask) -> str:
        return f"{task.title}-{gettext('Points')}"

    def _essays(self, task: EssayTask, person: Any) -> Any:
        return Essay.objects.filter(task=task).submitted_once().exclude(author=person.pk)

    def _lines(self, task: EssayTask) -> int:
        """How many there are at most."""
        said = Recommendation.objects.filter(revision__essay__task=task).count()
        return said + Essay.objects.filter(task=task).submitted_once().count()
