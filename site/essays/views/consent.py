"""`/me/essays/<id>/publication/`: what an accepted essay may be used for, and proposed wordings."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from essays import actions, rules
from essays.consent_forms import AnswerForm, ConsentForm
from essays.enums import EssayState
from essays.models import Essay, EssayPage, Publication
from essays.reading import paragraphs
from essays.uses import Use
from essays.views.limits import answers_too_long
from essays.wording import differences
from kernel.outcomes import Result
from publishing.refusals import refuse


def publication_of(essay: Essay) -> Publication | None:
    """The essay's publication with consents, wordings and revision, if the author decided once."""
    rows = Publication.objects.select_related("revision", "essay__author", "essay__unit")
    return rows.prefetch_related("consents", "edits").filter(essay=essay).first()


@method_decorator([never_cache, answers_too_long], name="dispatch")
class PublicationView(View):
    """The author decides; nobody else does."""

    rule = rules.write_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """What stands now."""
        return _page(request, *self._own(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Decide about uses, or (`do=approve`, `do=refuse`) about a proposed wording."""
        essay, held = self._own(request, public_id)
        if request.POST.get("do") in ("approve", "refuse"):
            return self._answer(request, essay, held)
        form = ConsentForm(request.POST, publication=held)
        if not form.is_valid():
            return _page(request, essay, held, form=form, status=422)
        result = actions.decide_uses(by=request.user, essay=essay, wishes=form.wishes())
        if not result.ok:
            refuse(form, result)
            return _page(request, essay, held, form=form, status=409)
        return _on(request, essay, result)

    def _answer(self, request: HttpRequest, essay: Essay, held: Publication | None) -> HttpResponse:
        form = AnswerForm(request.POST)
        if held is None or not form.is_valid():
            return _page(request, essay, held, answer=form, status=422)
        if not held.edits.filter(pk=form.cleaned_data["edit"]).exists():
            raise Http404("a proposal of another essay")
        result = actions.answer_edit(
            by=request.user,
            essay=essay,
            edit=form.cleaned_data["edit"],
            approves=request.POST["do"] == "approve",
            word=form.cleaned_data["word"],
        )
        word = form.cleaned_data["word"].strip()
        if not result.ok and not held.edits.filter(answer=word).exists():
            form.add_error("word", result.message)
            return _page(request, essay, held, answer=form, status=409)
        return _on(request, essay, result)

    def _own(self, request: HttpRequest, public_id: str) -> tuple[Essay, Publication | None]:
        essay = get_object_or_404(
            Essay.objects.select_related("task__offering__page"), public_id=public_id
        )
        self.rule.check(request.user, essay)
        held = publication_of(essay)
        if held is None and essay.state != EssayState.ACCEPTED:
            raise Http404("nothing to decide yet")
        return essay, held


def _on(request: HttpRequest, essay: Essay, result: Result) -> HttpResponse:
    (messages.success if result.ok else messages.error)(request, result.message)
    return redirect("essay-publication", public_id=essay.public_id)


def _page(
    request: HttpRequest,
    essay: Essay,
    held: Publication | None,
    form: ConsentForm | None = None,
    answer: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    source: Any = held or essay.latest_revision()
    edit = held.open_edit if held else None
    pages = EssayPage.objects.filter(publication=held).live() if held else []
    context = {
        "essay": essay,
        "task": essay.task,
        "held": held,
        "title": source.title,
        "paragraphs": paragraphs(source.text),
        "byline": held.byline(Use.WEB) if held else "",
        "form": form or ConsentForm(publication=held),
        "edit": edit,
        "differences": differences(held.text, edit.text) if held and edit else [],
        "answer": answer or (AnswerForm(initial={"edit": edit.pk}) if edit else None),
        "pages": [page.get_url(request) for page in pages],
        "given": list(held.consents.all()) if held else [],
    }
    return render(request, "essays/publication.html", context, status=status)
