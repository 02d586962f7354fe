"""What the blocks of a text have chosen is read together, and is what Wagtail would have read."""

import json

import pytest
from django.db import connection
from wagtail.blocks import ListBlock, StreamBlock

from events.blocks import PageBlocks
from events.models import EventKind, Theme, VenueIndexPage, VenuePage
from media.models import CustomDocument, CustomImage
from publishing.blocks.choosers import DocumentChooser, read_choices
from publishing.blocks.picture import ChosenImage
from tests.factories import make_tree, make_venue
from tests.factories.pictures import make_picture

pytestmark = pytest.mark.django_db
PERSON = {"speaker": "", "name": "程皓冉", "role": "", "text": ""}
RULE = {"title": "", "unit": "", "state": "coming", "count": 5}
PLAYED = {"title": "口述", "transcript": "<p>从那一天讲起。</p>"}


def documents(number):
    """Documents without files."""
    made = [CustomDocument(title=f"名单{n}", file=f"documents/{n}.pdf") for n in range(number)]
    return CustomDocument.objects.bulk_create(made)


def shown(picture, text=""):
    """How a block keeps a picture."""
    return {"image": picture.pk, "alt_text": text, "decorative": False}


def kept(raw, block=None):
    """A text as the database keeps it."""
    raw = json.loads(json.dumps([{"type": kind, "value": value} for kind, value in raw]))
    return (block or PageBlocks()).to_python(raw)


def without_ids(raw):
    """What is kept of a text, without what is made up anew each time."""
    if isinstance(raw, list):
        return [without_ids(one) for one in raw]
    if isinstance(raw, dict):
        return {name: without_ids(one) for name, one in raw.items() if name != "id"}
    return raw


@pytest.fixture
def text():
    """A text with a choice in every block that has one, and a picture that stands twice."""
    assert connection.features.supports_json_field  # Django asks SQLite so once a process
    venue = make_venue()
    home = make_tree().add_child(instance=VenueIndexPage(title="场馆", slug="venues"))
    page = home.add_child(instance=VenuePage(title=venue.name, slug="v", venue=venue))
    pictures = [make_picture(f"图{n}", "width-720", "width-360") for n in range(5)]
    kind, theme = EventKind.objects.create(name="座谈"), Theme.objects.create(name="国情")
    first, second = documents(2)
    one = {"image": shown(pictures[0], "近看"), "caption": "", "source": ""}
    other = {"image": shown(pictures[1]), "caption": "", "source": ""}
    again = {"image": shown(pictures[0], "远看"), "caption": "", "source": ""}
    column = [{"type": "picture", "value": other | {"image": shown(pictures[4])}}]
    return [
        ("picture", one),
        ("gallery", {"pictures": [other, again]}),
        ("person", PERSON | {"picture": shown(pictures[2])}),
        ("recording", PLAYED | {"file": first.pk, "poster": pictures[3].pk}),
        ("documents", {"documents": [second.pk, first.pk]}),
        ("columns", {"columns": [column, [{"type": "heading", "value": "右"}]]}),
        ("venue", {"page": page.pk, "note": ""}),
        ("offerings", RULE | {"kind": kind.pk, "theme": theme.pk}),
        ("figures", {"title": "", "which": ["held"], "theme": theme.pk}),
    ]


def test_all_kinds_of_record_are_one_statement(text, django_assert_num_queries):
    body = kept(text)
    with django_assert_num_queries(1):  # pictures, their sizes, documents, pages, kinds, themes
        read_choices(body, {})
    with django_assert_num_queries(0):
        sizes = [block.value["image"].get_rendition("width-720") for block in body[:1]]
    assert [size.width for size in sizes] == [720]


def test_together_is_what_one_by_one_would_be(text):
    together, alone = kept(text), kept(text)
    read_choices(together, {})
    list(alone)  # made by Wagtail
    assert without_ids(together.get_prep_value()) == without_ids(alone.get_prep_value())
    near, far = together[0].value["image"], together[1].value["pictures"][1]["image"]
    assert near.pk == far.pk
    assert (near.contextual_alt_text, far.contextual_alt_text) == ("近看", "远看")


def test_a_picture_without_any_size_is_there(text, django_assert_num_queries):
    bare = make_picture("没有尺寸")
    body = kept([*text, ("picture", {"image": shown(bare), "caption": "", "source": ""})])
    with django_assert_num_queries(1):
        read_choices(body, {})
    assert body[-1].value["image"].pk == bare.pk


def test_what_was_deleted_is_none(text):
    body = kept(text)
    for model in (CustomImage, CustomDocument, Theme, VenuePage):
        model.objects.all().delete()
    read_choices(body, {})
    by_type = {block.block_type: block.value for block in body}
    assert by_type["picture"]["image"] is None
    assert by_type["recording"]["file"] is None
    assert list(by_type["documents"]["documents"]) == [None, None]
    assert by_type["venue"]["page"] is None
    assert by_type["offerings"]["theme"] is None
    assert by_type["offerings"]["kind"] == EventKind.objects.get()


def test_a_model_may_be_read_in_its_own_way(text):
    read = []

    def reader(keys):
        read.append(keys)
        return VenuePage.objects.in_bulk(keys)

    body = kept(text)
    read_choices(body, {VenuePage: reader})
    assert read == [{VenuePage.objects.get().pk}]
    assert body[6].value["page"] == VenuePage.objects.get()


def test_old_forms_of_raw_data_are_read_as_well():
    """Lists without ids, a picture as its number: as blocks kept them before they changed."""

    class Old(StreamBlock):
        files = ListBlock(DocumentChooser())
        image = ChosenImage()

    (document,), picture = documents(1), make_picture("旧")
    body = kept([("files", [document.pk]), ("image", picture.pk)], Old())
    read_choices(body, {})
    assert list(body[0].value) == [document]
    assert body[1].value.pk == picture.pk


def test_what_was_made_already_is_not_read_again(text, django_assert_num_queries):
    made = PageBlocks().normalize([(block.block_type, block.value) for block in kept(text)])
    with django_assert_num_queries(0):
        read_choices(made, {})
