"""Who may enter the admin at all; inside it each screen has its own permission and rule.

And what all its screens answer that delete something which records hold on to.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from kernel.rules import Rule

enter_admin = Rule(
    "portal.enter_admin",
    _("Only organisers, editors and auditors work in the back office."),
    test=lambda person, record: person.has_perm("wagtailadmin.access_admin"),
    who_can_help=_("The organiser of your city or district gives these roles."),
)


MOST_NAMED = 3


def held_by(records: Any) -> str:
    """Why something is not deleted: the `records` that hold on to it, and what to do instead."""
    named = sorted(records, key=lambda record: record.pk)[:MOST_NAMED]
    said = ngettext(
        "Nothing was deleted: %(names)s still needs it. A page can be unpublished instead.",
        "Nothing was deleted: %(count)d records still need it, such as %(names)s. A page can be "
        "unpublished instead.",
        len(records),
    )
    names = pgettext("between names", ", ").join(map(str, named))
    return said % {"count": len(records), "names": names}


def guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse whoever is signed in without such a role; Wagtail sends the others to sign in.

    Wagtail would send the refused to sign in as well, and sign-in would send them back, for ever.
    """

    @wraps(view)
    def enter(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            enter_admin.check(request.user)
        try:
            return view(request, *args, **kwargs)
        except ProtectedError as error:  # Wagtail asks its index of references, without records
            messages.error(request, held_by(error.protected_objects))
            return redirect(request.get_full_path())

    return enter
