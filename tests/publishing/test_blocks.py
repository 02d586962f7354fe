"""The block library: each block is explained and previewed, and shows what it was given."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override
from wagtail.blocks import StreamValue, StructBlockValidationError

from events.blocks import PageBlocks
from media.models import CustomDocument
from media.uploads import LIBRARY, CheckedFile
from publishing.footnotes import Notes, notes_of
from tests.factories import make_picture

pytestmark = pytest.mark.django_db

BLOCKS = PageBlocks()
NAMES = sorted(BLOCKS.child_blocks)
SIZES = (480, 960, 1440)
NOTED = [
    ("paragraph", "<p>县志有载[1]，另有一说〔2〕，又见[1]；第[9]条没有注。</p>"),
    ("columns", {"columns": [[("callout", {"title": "", "text": "<p>据馆方［2］</p>"})], []]}),
    ("footnotes", {"notes": ["<p>《县志》卷三。</p>", "<p>馆方说明。</p>", "<p>没有提到。</p>"]}),
]


def body(blocks):
    """A body of these blocks as a page shows it."""
    value = BLOCKS.normalize(blocks)
    return render_to_string("blocks/body.html", {"body": value, "lang": ""})


def recording(name, extension):
    """A file of the library; nobody listens to it."""
    content = CheckedFile(b"\0" * 20, name, LIBRARY[extension])
    return CustomDocument.objects.create(title=name, file=content)


def test_the_library_has_what_editors_need():
    words = {"paragraph", "heading", "quotation", "timeline", "callout", "columns", "footnotes"}
    seen = {"picture", "gallery", "recording", "documents"}
    assert set(NAMES) == words | seen | {"person", "venue", "offerings", "figures"}


@pytest.mark.parametrize("name", ["timeline", "gallery", "columns"])
def test_a_block_of_several_begins_with_as_many_as_it_needs(name):
    block = BLOCKS.child_blocks[name]
    (entries,) = block.child_blocks.values()
    (begins,) = block.get_form_state(block.get_default()).values()
    empty = entries.child_block.get_form_state(entries.child_block.get_default())
    assert [entry["value"] for entry in begins] == [empty] * entries.meta.min_num
    assert len(begins) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["picture", "gallery", "documents"])
def test_a_block_without_an_example_says_why_it_is_empty(name):
    page = BLOCKS.child_blocks[name]
    bound = page.bind(page.get_preview_value())
    shown = render_to_string("wagtailcore/shared/block_preview.html", {"bound_block": bound})
    assert "媒体库里还没有这类内容" in shown
    assert "<ul" not in shown


def test_figures_are_ticked():
    block = BLOCKS.child_blocks["figures"].child_blocks["which"]
    assert block.field.widget.input_type == "checkbox"


@pytest.mark.parametrize(
    ("said", "alt", "language", "source"),
    [
        (
            {"alt_text": "芦苇荡里的一条船", "decorative": False},
            "芦苇荡里的一条船",
            "zh-hans",
            "来源：",
        ),
        ({"alt_text": "不读出", "decorative": True}, "", "en", "Source: "),
    ],
)
def test_pictures_alone_and_in_a_gallery_are_described(said, alt, language, source):
    picture = make_picture(
        "reeds", *(f"format-{kind}|width-{size}" for size in SIZES for kind in ("webp", "jpeg"))
    )
    one = {"image": {"image": picture, **said}, "caption": "芦苇", "source": "馆藏"}
    with override(language):
        text = body([("picture", one), ("gallery", {"pictures": [one, one]})])
    assert text.count(f'alt="{alt}"') == text.count("<img") == 3
    assert text.count(f"{source}馆藏") == 3
    assert 'class="gallery' in text
    whole = picture.renditions.get(filter_spec="format-jpeg|width-1440")
    assert text.count(f'<a href="{whole.url}"') == 2, "where it is cut it leads to all of it"
    assert picture.renditions.count() == 2 * len(SIZES)


@pytest.mark.parametrize("name", NAMES)
def test_a_block_says_what_it_is_for(name):
    block = BLOCKS.child_blocks[name]
    assert block.get_description()
    assert block.meta.group
    assert block.is_previewable


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_block_can_be_previewed_where_the_site_is_still_empty(staff, client, language):
    client.force_login(staff.editor)
    with override(language):
        for name in NAMES:
            where = reverse("wagtailadmin_block_preview")
            answer = client.get(where, {"id": BLOCKS.child_blocks[name].definition_prefix})
            assert answer.status_code == 200, name
            assert 'class="prose"' in answer.text, name


def test_marks_and_notes_lead_to_each_other():
    text = body(NOTED)
    assert text.count('href="#note-1"') == 2
    assert text.count("\u2060<sup") == text.count("<sup"), "no mark stands at the start of a line"
    assert text.count('id="mark-1"') == 1, "a note leads back to its first mark"
    assert text.count('href="#note-2"') == 2
    assert 'href="#mark-1"' in text
    assert 'id="note-3"' in text
    assert 'href="#mark-3"' not in text, "nothing in the text leads to it"
    assert "第[9]条" in text


def test_what_stands_in_a_tag_is_no_mark():
    assert Notes(3).mark('<a href="/a[1]/">[4]</a>') == '<a href="/a[1]/">[4]</a>'
    assert notes_of(None).count == 0
    assert body([("paragraph", "<p>没有注的[1]</p>")]).count("note-1") == 0


@pytest.mark.parametrize(("extension", "player"), [("mp4", "<video"), ("mp3", "<audio")])
def test_a_recording_is_played_from_here_with_its_transcript(extension, player):
    file = recording(f"口述.{extension}", extension)
    value = {"file": file, "title": "口述", "poster": None, "transcript": "<p>从那天讲起。</p>"}
    text = body([("recording", value)])
    assert player in text
    assert f'src="{file.url}"' in text
    assert "从那天讲起。" in text
    assert "http" not in text


def test_a_recording_that_is_gone_leaves_its_transcript():
    value = {"file": None, "title": "口述", "poster": None, "transcript": "<p>从那天讲起。</p>"}
    text = body([("recording", value)])
    assert "<video" not in text
    assert "<audio" not in text
    assert "从那天讲起。" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_draft_may_hold_a_block_that_nobody_has_filled_in(name):
    blank = BLOCKS.child_blocks[name].get_default()
    value = BLOCKS.clean_deferred(StreamValue(BLOCKS, [(name, blank)]))
    assert render_to_string("blocks/body.html", {"body": value, "lang": ""})


def test_a_person_is_named_before_the_page_is_published():
    block = BLOCKS.child_blocks["person"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.get_default())
    # What the editor draws beside the field.
    assert refused.value.as_json_data()["blockErrors"]["name"]["messages"]


def test_a_document_is_no_recording():
    block = BLOCKS.child_blocks["recording"]
    value = {"file": recording("须知.pdf", "pdf").pk, "title": "须知", "transcript": "<p>无</p>"}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(value | {"poster": None}))
    assert refused.value.as_json_data()["blockErrors"]["file"]["messages"]


def test_columns_stand_side_by_side():
    text = body([("columns", {"columns": [[("heading", "左")], [("heading", "右")]]})])
    assert text.index("<h2>左</h2>") < text.index("<h2>右</h2>")
    assert text.count("<div><div") == 2
