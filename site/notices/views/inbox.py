"""The inbox: reading is a GET that writes nothing, marking as read is a button."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kernel.rules import states
from notices import actions
from notices.enums import SUBJECTS
from notices.models import Notice
from notices.rules import own_notice

PAGE = 20
UNREAD = "unread"


@states(own_notice)
@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """`/me/notices/`: unread first, each newest first, with its words; `?show=` narrows it."""
    mine = own_notice.visible(request.user).in_the_inbox()  # type: ignore[misc]
    show = request.GET.get("show", "")
    found = mine
    if show == UNREAD:
        found = mine.unread()
    elif show in SUBJECTS:
        found = mine.filter(kind__in=SUBJECTS[show][1])
    else:
        show = ""
    rows = found.unread_first().prefetch_related("deliveries")
    notices = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": None, "notices": notices, "show": show, "tabs": _tabs(mine, show)}
    return render(request, "notices/inbox.html", context)


def _tabs(mine: Any, show: str) -> list[dict[str, Any]]:
    """Everything, what is unread, and each subject, with how many are unread; one statement."""
    by_kind = dict(mine.unread().order_by().values_list("kind").annotate(Count("pk")))
    address = reverse("notices")
    tabs: list[dict[str, Any]] = [
        {"label": _("All"), "url": address, "current": not show},
        {
            "label": _("Unread"),
            "url": f"{address}?show={UNREAD}",
            "current": show == UNREAD,
            "count": sum(by_kind.values()),
        },
    ]
    return tabs + [
        {
            "label": heading,
            "url": f"{address}?show={name}",
            "current": show == name,
            "count": sum(by_kind.get(kind, 0) for kind in kinds),
        }
        for name, (heading, kinds) in SUBJECTS.items()
    ]


@states(own_notice)
@require_POST
def read(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark one notice as read and go on: to what it speaks of (`do=open`) or back to `next`.

    `do=unread` puts it back among the unread.
    """
    notice = get_object_or_404(Notice, public_id=public_id)
    own_notice.check(request.user, notice)
    do = request.POST.get("do")
    mark = actions.unread if do == "unread" else actions.read
    mark(by=request.user, notice=notice)
    wanted = notice.path if do == "open" else request.POST.get("next", "")
    return redirect(wanted if _is_ours(wanted) else "notices")


@states(own_notice)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    messages.success(request, actions.read_all(by=request.user).message)
    return redirect("notices")


def _is_ours(address: str) -> bool:
    # Without the stroke it would be taken for the name of a view.
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
