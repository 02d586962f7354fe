"""The answers of one registration in the back office: read, corrected, every change."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from publishing.backoffice.forms import OneRecord, tell
from publishing.refusals import refuse
from registration.actions import answer
from registration.answering import in_words
from registration.forms import AnswerForm
from registration.models import Answer, Question, Registration
from registration.rules import decide_registration


class RegistrationAnswers(PermissionCheckedMixin, OneRecord, WagtailAdminTemplateMixin, FormView):
    """Correcting what a participant answered; the freeze does not bind organisers."""

    permission_required = "change"
    template_name = "admin/registration/answers.html"
    model: Any = None
    row_rule = decide_registration
    index_url_name = ""
    inspect_url_name = ""
    page_title = _("Change answers")
    header_icon = "help"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The registration is looked for after the permission."""
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def prepare(self, rows: Any) -> Any:
        """Who and what."""
        return rows.select_related("person", "offering__page", "offering__lead_unit")

    def get_form(self, form_class: Any = None) -> AnswerForm:
        """The same form that participants have."""
        questions = Question.objects.filter(offering=self.object.offering_id)
        kept = Answer.objects.filter(registration=self.object)
        return AnswerForm(
            questions.select_related("shown_if"),
            self.request.POST or None,
            self.request.FILES or None,
            answers={row.question_id: row for row in kept},
        )

    def form_valid(self, form: AnswerForm) -> Any:
        """Keep them, unless these answers bring a further question."""
        if form.needs_more:
            return self.form_invalid(form)
        result = answer(
            by=self.request.user,
            registration=self.object,
            values=form.values(),
            uploads=form.uploads(),
            late=True,
        )
        if not result.ok:
            refuse(form, result)
            return self.form_invalid(form)
        tell(self.request, result)
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        """Back to the registration."""
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the way back leads."""
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


def lines_of(row: Registration) -> list[dict[str, Any]]:
    """Each question that is asked or was answered, with the answer in words."""
    kept = {a.question_id: a for a in Answer.objects.filter(registration=row)}
    questions = Question.objects.filter(offering=row.offering_id)
    return [
        {
            "label": question.label,
            "text": in_words(question, kept[question.pk].value) if question.pk in kept else "",
            "url": _file_of(kept.get(question.pk)),
        }
        for question in questions
        if question.pk in kept or question.retired_at is None
    ]


def changes_of(row: Registration) -> list[dict[str, Any]]:
    """Every change of an answer, the latest first."""
    return [
        {
            "at": change.at,
            "label": change.question.label,
            "before": in_words(change.question, change.before),
            "after": in_words(change.question, change.after),
            "by": change.by,
        }
        for change in row.answer_changes.select_related("question", "by").order_by("-at", "-pk")
    ]


def _file_of(known: Answer | None) -> str:
    return reverse("answer-file", args=[known.public_id]) if known and known.file else ""
