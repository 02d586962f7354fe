"""Who may enter the admin at all; inside it each screen has its own permission and rule."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from kernel.rules import Rule

enter_admin = Rule(
    "portal.enter_admin",
    _("Only organisers, editors and auditors work in the back office."),
    test=lambda person, record: person.has_perm("wagtailadmin.access_admin"),
    who_can_help=_("The organiser of your city or district gives these roles."),
)


def guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse whoever is signed in without such a role; Wagtail sends the others to sign in.

    Wagtail would send the refused to sign in as well, and sign-in would send them back, for ever.
    """

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            enter_admin.check(request.user)
        return view(request, *args, **kwargs)

    return enter
