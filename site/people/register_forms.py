"""Forms of the register of people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.actions.persons import EDITABLE
from people.admin_forms import HISTORY, POST, WHO, PersonField
from people.models import PersonCategory, Unit, User
from people.numbers import PhoneField
from people.rules import NAMING, merge_people, see_categories, units_of
from people.unit_fields import UnitField
from publishing.backoffice.choices import NamedChoices


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who a person is; categories only for those who may see them."""

    phone = PhoneField(
        label=_("mobile number"),
        required=False,
        help_text=_("Eleven digits. The person can sign in with it."),
    )
    chosen = NamedChoices(
        label=_("Categories"),
        queryset=PersonCategory.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Seen only by those who have the permission; audiences go by them."),
    )

    class Meta:
        model = User
        fields = EDITABLE
        help_texts = {
            "last_name": _("Empty for a name that is not divided."),
            "number": _("By it imports find the person again."),
            "first_name": _("Or the whole name, where it is not divided."),
            "email": _("The person can sign in with it."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.sees_categories = see_categories.allows(person)
        if not self.sees_categories:
            del self.fields["chosen"]
        elif self.instance.pk:
            self.fields["chosen"].initial = self.instance.categories.all()

    def clean_email(self) -> str | None:
        """One person for an address, however it is written."""
        email = self.cleaned_data["email"] or None
        others = User.objects.exclude(pk=self.instance.pk)
        if email and others.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _("Somebody has this address already. Look for doubles in the register.")
            )
        return email

    def clean(self) -> dict[str, Any]:
        """A person has a name."""
        data = super().clean() or {}
        if not data.get("last_name") and not data.get("first_name"):
            self.add_error("first_name", _("A person has a name."))
        return data

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        found: dict[str, Any] = {
            "values": {name: self.cleaned_data[name] or None for name in EDITABLE}
        }
        for name in ("last_name", "first_name"):
            found["values"][name] = (self.cleaned_data[name] or "").strip()
        if self.sees_categories:
            found["categories"] = list(self.cleaned_data["chosen"])
        return found


class NewPersonForm(PersonForm):
    """Somebody new, with the unit they belong to."""

    unit = UnitField(
        label=_("Unit"), queryset=Unit.objects.none(), help_text=_("To which the person belongs.")
    )
    post = forms.CharField(label=_("Post"), max_length=80, required=False, help_text=POST)
    is_another = forms.BooleanField(
        label=_("another person of the same name"),
        required=False,
        help_text=_("Only where the unit has somebody of this name, and it is not this person."),
    )
    field_order = ("last_name", "first_name", "unit", "post")

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        units = units_of(person, *NAMING).active().order_by("path")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What `add_person` takes."""
        names = ("unit", "post", "is_another")
        return super().values() | {name: self.cleaned_data[name] for name in names}


class OtherForm(forms.Form):
    """The other record of a person."""

    other = PersonField(label=_("The other record"), max_length=160, help_text=WHO)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = merge_people.visible(person)
        self.fields["other"].people = people.filter(is_active=True)  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """What becomes of the addresses, and why the two are one."""

    take_addresses = forms.BooleanField(
        label=_("Addresses and sign-in accounts move where the kept record has none"),
        required=False,
        initial=True,
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=HISTORY)
    sure = forms.BooleanField(
        label=_("I have compared the two. Merging cannot be undone."),
        error_messages={"required": _("Tick that you have compared the two.")},
    )


def may_merge(person: Any, *people: User) -> bool:
    """Whether `person` may make one of these."""
    return person.has_perm("people.merge_person") and all(
        merge_people.allows(person, one) for one in people
    )
