"""Wagtail's user administration with our fields."""

from http import HTTPStatus
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import groups, users

from people.actions.accounts import change_access, change_account, forget_addresses
from people.enums import AccountChange
from people.groups import called
from people.models import User
from people.numbers import PhoneField

FIELDS = {"phone"}
LABELS = {"username": _("Name of the account")}
SIGNS_IN = _("The person can sign in with it once it is confirmed. Empty: none.")


# As the screen shows them: the family name first.
ORDER = (
    "username", "email", "last_name", "first_name", "phone", "password1", "password2", "is_active"
)  # fmt: skip


class InOrder:
    """The fields of the first tab, those that the form has; groups in the reader's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].label_from_instance = called  # type: ignore[attr-defined]

    @property
    def order(self) -> list[Any]:
        """Bound."""
        return [self[name] for name in ORDER if name in self.fields]  # type: ignore[attr-defined, index]


class PersonEditForm(InOrder, UserEditForm):
    """Wagtail's form with the mobile number; an address is not compulsory."""

    email = forms.EmailField(label=_("e-mail address"), required=False, help_text=SIGNS_IN)
    phone = PhoneField(label=_("mobile number"), required=False, help_text=SIGNS_IN)

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | FIELDS
        labels = LABELS

    def save(self, commit: bool = True) -> Any:
        """A number that somebody else typed is not proved."""
        if (self.instance.phone or None) != self.initial.get("phone"):
            self.instance.phone_verified = False
        return super().save(commit)


class PersonCreationForm(InOrder, UserCreationForm):
    """The same for new accounts."""

    email = forms.EmailField(label=_("e-mail address"), required=False, help_text=SIGNS_IN)
    phone = PhoneField(label=_("mobile number"), required=False, help_text=SIGNS_IN)

    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | FIELDS
        labels = LABELS


def _values_of(person: User) -> dict[str, Any]:
    """Everything that the form may change, by the names of the fields."""
    fields = [field for field in User._meta.concrete_fields if field.editable]
    values = {field.name: getattr(person, field.attname) for field in fields}
    return values | {"groups": set(person.groups.values_list("pk", flat=True))}


class PersonCreate(users.CreateView):
    """A new account, written down in its transaction."""

    def save_instance(self) -> Any:
        """Who made it."""
        person = super().save_instance()
        change_account(by=self.request.user, person=person, what=AccountChange.MADE)
        return person


class PersonEdit(users.EditView):
    """A change of an account, written down in its transaction."""

    def save_instance(self) -> Any:
        """Who changed which fields."""
        before = _values_of(User.objects.get(pk=self.object.pk))
        person = super().save_instance()
        now = _values_of(person)
        if fields := [name for name in now if now[name] != before[name]]:
            what = AccountChange.EDITED
            if "is_active" in fields:
                what = AccountChange.ACTIVE if person.is_active else AccountChange.INACTIVE
            change_account(by=self.request.user, person=person, what=what, fields=fields)
        forget_addresses({person.pk: before["email"]})
        return person


class AccountFilters(users.UserFilterSet):
    """Wagtail's, with groups in the reader's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["group"].field.label_from_instance = called


class UserViewSet(users.UserViewSet):
    """People in the admin."""

    filterset_class = AccountFilters
    add_view_class = PersonCreate
    edit_view_class = PersonEdit

    def get_form_class(self, for_update: bool = False) -> type:
        """Our forms."""
        return PersonEditForm if for_update else PersonCreationForm


class _Noted:
    """Writes down who changed a group, with what its panels hold, in one transaction."""

    @transaction.atomic
    def process_form(self) -> Any:
        """Wagtail saves the panels after the form."""
        response = super().process_form()  # type: ignore[misc]
        if response.status_code == HTTPStatus.FOUND:
            change_access(by=self.request.user, group=self.object)  # type: ignore[attr-defined]
        return response


class AccessList(groups.IndexView):
    """Groups of the back office; those that follow from roles, in the reader's words."""

    columns: ClassVar[list[Any]] = [
        TitleColumn(
            "name",
            label=_("Name"),
            accessor=called,
            sort_key="name",
            url_name="wagtailusers_groups:edit",
        )
    ]


class AccessCreate(_Noted, groups.CreateView):
    """A new group of the back office."""


class AccessEdit(_Noted, groups.EditView):
    """A group with its permissions."""


class AccessDelete(groups.DeleteView):
    """The end of a group."""

    @transaction.atomic
    def delete_action(self) -> None:
        """Written down while the group still has its number."""
        change_access(by=self.request.user, group=self.object)
        super().delete_action()


class AccessViewSet(groups.GroupViewSet):
    """Groups of the back office and what they open."""

    index_view_class = AccessList
    add_view_class = AccessCreate
    edit_view_class = AccessEdit
    delete_view_class = AccessDelete
