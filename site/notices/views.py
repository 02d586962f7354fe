"""The inbox: reading is a GET that writes nothing, marking as read is a button."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kernel.rules import states
from notices import actions
from notices.models import Notice
from notices.rules import own_notice

PAGE = 20


@states(own_notice)
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """`/me/notices/`: unread first, each newest first, with its words."""
    found = own_notice.visible(request.user).unread_first()  # type: ignore[misc]
    notices = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/inbox.html", {"page": None, "notices": notices})


@states(own_notice)
@require_POST
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark one notice as read and go on: to what it speaks of (`do=open`) or back to `next`."""
    notice = get_object_or_404(Notice, public_id=public_id)
    own_notice.check(request.user, notice)
    actions.read(by=request.user, notice=notice)
    wanted = notice.path if request.POST.get("do") == "open" else request.POST.get("next", "")
    return redirect(wanted if _is_ours(wanted) else "notices")


@states(own_notice)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    messages.success(request, actions.read_all(by=request.user).message)
    return redirect("notices")


def _is_ours(address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, allowed_hosts=None)
