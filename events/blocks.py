"""Blocks that show records: editors choose a rule, the page always shows what it gives now."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    MultipleChoiceBlock,
    RichTextBlock,
    StructBlock,
    StructBlockValidationError,
)

from events.enums import OfferingRule, PublicFigure
from people.models import Unit
from publishing.blocks import TextBlocks
from publishing.blocks.choosers import PageChooser, SnippetChooser
from publishing.blocks.groups import RECORDS
from publishing.blocks.picture import ChosenImage


def unit_choices() -> list[tuple[str, str]]:
    """Active units by code, in the order of the tree."""
    return [(unit.code, unit.name) for unit in Unit.objects.active()]


def speaker_choices() -> list[tuple[str, str]]:
    """Speakers by public id, with what tells two of one name apart."""
    speakers = apps.get_model("events", "Speaker").objects.all()
    return [
        (speaker.public_id, " ".join(filter(None, (speaker.name, speaker.title))))
        for speaker in speakers
    ]


class CodeBlock(ChoiceBlock):
    """A choice among records by the code that a page keeps; none is asked for to read it."""

    def normalize_choice(self, value: Any) -> Any:
        """Wagtail's own would list all records for every block, to find the type of a code."""
        return value


class PersonBlock(StructBlock):
    """A speaker of the register, or somebody named here: public facts and a picture."""

    speaker = CodeBlock(
        choices=speaker_choices,
        label=_("Speaker"),
        required=False,
        help_text=_("Name, title and unit are those of the register of speakers."),
    )
    name = CharBlock(
        label=pgettext_lazy("of a person", "Name"),
        required=False,
        help_text=_("For somebody who is no speaker here."),
    )
    role = CharBlock(label=_("Title or role"), required=False)
    picture = ChosenImage(label=_("Picture"), required=False)
    text = RichTextBlock(label=_("Text"), required=False, features=["bold", "link"])

    class Meta:
        icon = "user"
        label = pgettext_lazy("block of a page", "Person")
        help_text = _(
            "Choose a speaker, or write a name and a title; picture and text may be left out."
        )
        description = _("A speaker or another person with a picture. Only what is public anyway.")
        group = RECORDS
        template = "blocks/person.html"
        preview_value = {
            "speaker": "",
            "name": "程皓冉",
            "role": "教授",
            "picture": None,
            "text": "<p>讲授“交接”专题二十年。</p>",
        }

    def clean(self, value: Any) -> Any:
        """Somebody has to be named, in a draft as soon as one likes."""
        found = super().clean(value)
        if not (self.is_deferred_validation or found["speaker"] or found["name"]):
            said = _("Choose a speaker, or write a name.")
            raise StructBlockValidationError(block_errors={"name": ValidationError(said)})
        return found


class VenueBlock(StructBlock):
    """A venue with its picture, town and address, as its record says now."""

    page = PageChooser(page_type="events.VenuePage", label=_("Venue"))
    note = CharBlock(
        label=_("Remark"), required=False, help_text=_("Where to meet, which entrance.")
    )

    class Meta:
        icon = "site"
        label = pgettext_lazy("block of a page", "Venue")
        help_text = _("Choose the page of the venue; what is shown comes from its record.")
        description = _("A venue with picture, town and address. It vanishes when its page does.")
        group = RECORDS
        template = "blocks/venue.html"

    def get_preview_value(self) -> Any:
        """The first venue page."""
        page = apps.get_model("events", "VenuePage").objects.live().first()
        return self.to_python({"page": page and page.pk, "note": ""})


class OfferingsBlock(StructBlock):
    """A list of offerings by rule: kind, leading unit, theme, state."""

    title = CharBlock(label=_("Title"), required=False)
    kind = SnippetChooser("events.EventKind", label=_("Kind"), required=False)
    unit = CodeBlock(choices=unit_choices, label=_("Led by"), required=False)
    theme = SnippetChooser("events.Theme", label=_("Theme"), required=False)
    state = ChoiceBlock(
        choices=OfferingRule.choices,
        label=pgettext_lazy("of offerings", "Which ones"),
        default=OfferingRule.COMING,
    )
    count = IntegerBlock(label=_("How many"), min_value=1, max_value=20, default=5)

    class Meta:
        icon = "calendar-alt"
        label = _("Offerings by rule")
        help_text = _(
            "Kind, unit and theme narrow the list: only what fits all of them is shown. Leave them "
            "empty for everything. Where nothing fits, the page says so."
        )
        description = _(
            "The next offerings of a kind, unit or theme, each with its availability in a word. "
            "The list keeps itself up to date."
        )
        group = RECORDS
        template = "blocks/offerings.html"
        preview_value = {
            "title": "近期活动",
            "kind": None,
            "unit": "",
            "theme": None,
            "state": OfferingRule.COMING,
            "count": 3,
        }


class FiguresBlock(StructBlock):
    """Figures of the records, each with its definition and its date."""

    title = CharBlock(label=_("Title"), required=False)
    which = MultipleChoiceBlock(
        choices=PublicFigure.choices, label=_("Figures"), widget=CheckboxSelectMultiple
    )
    theme = SnippetChooser(
        "events.Theme",
        label=_("Theme"),
        required=False,
        help_text=_("Only what belongs to this theme is counted then."),
    )

    class Meta:
        icon = "table"
        label = _("Figures")
        help_text = _(
            "Tick the figures to show. They are counted anew by themselves, each with its "
            "definition."
        )
        description = _("Counted by the site itself, with how it is counted and as of which day.")
        group = RECORDS
        template = "blocks/figures.html"
        preview_value = {
            "title": "数字",
            "which": [PublicFigure.COURSES, PublicFigure.HELD],
            "theme": None,
        }


class PageBlocks(TextBlocks):
    """What the body of a page may hold that can show records."""

    person = PersonBlock()
    venue = VenueBlock()
    offerings = OfferingsBlock()
    figures = FiguresBlock()
