"""`/accounts/sessions/end/`: one device signed out; the list of all is allauth's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kernel.rules import states
from people.actions import sign_out_device
from people.rules import own_devices


@states(own_devices)
@never_cache
@require_POST
def end_device(request: HttpRequest) -> HttpResponse:
    """POST `device`: its name on the page."""
    name = request.POST.get("device", "").replace("\0", "")[:24]
    messages.success(request, sign_out_device(by=request.user, name=name).message)
    return redirect("usersessions_list")
