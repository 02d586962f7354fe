"""The form that makes or changes a personal feed."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from calendars.models import Feed
from calendars.words import line
from people.models import Unit
from people.rules import LIAISONS, paths_of, units_of
from publishing.languages import text

SELF_NAMES = [
    ("zh-hans", format_html('<span lang="zh-Hans">{}</span>', "中文")),
    ("en", format_html('<span lang="en">{}</span>', "English")),
]


class UnitField(forms.ModelChoiceField):
    """One of the units whose liaison the reader is."""

    def label_from_instance(self, obj: Any) -> str:
        """The unit's name in the active language."""
        return line(text(obj, "name"))


class FeedForm(forms.Form):
    """What the reader calls the address, and in which language it speaks."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("So that you know it again, for example the device: “My phone”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=SELF_NAMES, widget=forms.RadioSelect)

    unit = UnitField(
        label=_("Whose sessions"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("My own"),
        help_text=_("Of your unit: how many take part, never who."),
    )
    with_waiting = forms.BooleanField(
        label=_("Show what I wait for, too"), required=False, initial=True
    )
    deadlines = forms.ChoiceField(
        label=_("Deadlines"),
        choices=Feed.Deadlines,
        initial=Feed.Deadlines.DAY,
        help_text=_("Not every application shows tasks; a day's entry is seen everywhere."),
    )
    alarm = forms.TypedChoiceField(
        label=_("Reminder"), choices=Feed.Alarm, coerce=int, initial=Feed.Alarm.NONE
    )

    def __init__(self, *args: Any, person: Any, feed: Feed | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if feed is not None:
            self._as_it_is(feed)
            return
        units = units_of(person, *LIAISONS) if paths_of(person, *LIAISONS) else None
        if units is None:
            del self.fields["unit"]
        else:
            field: Any = self.fields["unit"]
            field.queryset = units.active()
        self.fields["language"].initial = get_language() or settings.LANGUAGE_CODE

    def _as_it_is(self, feed: Feed) -> None:
        """To change a feed: it stays whose it is, and a unit's has no waiting list."""
        del self.fields["unit"]
        if feed.unit_id is not None:
            del self.fields["with_waiting"]
        for name, field in self.fields.items():
            field.initial = getattr(feed, name)

    def clean_name(self) -> str:
        """One line without control characters."""
        name = line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Give the address a name."))
        return name
