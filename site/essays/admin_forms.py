"""Forms of official texts and of comparing again in the back office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from essays.models import OfficialText, ReturnReason, SimilarityRun


class OfficialForm(forms.ModelForm):  # type: ignore[type-arg]
    """A text that essays may quote."""

    text = forms.CharField(
        label=_("Text"),
        max_length=100_000,
        widget=AdminAutoHeightTextInput,
        help_text=_("At most 100,000 characters. Divide a longer document into its chapters."),
    )

    class Meta:
        model = OfficialText
        fields = ("title", "source", "text", "is_used")
        help_texts = {
            "title": _("As reviewers read it beside a passage that is quoted from it."),
            "source": _("Where it was published and when; its address if it has one."),
            "is_used": _("Passages that agree with it are then no agreement between essays."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """The values that the actions take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RunForm(forms.ModelForm):  # type: ignore[type-arg]
    """Nothing but the button."""

    class Meta:
        model = SimilarityRun
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ReasonForm(forms.ModelForm):  # type: ignore[type-arg]
    """A reason for a return."""

    class Meta:
        model = ReturnReason
        fields = ("name", "name_en", "position", "is_used")
        help_texts = {
            "name": _("Short, as the author will read it."),
            "position": _("Smaller numbers stand first."),
            "is_used": _("If not, it stays with the essays that were returned for it."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """The values that the actions take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
