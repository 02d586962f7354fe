"""Every field of the back office says beside it what it does, or has a name that says it all."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.urls import get_resolver
from django.utils import translation
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PanelGroup
from wagtail.admin.viewsets import viewsets
from wagtail.blocks import BaseStructBlock
from wagtail.contrib.settings.registry import registry
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from events.blocks import PageBlocks
from tests.walk.reading import HAN

ROOMS = ("attendance", "courses", "essays", "events", "people", "portal", "publishing")
ROOMS += ("notices", "registration")
# Names that leave no question open, whatever form they stand in; and those in English as well.
PLAIN = {"caption", "day", "ends_at", "essay", "first", "first_name", "last", "last_name"}
PLAIN |= {"accepts_lacking", "reviewer", "starts_at", "subtitle", "title", "offering", "course"}
# Fields that are told about in the form's own constructor, since it depends on the record.
TOLD_LATER = {"liaison_over", "coordinator_over", "organiser_over", "operator_over"}
TOLD_LATER |= {"makeup_consent", "topic", "teaching_point", "username"}
# Rows of a table or a bar of tools below a heading that explains them; questions of one box.
UNDER_A_HEADING = {
    *("StepForm", "TargetForm", "BusForm", "StopForm", "YearForm"),
    *("QuickForm", "DayForm", "MinutesForm", "ShiftForm", "WhereForm", "GroupForm", "SeatForm"),
    *("CardForm", "UninviteForm", "WidenForm", "TransferForm", "MergeForm"),
    "ChooseSiteForm",
}
# Where they stand: what a public page asks is explained by the page itself.
BACK_OFFICE = ("admin_forms", "viewset", "quota_admin", "bulk", "terms_forms", "task_forms")
BACK_OFFICE += ("unit_forms", "register_forms", "extension_forms", "act_forms", "visit_forms")
BACK_OFFICE += ("shown_forms", "team_forms", "slot_forms", "site_forms", "events.forms")
BACK_OFFICE += ("courses.forms", "paper_forms")


def subclasses(kind: type) -> Iterator[type]:
    """All of them, however deep."""
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def back_office_forms() -> dict[str, Any]:
    """Forms of our back office by their full name; filters of lists are no forms to fill in."""
    assert list(get_resolver().url_patterns)  # which reads every module that has a form
    found = {f"{one.__module__}.{one.__qualname__}": one for one in subclasses(forms.BaseForm)}
    return {
        name: one
        for name, one in found.items()
        if one.__module__.partition(".")[0] in ROOMS
        and any(part in one.__module__ for part in BACK_OFFICE)
        and "Filter" not in name
        and one.__module__ in sys.modules
    }


def is_plain(name: str) -> bool:
    """Whether a field may go without a sentence, whatever form it stands in."""
    return name in PLAIN | TOLD_LATER or name.endswith("_en")


def test_every_field_of_a_form_says_what_it_does() -> None:
    known = back_office_forms()
    assert "events.forms.OfferingForm" in known
    wrong = [
        f"{form}: {name}"
        for form, one in known.items()
        if one.__name__ not in UNDER_A_HEADING
        for name, field in getattr(one, "base_fields", {}).items()
        if not (field.help_text or field.widget.is_hidden or is_plain(name))
    ]
    assert not wrong, "\n".join(wrong)


def untold(panel: Any, *, model: Any) -> Iterator[str]:
    """Fields below a panel beside which nothing stands; a group may speak for what it holds."""
    if isinstance(panel, PanelGroup):
        speaks = panel.help_text and not isinstance(panel, FieldRowPanel)
        for child in () if speaks else panel.children:
            yield from untold(child, model=model)
    elif isinstance(panel, FieldPanel):
        field = model._meta.get_field(panel.field_name)
        told = panel.help_text or getattr(field, "help_text", "")
        if not told and not is_plain(panel.field_name):
            yield f"{model.__name__}: {panel.field_name}"


def panels_of(model: Any) -> list[Any]:
    """What an editor of a page, a snippet or a setting fills in."""
    own = [*getattr(model, "content_panels", ()), *getattr(model, "promote_panels", ())]
    return own or list(model.panels)


def test_every_field_of_a_page_a_snippet_and_a_setting_says_what_it_does() -> None:
    models = [*get_page_models(), *get_snippet_models(), *registry]
    ours = [one for one in models if one.__module__.partition(".")[0] in ROOMS]
    handlers = {
        viewset.model: viewset.edit_handler.children
        for viewset in viewsets.viewsets
        if getattr(viewset, "edit_handler", None) and viewset.model not in ours
    }
    edited = {model: panels_of(model) for model in ours} | handlers
    assert len(edited) > 20
    wrong = [
        text
        for model, panels in edited.items()
        for panel in panels
        for text in untold(panel, model=model)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_kind_of_page_that_can_be_added_says_what_it_is_for() -> None:
    kinds = [one for one in get_page_models() if one.is_creatable]
    assert len(kinds) > 10
    with translation.override("zh-hans"):
        assert [one.__name__ for one in kinds if not HAN.search(one.get_page_description())] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "form", [get_image_form(get_image_model()), get_document_form(get_document_model())]
)
def test_every_field_of_a_picture_and_a_document_says_what_it_does(staff, form) -> None:
    fields = form(user=staff.admin).fields
    assert "title" in fields
    assert [
        name for name, field in fields.items() if not (field.help_text or field.widget.is_hidden)
    ] == []


def is_told(block: Any) -> bool:
    """Whether a sentence stands beside a block."""
    return bool(
        getattr(block.meta, "help_text", "")
        or getattr(getattr(block, "field", None), "help_text", "")
    )


def blocks_in(block: Any) -> Iterator[Any]:
    """The block and all that it holds."""
    yield block
    inner = getattr(block, "child_blocks", {}).values()
    for child in inner or filter(None, [getattr(block, "child_block", None)]):
        yield from blocks_in(child)


def test_no_label_of_a_block_is_left_in_english() -> None:
    with translation.override("zh-hans"):
        labels = {str(block.label) for block in blocks_in(PageBlocks())} - {""}
    assert len(labels) > 30
    assert not [label for label in labels if not HAN.search(label)]


def test_every_block_of_several_fields_says_how_it_is_filled_in() -> None:
    blocks = PageBlocks().child_blocks
    wrong = [
        name
        for name, block in blocks.items()
        if isinstance(block, BaseStructBlock)
        and not is_told(block)
        and not all(map(is_told, block.child_blocks.values()))
    ]
    assert len(blocks) > 10
    assert not wrong, wrong
