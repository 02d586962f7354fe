"""What a form says of a field that was left empty, by the way in which it is filled in."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[Any, str | Promise] = {
    forms.ChoiceField: _("Please choose one."),
    forms.MultipleChoiceField: _("Please choose at least one."),
    forms.ModelMultipleChoiceField: _("Please choose at least one."),
    forms.FileField: _("Please choose a file."),
    forms.BooleanField: _("Please tick this."),
}


def say_how() -> None:
    """Django asks to fill in everything alike, boxes and files, too."""
    for field, words in WORDS.items():
        field.default_error_messages = field.default_error_messages | {"required": words}
