"""Forms of the liaison's desk and of joining a unit."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.admin_forms import HISTORY, WHO, PersonField
from people.models import Membership, Unit, User
from people.numbers import PhoneField
from people.rules import name_somebody

LARGEST_RANK = 999
DAYS = [(3, _("3 days")), (7, _("7 days")), (30, _("30 days"))]


class PostForm(forms.Form):
    """Post and rank, as rosters show them."""

    post = forms.CharField(
        label=_("Post"), max_length=80, required=False, help_text=_("As official lists name it.")
    )
    rank = forms.IntegerField(
        label=_("Rank"),
        min_value=0,
        max_value=LARGEST_RANK,
        initial=0,
        help_text=_(
            "1 stands first in official lists; 0 where there is no rank, which stands last."
        ),
    )


class EnrolForm(PostForm):
    """A person who has an account, for the list of the unit."""

    who = PersonField(label=_("Person"), max_length=160, help_text=WHO)
    field_order = ("who", "post", "rank")

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].people = name_somebody.visible(person)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The values that `enrol` takes."""
        data = dict(self.cleaned_data)
        return data | {"person": data.pop("who")}


class LastDayForm(forms.Form):
    """The last day of a membership, and why it ends."""

    until_on = forms.DateField(
        label=_("Last day"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("The role still holds on this day."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False, help_text=HISTORY)


class UnitByNameField(forms.CharField):
    """A unit by its name, short name, alias or code; a part that only one unit has will do."""

    SHOWN = 5

    def clean(self, value: Any) -> Unit | None:  # type: ignore[override]
        """The unit, or a sentence with what was found."""
        text = super().clean(value).strip()
        if not text:
            return None
        found = list(Unit.objects.active().named(text)[: self.SHOWN + 1])
        exact = [unit for unit in found if text in (unit.name, unit.short_name, unit.code)]
        if len(exact) == 1 or len(found) == 1:
            return (exact or found)[0]
        if not found:
            raise forms.ValidationError(_("No unit has this name or code."))
        names = "、".join(unit.name for unit in found[: self.SHOWN])
        raise forms.ValidationError(
            _("Several units have this name: %(names)s. Type the whole name or the code.")
            % {"names": names}
        )


class PassOnForm(forms.Form):
    """Where a person goes."""

    unit = UnitByNameField(
        label=_("The new unit"), max_length=120, help_text=_("Its name, short name or code.")
    )
    message = forms.CharField(
        label=_("Message to its liaison"),
        max_length=200,
        required=False,
        help_text=_("For example since when the person works there."),
    )


class HeirField(forms.ModelChoiceField):
    """One of the unit's own people."""

    def label_from_instance(self, person: User) -> str:  # type: ignore[override]
        """The name."""
        return person.name


class HeirForm(forms.Form):
    """Who is the liaison next."""

    to = HeirField(
        label=_("The new liaison"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose one of the unit's people"),
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.in_units(Unit.objects.filter(pk=membership.unit_id))
        rows = people.filter(is_active=True).exclude(pk=membership.user_id)
        self.fields["to"].queryset = rows.order_by("stroke_key", "pk")  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("The person reads this sentence.")
    )


class AskForm(forms.Form):
    """A request to a unit that was chosen before."""

    message = forms.CharField(
        label=_("Message to the liaison"),
        max_length=200,
        required=False,
        help_text=_("For example your department, so that you are known."),
    )
    leaving = forms.ModelChoiceField(
        label=_("Leave another unit for it"),
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("No, I belong to both"),
    )

    def __init__(self, *args: Any, person: User, unit: Unit | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [held.unit_id for held in person.current_memberships]
        rows = Unit.objects.filter(pk__in=own).exclude(pk=unit and unit.pk)
        self.fields["leaving"].queryset = rows  # type: ignore[attr-defined]
        if not rows:
            del self.fields["leaving"]


class InviteForm(forms.Form):
    """For whom a link is, and how long."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only the person who proves this address at sign-in can use the link, once."),
    )
    phone = PhoneField(
        label=_("Mobile number"),
        required=False,
        max_length=20,
        help_text=_("The same for a number. Leave both empty for an open link."),
    )
    limit = forms.IntegerField(
        label=_("For how many people"),
        min_value=1,
        max_value=500,
        initial=1,
        help_text=_("Of an open link. Whoever has it can use it: pass it on with care."),
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=7)

    def clean(self) -> dict[str, Any]:
        """One address or one number."""
        data = super().clean() or {}
        if data.get("email") and data.get("phone"):
            self.add_error("phone", _("Name an address or a number, not both."))
        return data
