"""Forms of what an organiser lays down for one offering: its audience, its list, its line."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from events.forms import pages_of
from events.models import Offering
from people.enums import UnitKind
from people.group_fields import GroupsField, offer_groups
from people.models import PersonCategory, Unit, User
from people.unit_fields import UnitsField
from publishing.backoffice.choices import NamedChoices
from publishing.backoffice.forms import PlainForm, ReasonForm, show_for
from registration.actions.entries import person_meant
from registration.audience import phrase_of, rules_of
from registration.enums import AudienceKind
from registration.models import AudienceRule, Invitation

# Which field a condition looks at: field, then the choice and its values.
SHOWN_FOR = {
    "unit_kinds": ("kind", AudienceKind.UNIT_KINDS),
    "units": ("kind", AudienceKind.UNITS),
    "groups": ("kind", AudienceKind.UNITS),
    "categories": ("kind", AudienceKind.CATEGORIES),
    "months": ("kind", AudienceKind.NOT_WITHIN),
    "pages": ("kind", AudienceKind.NOT_WITHIN, AudienceKind.HAS_DONE),
}


def programmes() -> Any:
    """Pages in the main language of every type of which something is offered, by title."""
    types = Offering.objects.values("page__content_type")
    return pages_of(Page).filter(content_type__in=types)


class MoveForm(ReasonForm):
    """A new place in the line, and why."""

    position = forms.IntegerField(
        label=_("New place in the line"),
        min_value=1,
        max_value=100_000,
        help_text=_("1 is next to get a place."),
    )


class AudienceForm(PlainForm):
    """One more condition; only the field that belongs to it counts."""

    kind = forms.ChoiceField(
        label=_("The condition looks at"),
        choices=AudienceKind.choices,
        help_text=_("All conditions hold together; whoever is kept out reads why."),
    )
    unit_kinds = forms.MultipleChoiceField(
        label=_("Types of units"),
        choices=UnitKind.choices,
        required=False,
        help_text=_("Whoever belongs to a unit of one of them."),
        widget=forms.CheckboxSelectMultiple,
    )
    units = UnitsField(label=_("Units, each with all below it"))
    groups = GroupsField(
        label=_("Groups of units, each unit with all below it"),
        help_text=_("Whoever changes the group later changes for whom this is."),
    )
    categories = NamedChoices(
        label=_("Categories of persons"),
        queryset=PersonCategory.objects.all(),
        required=False,
        help_text=_("Whoever belongs to one of them. Nobody is shown who belongs to which."),
        widget=forms.CheckboxSelectMultiple,
    )
    months = forms.IntegerField(
        label=_("Not taken part within so many months"),
        min_value=1,
        max_value=120,
        required=False,
        help_text=_("Counted back from the day on which somebody registers."),
    )
    pages = NamedChoices(
        label=_("In these programmes"),
        queryset=Page.objects.none(),
        required=False,
        help_text=_("For “taken part”. None chosen: this programme itself."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    class Media:
        js = ["js/shown_for.js"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.active().order_by("path")
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
        offer_groups(self, self.person, units)
        self.fields["pages"].queryset = programmes()  # type: ignore[attr-defined]
        show_for(self, SHOWN_FOR)


class WidenForm(PlainForm):
    """Which condition falls away."""

    rule = forms.ModelChoiceField(
        label=_("Condition"), queryset=AudienceRule.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = rules_of(self.record)
        field: Any = self.fields["rule"]
        field.queryset = AudienceRule.objects.filter(offering=self.record)
        field.choices = [(rule.pk, phrase_of(rule)) for rule in rules]


class InviteForm(PlainForm):
    """A list as it comes out of a table: one a line."""

    names = forms.CharField(
        label=_("E-mail addresses or personnel numbers"),
        widget=AdminAutoHeightTextInput(attrs={"rows": 6}),
        help_text=_("One a line."),
        max_length=100_000,
    )

    def clean_names(self) -> list[str]:
        """The lines that hold something."""
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]


class UninviteForm(PlainForm):
    """Which lines are taken back."""

    invitations = forms.ModelMultipleChoiceField(
        label=_("Invitations"),
        queryset=Invitation.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = Invitation.objects.filter(offering=self.record).standing()
        self.fields["invitations"].queryset = lines.select_related("person")  # type: ignore[attr-defined]


class EnterForm(PlainForm):
    """Whom the organiser enters, and why beside the usual way."""

    person = forms.CharField(
        label=_("E-mail address or personnel number"),
        max_length=254,
        help_text=_("Of somebody who has an account, or stands in the register of people."),
    )
    companions = forms.IntegerField(
        label=_("Companions"),
        min_value=0,
        max_value=9,
        initial=0,
        help_text=_("Each takes a place, too."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stands in the history, and the person reads it."),
    )

    def clean_person(self) -> User:
        """The account meant, under the rule of a file that is imported."""
        assert self.record is not None
        found = person_meant(self.record, self.cleaned_data["person"].strip(), self.person)
        if isinstance(found, str):
            raise forms.ValidationError(found)
        return found
