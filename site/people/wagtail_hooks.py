"""The room's part of the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.forms.collections import CollectionViewRestrictionForm
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.views.account import LocaleSettingsPanel

from people.account_forms import LanguageForm, ProfileLanguageForm
from people.actions.accounts import change_account
from people.enums import AccountChange
from people.groups import called
from people.models import User
from people.viewsets import GroupViewSet, MembershipViewSet, PeopleViewSet, UnitViewSet

# Who may see a page or a collection.
for form in (PageViewRestrictionForm, CollectionViewRestrictionForm):
    form.base_fields["groups"].label_from_instance = called
# One language of an account: the back office has none of its own beside it.
LocaleSettingsPanel.title = LanguageForm.base_fields["language"].label
LocaleSettingsPanel.form_class = ProfileLanguageForm


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """Under People in the menu."""
    return [PeopleViewSet(), MembershipViewSet(), UnitViewSet(), GroupViewSet()]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Those of the register, so that groups can be given them."""
    of_people = Q(codename__endswith="_person") | Q(codename="see_categories")
    return Permission.objects.filter(of_people, content_type__app_label="people")


@hooks.register("before_delete_user")
def keep_account(request: HttpRequest, person: User) -> HttpResponse:
    """A person is emptied, never deleted: whatever they did stands under their number."""
    messages.error(
        request,
        _(
            "Accounts are not deleted, for records point at them. Close the account instead; or "
            "let the person ask for erasure on the page “My data”, and an operator carries it out."
        ),
    )
    return redirect("wagtailusers_users:index")


@hooks.register("before_bulk_action")
def keep_accounts(
    request: HttpRequest, verb: str, rows: list[Any], view: Any
) -> HttpResponse | None:
    """The same for many at once."""
    is_deletion = view.model is User and verb == "delete"
    return keep_account(request, rows[0]) if is_deletion and rows else None


@hooks.register("after_bulk_action")
def note_accounts(request: HttpRequest, verb: str, rows: list[Any], view: Any) -> None:
    """Who closed or opened accounts, or put people into a group; in the transaction of the act."""
    if view.model is not User:
        return
    data = view.cleaned_form.cleaned_data
    for person in rows:
        if verb == "set_active_state":
            what = AccountChange.ACTIVE if data["mark_as_active"] else AccountChange.INACTIVE
            change_account(by=request.user, person=person, what=what)
        elif verb == "assign_role":
            group, what = data["role"].name, AccountChange.GROUP_GIVEN
            change_account(by=request.user, person=person, what=what, group=group)
