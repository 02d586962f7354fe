"""Forms that change the tree of units, and those of groups of units."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from people.admin_forms import ABOVE
from people.enums import Role
from people.models import Unit, UnitGroup
from people.rules import NAMING, units_of
from people.unit_fields import UnitField, UnitsField
from publishing.backoffice.forms import PlainForm


class MoveForm(PlainForm):
    """The place of a unit: below which one, behind which sibling."""

    parent = UnitField(
        label=_("Stands below"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("nothing: it begins a tree of its own"),
        help_text=ABOVE,
    )
    after = UnitField(
        label=_("Comes after"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("nobody: it stands first there"),
        help_text=_("The order of the tree is the official order in every list."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.record
        reached = units_of(self.person, Role.OPERATOR).order_by("path")
        others = reached.exclude(path__startswith=unit.path)
        parent = unit.get_parent()
        above = others.active()
        if parent is not None:  # a place where it stands already may always be kept
            above = others.filter(is_active=True) | Unit.objects.filter(pk=parent.pk)
        self.fields["parent"].queryset = above.order_by("path")  # type: ignore[attr-defined]
        self.fields["parent"].required = not self.person.is_superuser
        self.fields["after"].queryset = others  # type: ignore[attr-defined]
        before = unit.get_prev_sibling()
        self.initial = {"parent": parent and parent.pk, "after": before and before.pk}

    def clean(self) -> dict[str, Any]:
        """A sibling stands below the same unit."""
        data = super().clean() or {}
        after, parent = data.get("after"), data.get("parent")
        if after is not None and "parent" in data and after.get_parent() != parent:
            self.add_error("after", _("Choose a unit that stands below the same one."))
        return data


class MergeForm(PlainForm):
    """The unit that takes over."""

    into = UnitField(
        label=_("Part of"),
        queryset=Unit.objects.none(),
        help_text=_("It gets the people and the units below; offices have to be given anew."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = units_of(self.person, Role.OPERATOR).active()
        rows = reached.exclude(path__startswith=self.record.path).order_by("path")
        self.fields["into"].queryset = rows  # type: ignore[attr-defined]


class GroupForm(forms.ModelForm):  # type: ignore[type-arg]
    """A group of units, chosen among those that the person reaches."""

    owner = UnitField(
        label=_("Kept by"),
        queryset=Unit.objects.none(),
        help_text=_("Whoever works in this unit or below it may address the group."),
    )
    units = UnitsField(
        label=_("Units"),
        required=True,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Conditions of offerings that name this group follow a change at once. Granted places "
            "and essay tasks keep the units that the group had on that day."
        ),
    )

    class Meta:
        model = UnitGroup
        fields = ("name", "name_en", "owner", "units")
        help_texts = {"name": _("As it stands wherever groups of units are ticked.")}

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = units_of(person, *NAMING).active().order_by("path")
        for name in ("owner", "units"):
            self.fields[name].queryset = reached  # type: ignore[attr-defined]
        # A unit that ceased or lies outside stays until somebody takes it out.
        if self.instance.pk:
            kept = self.instance.units.all()
            self.fields["units"].queryset = (reached | kept).distinct()  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The values that `keep_group` takes."""
        data = {name: self.cleaned_data[name] for name in ("name", "name_en", "owner")}
        return {"values": data, "units": list(self.cleaned_data["units"])}
