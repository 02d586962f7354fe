"""`/me/language/`: in which language I am written to, and the back office speaks to me."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.rules import states
from people.account_forms import LanguageForm
from people.actions import change_language
from people.rules import own_language


@states(own_language)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_language_page(request: HttpRequest) -> HttpResponse:
    """The choice; after it the page “Me”, in the language chosen."""
    person: Any = request.user
    form = LanguageForm(request.POST or None, initial={"language": person.language})
    if request.method == "POST" and form.is_valid():
        result = change_language(by=person, **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, result.message)
            return redirect("me")
    return render(request, "people/language.html", {"form": form})
