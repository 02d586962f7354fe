"""Sending an essay as a file: read, shown with its count, then taken over or dropped."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import View

from essays import actions, rules
from essays.counting import characters
from essays.enums import EssayOutcome
from essays.files import ReadFile, read_file
from essays.forms import EssayForm, FileForm
from essays.models import Essay, EssayUpload
from essays.outcomes import FileOutcome
from essays.reading import paragraphs
from essays.task_enums import Takes
from essays.views.limits import answers_too_long
from essays.views.write import own_essay
from kernel.outcomes import Result
from kernel.rules import states
from media.responses import private


@method_decorator([never_cache, answers_too_long], name="dispatch")
class SendFileView(View):
    """`/me/essays/<id>/file/`: a DOCX or PDF is sent."""

    rule = rules.write_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Where to choose a file; also where a refusal says why."""
        return _choice(request, own_essay(request, public_id))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Read the file and show its text; a refusal stands above the choice of another one."""
        essay = own_essay(request, public_id)
        if essay.task.takes == Takes.TEXT or not essay.is_writable:
            return redirect(essay)
        read: ReadFile | Result = read_file(request.FILES.get("file"))
        if isinstance(read, Result):
            return _choice(request, essay, read)
        result = actions.send_file(by=request.user, essay=essay, read=read)
        if not result.ok:
            messages.error(request, result.message)
            return redirect(essay)
        return redirect("essay-file", result.record.public_id)


def _choice(request: HttpRequest, essay: Essay, refused: Result | None = None) -> HttpResponse:
    if essay.task.takes == Takes.TEXT or not essay.is_writable:
        return redirect(essay)
    context = {"essay": essay, "task": essay.task, "refused": refused}
    return render(request, "essays/send_file.html", context, status=422 if refused else 200)


@method_decorator([never_cache, answers_too_long], name="dispatch")
class FileView(View):
    """`/me/essays/files/<id>/`: the text of a file before it becomes the draft."""

    rule = rules.write_essay

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """The text with its count, beside what is written already."""
        essay, upload = _own_file(request, public_id)
        if upload.confirmed_at or not essay.is_writable:
            return redirect(essay)
        return _text(request, essay, upload)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take it over (`do=take`) or drop it (`do=drop`)."""
        essay, upload = _own_file(request, public_id)
        if upload.confirmed_at:
            return redirect(essay)
        form = FileForm(request.POST)
        if request.POST.get("do") == "drop":
            result = actions.drop_file(by=request.user, essay=essay, upload=upload)
        elif form.is_valid():
            result = actions.take_file(
                by=request.user, essay=essay, upload=upload, **form.cleaned_data
            )
        else:
            return _text(request, essay, upload, form, status=422)
        if result.outcome is EssayOutcome.NEWER_DRAFT_EXISTS:
            # Shown again beside what was written meanwhile, with the version to replace.
            essay.draft.refresh_from_db()
            messages.error(request, str(FileOutcome.FILE_DRAFT_CHANGED.sentence))
            given = {"title": request.POST.get("title", ""), "version": essay.draft.version}
            return _text(request, essay, upload, FileForm(initial=given), status=409)
        (messages.success if result.ok else messages.error)(request, result.message)
        return redirect(essay)


def _own_file(request: HttpRequest, public_id: str) -> tuple[Essay, EssayUpload]:
    """A file that the reader sent, and its essay. Raises Http404 and Forbidden."""
    upload = get_object_or_404(EssayUpload.objects.select_related("essay"), public_id=public_id)
    return own_essay(request, upload.essay.public_id), upload


def _text(
    request: HttpRequest,
    essay: Essay,
    upload: EssayUpload,
    form: FileForm | None = None,
    status: int = 200,
) -> HttpResponse:
    draft = essay.draft
    given = {"title": upload.title or draft.title, "version": draft.version}
    lengths = EssayForm(task=essay.task).lengths
    context: dict[str, Any] = {
        "essay": essay,
        "task": essay.task,
        "upload": upload,
        "form": form or FileForm(initial=given),
        "paragraphs": paragraphs(upload.text),
        "length": lengths.get(draft.genre) or lengths.get(""),
        "draft": draft,
        "draft_count": characters(draft.text),
    }
    return render(request, "essays/file.html", context, status=status)


@states(rules.write_essay)
@never_cache
@require_safe
def original_file(request: HttpRequest, public_id: str) -> HttpResponse | FileResponse:
    """The file as its author sent it, for the author alone: it may name who wrote it."""
    _essay, upload = _own_file(request, public_id)
    return private(upload.file, name=upload.name)
