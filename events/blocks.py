"""Blocks that show records: editors choose a rule, the page always shows what it gives now."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, ChoiceBlock, IntegerBlock, StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from people.models import Unit
from publishing.blocks import TextBlocks


def unit_choices() -> list[tuple[str, str]]:
    """Active units by code, in the order of the tree."""
    return [(unit.code, unit.name) for unit in Unit.objects.active()]


class OfferingsBlock(StructBlock):
    """A list of coming offerings by rule: kind, leading unit, open or not."""

    title = CharBlock(label=_("Title"), required=False)
    kind = SnippetChooserBlock("events.EventKind", label=_("Kind"), required=False)
    unit = ChoiceBlock(choices=unit_choices, label=_("Led by"), required=False)
    only_open = BooleanBlock(label=_("Only what is open for registration"), required=False)
    count = IntegerBlock(label=_("How many"), min_value=1, max_value=20, default=5)

    class Meta:
        icon = "calendar-alt"
        label = _("Coming offerings")
        template = "blocks/offerings.html"


class PageBlocks(TextBlocks):
    """What the body of a page may hold that can show records."""

    offerings = OfferingsBlock()
