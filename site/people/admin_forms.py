"""Forms of units and memberships in the back office."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from people.enums import Role
from people.models import Unit, User
from people.numbers import normal_phone
from people.rules import NAMING, name_somebody, roles_named_by, units_of
from people.unit_fields import UnitField
from publishing.backoffice.forms import PlainForm

POST = _("As lists and rosters show it, for example “deputy director”.")
RANK = _("1 stands first in official lists; 0 where there is no rank, which stands last.")
HOLDS = _("The role holds in this unit; that of an organiser in those below it, too.")
ABOVE = _("Organisers of the unit above look after this one, too.")
HISTORY = _("Kept in the history.")


def _called(name: str) -> Q:
    """Condition: a person is called so; the search key is the name, then how it is read."""
    return Q(name_key=name) | Q(name_key__startswith=f"{name} ")


class PersonField(forms.CharField):
    """A person by e-mail address, mobile number, or a full name that only one person has.

    `people` is whom the reader may name, set by the form; anybody else is answered like nobody, so
    that no address or number tells whose it is. The message `nobody` says what to do then.
    """

    people: Any = None
    default_error_messages = {
        "nobody": _(
            "Nobody of your units, or without a unit, has this name, address or number. "
            "Whoever is new signs up first; whoever belongs to another unit asks to join "
            "yours, on the page “Me”, My units."
        )
    }

    def clean(self, value: Any) -> User | None:  # type: ignore[override]
        """The person, or a sentence that says what else to type; None for an empty one."""
        text = super().clean(value).strip()
        if not text:  # it may be left empty
            return None
        people = self.people if self.people is not None else User.objects.none()
        if "@" in text:
            found = people.filter(email__iexact=text)
        else:
            try:
                found = people.filter(phone=normal_phone(text))
            except ValueError:
                found = people.filter(_called(text.lower()))
                found = [person for person in found if person.name == text]
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several people have this name. Type the e-mail address or mobile number.")
            )
        if not found:
            raise forms.ValidationError(self.error_messages["nobody"])
        return found[0]


WHO = _("E-mail address, mobile number or full name")


class MembershipForm(forms.Form):
    """Who gets which role where."""

    who = PersonField(label=_("Person"), max_length=160, help_text=WHO)
    unit = UnitField(label=_("Unit"), queryset=Unit.objects.none(), help_text=HOLDS)
    role = forms.ChoiceField(
        label=_("Role"),
        help_text=_(
            "A member takes part. A liaison keeps the unit's list and nominates. An organiser runs "
            "offerings, a class coordinator looks after cohorts, a reviewer reads essays."
        ),
    )
    since_on = forms.DateField(
        label=_("Since"),
        initial=timezone.localdate,
        widget=AdminDateInput,
        help_text=_("The first day on which the role holds."),
    )
    post = forms.CharField(label=_("Post"), max_length=80, required=False, help_text=POST)
    rank = forms.IntegerField(
        label=_("Rank"), min_value=0, max_value=999, initial=0, required=False, help_text=RANK
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        kwargs.pop("instance", None)
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["who"].people = name_somebody.visible(person)  # type: ignore[attr-defined]
        self.fields["unit"].queryset = units_of(person, *NAMING).order_by("path")  # type: ignore[attr-defined]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role.label) for role in Role if role in roles_named_by(person)
        ]

    def clean(self) -> dict[str, Any]:
        """An operator of one unit is none of another."""
        data = super().clean() or {}
        unit, role = data.get("unit"), data.get("role")
        if unit and role and role not in roles_named_by(self.person, unit):
            self.add_error("role", _("You cannot give this role in this unit."))
        return data

    def values(self) -> dict[str, Any]:
        """The values that `add_member` takes."""
        data = dict(self.cleaned_data)
        return data | {"person": data.pop("who"), "rank": data["rank"] or 0}


class PostingForm(PlainForm):
    """Post and rank, as rosters show them."""

    post = forms.CharField(label=_("Post"), max_length=80, required=False, help_text=POST)
    rank = forms.IntegerField(
        label=_("Rank"),
        min_value=0,
        max_value=999,
        help_text=RANK,
    )

    def __init__(self, *args: Any, record: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, record=record, **kwargs)
        self.initial = {"post": record.post, "rank": record.rank}


class TransferForm(PlainForm):
    """Where a person goes, and from which day on."""

    unit = UnitField(
        label=_("The new unit"),
        queryset=Unit.objects.none(),
        help_text=_("Of those that you look after. Elsewhere, its liaison takes the person over."),
    )
    since_on = forms.DateField(
        label=pgettext_lazy("a day", "From"),
        initial=timezone.localdate,
        widget=AdminDateInput,
        help_text=_("Everything held in the old unit ends with the day before."),
    )
    post = forms.CharField(label=_("New post"), max_length=80, required=False, help_text=POST)
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=HISTORY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = units_of(self.person, *NAMING).active().order_by("path")
        self.fields["unit"].queryset = reached  # type: ignore[attr-defined]


class EndForm(PlainForm):
    """The last day of a membership, and why it ends."""

    until_on = forms.DateField(
        label=_("Last day"),
        initial=timezone.localdate,
        widget=AdminDateInput,
        help_text=_("The role still holds on this day."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=HISTORY)


class HandOverForm(PlainForm):
    """The next liaison."""

    to = PersonField(label=_("The new liaison"), max_length=160, help_text=WHO)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].people = name_somebody.visible(self.person)  # type: ignore[attr-defined]


class UnitEditForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a unit is called."""

    class Meta:
        model = Unit
        fields = (
            *("name", "name_en", "short_name", "aliases", "code", "kind", "staff_size"),
            "is_active",
        )
        help_texts = {
            "name": _("The full official name."),
            "short_name": _("The search and imports know the unit by it, too."),
            "kind": _("Conditions of offerings and figures go by it."),
            "staff_size": _(
                "Places can be shared out by it, and essays asked for. Empty: not known, and the "
                "unit then gets the least."
            ),
            "is_active": _("A unit that no longer exists stays, with all its records."),
            "code": _("Short and lasting: imports and exports name the unit by it."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """The values that the actions take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class UnitForm(UnitEditForm):
    """A new unit with its place in the tree."""

    parent = UnitField(
        label=_("Stands below"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("nothing: it begins a tree of its own"),
        help_text=ABOVE,
    )
    field_order = ("parent", *UnitEditForm.Meta.fields)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        reached = units_of(person, Role.OPERATOR).active().order_by("path")
        self.fields["parent"].queryset = reached  # type: ignore[attr-defined]
        self.fields["parent"].required = not person.is_superuser
