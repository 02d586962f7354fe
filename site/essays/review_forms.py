"""Forms of reviewing: the plan, the score sheet, recommending, deciding, assigning, releasing."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from essays.actions.plan import SHEET
from essays.enums import Verdict
from essays.forms import ReasonsField, TextAsWritten
from essays.models import Criterion, ReviewPlan, names_of_reasons

LINE_PARTS = 3
MOST_LINES = 12


class PlanForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a task is reviewed; the score sheet as lines of text."""

    sheet = forms.CharField(
        label=_("Score sheet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "One criterion a line: name, weight, highest number of points, as in "
            "“Observation | 2 | 10”. Empty: no points are given."
        ),
    )

    class Meta:
        model = ReviewPlan
        fields = (
            "decides",
            "reviewers_each",
            "is_anonymous",
            "guidelines",
            "sheet",
            "half_points",
            "spread",
        )
        widgets = {"decides": forms.RadioSelect, "guidelines": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "reviewers_each": _("0: nobody is assigned; reviewers take the next one of a queue."),
            "is_anonymous": _(
                "While it is ticked no screen and no file tells reviewers whose an essay is."
            ),
            "guidelines": _("Reviewers read this beside every essay."),
            "spread": _("Where they differ by more, the desk says so."),
        }

    def __init__(self, *args: Any, sheet: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {line["name"]: line for line in sheet}
        self.fields["sheet"].initial = "\n".join(
            f"{line['name']} | {line['weight']} | {line['most']}" for line in sheet
        )

    def clean_sheet(self) -> list[dict[str, Any]]:
        """The criteria as the action takes them; a known name keeps its English form."""
        lines = [line for line in self.cleaned_data["sheet"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(
                ngettext("At most %(most)s criterion.", "At most %(most)s criteria.", MOST_LINES)
                % {"most": MOST_LINES}
            )
        sheet = [self._line(line) for line in lines]
        if len({line["name"] for line in sheet}) < len(sheet):
            raise ValidationError(_("Two criteria have the same name."))
        return sheet

    def _line(self, line: str) -> dict[str, Any]:
        parts = [part.strip() for part in line.replace("｜", "|").split("|")]
        name, numbers = parts[0], parts[1:]
        good = len(parts) == LINE_PARTS and all(
            n.isdecimal() and 0 < int(n) <= 100 for n in numbers
        )
        if not good or not 0 < len(name) <= 60:
            raise ValidationError(
                _("“%(line)s” is not a criterion: write name | weight | highest number of points.")
                % {"line": line.strip()}
            )
        known = self.before.get(name, {})
        values = (name, known.get("name_en", ""), int(numbers[0]), int(numbers[1]))
        return dict(zip(SHEET, values, strict=True))

    def values(self) -> dict[str, Any]:
        """The fields of the plan."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name != "sheet"}


class PointsField(forms.DecimalField):
    """Points of one criterion."""

    def __init__(self, criterion: Criterion, plan: ReviewPlan) -> None:
        step = "0.5" if plan.half_points else "1"
        name = names_of_reasons([[criterion.name, criterion.name_en]])[0]
        super().__init__(
            label=_("%(name)s (0 to %(most)s)") % {"name": name, "most": criterion.most},
            min_value=Decimal(0),
            max_value=Decimal(criterion.most),
            max_digits=4,
            decimal_places=1,
            widget=forms.NumberInput(attrs={"step": step, "inputmode": "decimal"}),
        )


class AdviceForm(forms.Form):
    """What a reviewer recommends, with points where there is a sheet."""

    verdict = forms.ChoiceField(choices=Verdict)
    revision = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput)
    reasons = ReasonsField(label=_("Reasons"))
    note = TextAsWritten(
        label=_("Note to the organisers"),
        help_text=_("Only they read it; what the author should read is a comment."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
    )

    def __init__(self, *args: Any, criteria: list[Criterion], plan: ReviewPlan, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.names = {f"points-{one.public_id}": one.public_id for one in criteria}
        for field, one in zip(self.names, criteria, strict=True):
            self.fields[field] = PointsField(one, plan)

    @property
    def sheet(self) -> list[Any]:
        """The fields of the score sheet."""
        return [self[name] for name in self.names]

    def points(self) -> dict[str, Decimal]:
        """As the action takes them."""
        return {pk: self.cleaned_data[name] for name, pk in self.names.items()}


class DecisionForm(forms.Form):
    """What an organiser prepares about an essay."""

    verdict = forms.ChoiceField(choices=Verdict)
    revision = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput)
    reasons = ReasonsField(label=_("Reasons"))
    comment = TextAsWritten(
        label=_("Comment to the author"),
        help_text=_("The author gets it with the decision, when it is released."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
    )


class RecuseForm(forms.Form):
    """Why somebody does not review something."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Only the organisers read it. Write no name if you recognised somebody."),
    )


class RecuseUnitForm(RecuseForm):
    """The unit whose essays somebody leaves to others."""

    unit = forms.CharField(
        label=_("Unit"), max_length=120, help_text=_("Its full name or its code.")
    )
    field_order = ("unit", "reason")


class ReviewerForm(forms.Form):
    """One reviewer of those who may have an essay."""

    reviewer = forms.ChoiceField(label=_("Reviewer"))

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].choices = [  # type: ignore[attr-defined]
            (
                one.person.public_id,
                _("%(name)s, %(number)s open") % {"name": one.person.name, "number": one.load},
            )
            for one in people
        ]


class WordsForm(forms.Form):
    """The notice of one group of decisions in one language, as it will be sent."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What stands in braces is filled in for each author."),
    )


class BlackoutForm(forms.Form):
    """Words to black out, one a line."""

    words = TextAsWritten(
        label=_("Words to black out, one a line"),
        help_text=_(
            "Every place in title and text where they stand. The author's name, address and unit "
            "are blacked out without being written here."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
    )
