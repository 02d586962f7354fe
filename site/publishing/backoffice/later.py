"""Files of many rows are asked for first and made in the background, not while a browser waits."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kernel.exports import ask_export, take_list
from publishing.backoffice.forms import tell

# More rows are made in the background: a web server's patience ends after half a minute.
AT_ONCE = 2000


def is_for_later(request: HttpRequest, rows: int) -> bool:
    """Whether a file of so many rows is asked for; never while it is being made."""
    return rows > AT_ONCE and not hasattr(request, "in_background")


def ask_first(request: HttpRequest, title: Any, words: dict[str, str]) -> HttpResponseBase:
    """The page with the button: a link alone, which others may lay out, makes nothing."""
    context = {"act": words, "object": title, "page_title": title, "back": request.path}
    return render(request, "admin/act.html", context)


def note_taken(request: HttpRequest, rows: int) -> None:
    """Note in the audit log that the file leaves at once; another was noted when asked for."""
    if not hasattr(request, "in_background"):
        take_list(by=request.user, path=request.path, rows=rows)


def have_made(
    request: HttpRequest, title: Any, rows: int, path: str | None = None
) -> HttpResponseBase:
    """Have the file made that the address, or `path`, answers with; go where it will stand."""
    asked = path or request.get_full_path()
    result = ask_export(by=request.user, title=str(title), path=asked, rows=rows)
    tell(request, result)
    return redirect("exports:index" if result.ok else request.path)


def words_for(rows: int) -> dict[str, str]:
    """What the button says, and what it will do, for a workbook of so many rows."""
    return {
        "label": _("Have the spreadsheet made"),
        "explains": ngettext(
            "It has %(count)s row at most and is made in the background.",
            "It has %(count)s rows at most and is made in the background.",
            rows,
        )
        % {"count": rows},
    }
