"""Groups of units wherever units are chosen: one tick stands for all of them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from people.models import Unit, UnitGroup
from people.queries import UnitQuerySet
from people.rules import use_groups
from publishing.templatetags.components import text_of


class GroupsField(forms.ModelMultipleChoiceField):
    """The groups that somebody may use, each with its keeper and how many units it means here."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Groups of units"))
        super().__init__(UnitGroup.objects.none(), required=False, **kwargs)
        self.error_messages["invalid_choice"] = _(
            "You can use groups kept by your own unit and those above it. Choose from the list."
        )
        self.error_messages["empty_group"] = _(
            "The group “%(name)s” names no unit that can be chosen here. Choose units instead, or "
            "have the group changed: %(owner)s keeps it."
        )

    def offer(self, person: Any, among: UnitQuerySet) -> bool:
        """Offer what `person` may use, as far as it names units of `among`; whether any is."""
        meant = Count("units", filter=Q(units__in=among.order_by().values("pk")), distinct=True)
        rows = use_groups.visible(person)  # type: ignore[misc]
        self.queryset = rows.select_related("owner").annotate(meant=meant)
        return bool(self.queryset.exists())

    def label_from_instance(self, group: Any) -> str:  # type: ignore[override]
        """For example: All member units (Suzhou, 12 units)."""
        words = ngettext(
            "%(group)s (%(owner)s, %(count)s unit)",
            "%(group)s (%(owner)s, %(count)s units)",
            group.meant,
        )
        owner = {"name": str(group.owner), "name_en": group.owner.name_en}
        names = {"group": text_of(group, "name"), "owner": text_of(owner, "name")}
        escaped = {key: conditional_escape(name) for key, name in names.items()}
        return mark_safe(words % (escaped | {"count": group.meant}))  # noqa: S308 - just escaped

    def clean(self, value: Any) -> Any:
        """Raises ValidationError, by name, for a group that means nobody here."""
        groups = super().clean(value)
        for group in groups:
            if not group.meant:
                words = {"name": group.name, "owner": group.owner}
                raise ValidationError(self.error_messages["empty_group"], "empty_group", words)
        return groups


def offer_groups(form: forms.Form | Any, person: Any, among: UnitQuerySet) -> None:
    """Let the form's `groups` offer what `person` may use; where there is none, it goes away."""
    field: Any = form.fields["groups"]
    if not field.offer(person, among):
        del form.fields["groups"]


def units_chosen(data: dict[str, Any], among: UnitQuerySet | None = None) -> UnitQuerySet:
    """Units of a form's cleaned `units` and `groups`, out of `among` or all that still exist."""
    if among is None:
        among = Unit.objects.active()
    return among.chosen(data.get("units") or (), data.get("groups") or ())
