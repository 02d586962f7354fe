"""Forms about remote sites: the lines that set them, and where somebody takes part."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.actions.sites import SiteFacts
from attendance.models import RemoteSite
from events.models import Venue
from people.models import Unit
from people.unit_fields import UnitsField
from publishing.backoffice.choices import NamedChoice
from publishing.templatetags.components import in_its_language

EMPTY, MOST = 2, 40


class SiteForm(forms.ModelForm):  # type: ignore[type-arg]
    """One remote site; a line without a name falls away."""

    site = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    units = UnitsField(
        label=_("whose people sit here"),
        size=5,
        help_text=_(
            "And those of the units below. Hold Ctrl (on a Mac: Command) to choose several."
        ),
    )

    class Meta:
        model = RemoteSite
        field_classes: ClassVar[dict[str, Any]] = {"venue": NamedChoice}
        fields = ("name", "name_en", "venue", "place", "units", "capacity", "is_open")
        help_texts = {
            "name": _("As participants read it. Without a name the site falls away."),
            "venue": _("Out of the register; or leave it empty and write a place."),
            "place": _("So that people find it, for example “Room 3, City Library”."),
            "is_open": _("If not, the units below, and you, decide who sits here."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["venue"].queryset = Venue.objects.order_by("name")  # type: ignore[attr-defined]
        units = Unit.objects.active().order_by("path")
        self.fields["units"].queryset = units  # type: ignore[attr-defined]

    def facts(self) -> SiteFacts:
        """As the action takes it."""
        data = dict(self.cleaned_data)
        return SiteFacts(data.pop("site"), list(data.pop("units")), data)


class BaseSites(forms.BaseFormSet):  # type: ignore[type-arg]
    """All sites of an offering: no two of one name, and no unit at two."""

    def clean(self) -> None:
        """The lines together."""
        facts = self.facts() if not any(self.errors) else []
        names = [one.values["name"] for one in facts if one.values["name"]]
        if len(set(names)) < len(names):
            words = _("Two sites have the same name. Give each a name of its own.")
            raise forms.ValidationError(words, code="twice")
        units = [unit for one in facts if one.values["name"] for unit in one.units]
        for unit in units:
            if units.count(unit) > 1:
                words = _("“%(unit)s” stands at two sites. Its people sit at one: choose which.")
                raise forms.ValidationError(words, code="unit_twice", params={"unit": unit})

    def facts(self) -> list[SiteFacts]:
        """The lines with a name, and those of sites whose name was taken away."""
        lines = [form for form in self.forms if form.cleaned_data]
        return [
            one.facts() for one in lines if one.cleaned_data["name"] or one.cleaned_data["site"]
        ]


SiteFormSet = forms.formset_factory(SiteForm, formset=BaseSites, extra=EMPTY, max_num=MOST)


class ChooseSiteForm(forms.Form):
    """Where one takes part."""

    spot = forms.ChoiceField(
        label=pgettext_lazy("remote sites", "Where I take part"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, in_its_language(str(label))) for key, label in choices]
        self.fields["spot"].choices = named  # type: ignore[attr-defined]
