"""Forms of essay tasks in the back office."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateTimeInput

from essays.models import EssayTask, OfficialText, ReturnReason, SimilarityRun
from events.enums import OfferingState
from events.models import Offering
from events.rules import manage_offering

OVER = (OfferingState.CANCELLED,)


class TaskEditForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is asked, how long, until when."""

    class Meta:
        model = EssayTask
        fields = ("title", "title_en", "prompt", "min_characters", "max_characters", "due_at")
        widgets = {"due_at": AdminDateTimeInput, "prompt": AdminAutoHeightTextInput}
        help_texts = {
            "prompt": _("Participants read this above the page on which they write."),
            "min_characters": _("Chinese characters, and words in other scripts."),
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The range and the deadline; said at the field."""
        data = super().clean() or {}
        least, most = data.get("min_characters"), data.get("max_characters")
        if least is not None and most is not None and least > most:
            self.add_error(
                "max_characters", _("The longest length must not be below the shortest.")
            )
        due = data.get("due_at")
        if due and "due_at" in self.changed_data and due <= timezone.now():
            self.add_error("due_at", _("The deadline has passed already. Choose a later one."))
        return data

    def validate_constraints(self) -> None:
        """The range has been judged at its field; the database holds it too."""

    def values(self) -> dict[str, Any]:
        """The values that the actions take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class TaskForm(TaskEditForm):
    """A new task with its offering."""

    offering = forms.ModelChoiceField(label=_("Offering"), queryset=Offering.objects.none())
    field_order = ("offering", *TaskEditForm.Meta.fields)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        rows = manage_offering.visible(person).exclude(state__in=OVER)  # type: ignore[misc]
        rows = rows.select_related("page").order_by("-opens_at", "-pk")
        self.fields["offering"].queryset = rows  # type: ignore[attr-defined]


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
        help_texts = {"source": _("Where it was published and when; its address if it has one.")}

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
        }

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def values(self) -> dict[str, Any]:
        """The values that the actions take."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
