"""`/me/tokens/`: what programs of my own use the API with."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kernel.rules import states
from people.account_forms import TokenForm
from people.actions import make_token, revoke_token
from people.models import PersonalToken
from people.rules import own_tokens
from publishing.refusals import refuse


@states(own_tokens)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens in use, and a form that makes one more."""
    form = TokenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, form)
    result = make_token(by=request.user, **form.cleaned_data)
    if not result.ok:
        refuse(form, result)
        return _show(request, form)
    # No redirect here: the secret would have to wait somewhere, and it is kept nowhere.
    made = {"sentence": result.message, "token": result.details["token"], "row": result.record}
    return _show(request, TokenForm(), made)


def _show(
    request: HttpRequest, form: TokenForm, made: dict[str, object] | None = None
) -> HttpResponse:
    rows = PersonalToken.objects.of(request.user).in_use()
    response = render(request, "people/tokens.html", {"form": form, "made": made, "rows": rows})
    # Without a referrer a browser sends no origin, and the forms of this page would be refused.
    response["Referrer-Policy"] = "same-origin"
    return response


@states(own_tokens)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once more, then revoke."""
    token = get_object_or_404(PersonalToken, public_id=public_id)
    own_tokens.check(request.user, token)
    if request.method != "POST" and token.revoked_at is None:
        return render(request, "people/token_revoke.html", {"token": token})
    if request.method == "POST":
        messages.success(request, revoke_token(by=request.user, token=token).message)
    return redirect("me-tokens")
