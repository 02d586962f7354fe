"""The form of a speaker: with whom of the register they are the same person."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from people.admin_forms import PersonField
from people.rules import name_somebody


class WhoField(PersonField):
    """A person, or nobody; whoever stands there already is known by name alone."""

    known: Any = None

    def clean(self, value: Any) -> Any:
        """None where nothing was typed."""
        text = str(value or "").strip()
        if self.known is not None and text == self.known.name:
            return self.known
        return super().clean(text) if text else None


class SpeakerForm(WagtailAdminModelForm):
    """Whom the register knows earns credit hours by teaching."""

    who = WhoField(
        label=_("Person in the register"),
        required=False,
        max_length=160,
        help_text=_(
            "E-mail address, mobile number or full name. Whoever is in the register earns credit "
            "hours for what they teach, on the page “Me”. Readers of the site do not see this."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.person if self.instance.person_id else None
        field: Any = self.fields["who"]
        field.people, field.known = name_somebody.visible(self.for_user), known
        self.initial["who"] = known.name if known else ""

    def save(self, commit: bool = True) -> Any:
        """With the person."""
        self.instance.person = self.cleaned_data["who"]
        return super().save(commit)
