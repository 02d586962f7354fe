"""Recordings: whole, told from what only looks like one, without the place they were made at."""

import tracemalloc
from contextlib import suppress
from io import BytesIO

import pytest
from django.core.files.base import ContentFile, File
from hypothesis import given
from hypothesis import strategies as st

from media.models import CustomDocument
from media.uploads import LIBRARY, Refused, UploadOutcome, checked
from media.uploads.sound import MOST_TAGS, frames_of
from tests.media.recorded import PLACE, SOUND, box, id3, mp3, mp4, track, webm

WHOLE = {
    "mp4": mp4(track(), track(b"soun")),
    "m4a": mp4(track(b"soun"), brand=b"M4A "),
    "webm": webm(),
    "webm, open": webm(is_open=True),
    "mp3": mp3(),
}


class Counted(BytesIO):
    """A file that counts how often somebody reads in it."""

    reads = 0

    def read(self, *size):
        """As files do."""
        self.reads += 1
        return super().read(*size)


def take(content: bytes, name: str = "口述.bin"):
    """What the check makes of it; its own file is closed."""
    file = checked(ContentFile(content, name=name), LIBRARY)
    try:
        return file.kind.extension, file.name, file.read()
    finally:
        file.close()


@pytest.mark.parametrize("name", WHOLE)
def test_a_recording_forgets_where_it_was_made_and_plays_on(name):
    before = WHOLE[name]
    assert PLACE in before
    extension, stored_as, after = take(before)
    assert (extension, stored_as) == (name[:4].strip(","), f"口述.{extension}")
    assert PLACE not in after
    if extension == "mp3":
        assert after == SOUND
    else:
        assert len(after) == len(before), "no offset changes"
        media = b"picture" * 20 if extension != "webm" else bytes(200)
        assert after.find(media) == before.find(media)


@pytest.mark.parametrize("name", WHOLE)
def test_what_was_cleaned_once_is_clean(name):
    _extension, _name, once = take(WHOLE[name])
    assert take(once)[2] == once


@pytest.mark.parametrize(
    "content",
    [
        mp4()[:-1],
        mp4() + b"\0\0\0\1mdat",
        mp4(track(b"hint")),
        box(b"ftyp", b"isom", bytes(4), b"isom") + box(b"mdat", bytes(300)),
        webm()[:-1],
        webm()[:40],
        mp3(SOUND[:417] + bytes(5000)),
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(300),
        id3(b"") * (MOST_TAGS + 1) + SOUND,
    ],
)
def test_what_only_begins_like_a_recording_is_damaged(content):
    with pytest.raises(Refused) as refused:
        take(content)
    assert refused.value.outcome is UploadOutcome.DAMAGED


def test_some_tags_before_the_sound_all_go():
    assert take(id3(PLACE) * MOST_TAGS + SOUND)[2] == SOUND


def test_a_file_of_tags_is_given_up_early():
    file = Counted(id3(b"") * 100_000 + SOUND)
    with pytest.raises(Refused) as refused:
        frames_of(file)
    assert refused.value.outcome is UploadOutcome.DAMAGED
    assert file.reads < 100


def test_a_track_of_positions_is_refused_by_name():
    with pytest.raises(Refused) as refused:
        take(mp4(track(), track(b"meta")))
    assert refused.value.outcome is UploadOutcome.EXTRA_TRACK


def test_an_hour_in_fragments_of_a_second_is_taken():
    fragment = box(b"moof", *[box(b"mfhd", bytes(8))] * 8) + box(b"mdat", bytes(8))
    whole = mp4(track(b"soun"), rest=fragment * 3600)
    assert len(take(whole)[2]) == len(whole)


@given(at=st.integers(0, 600), byte=st.integers(0, 255), name=st.sampled_from(sorted(WHOLE)))
def test_a_broken_byte_is_refused_by_name_or_does_no_harm(at, byte, name):
    content = bytearray(WHOLE[name])
    content[at % len(content)] = byte
    with suppress(Refused):
        take(bytes(content))


@pytest.mark.django_db
def test_a_long_recording_goes_through_in_pieces(tmp_path):
    long = mp4(rest=box(b"mdat", bytes(12 * 1024 * 1024)))
    path = tmp_path / "long.mp4"
    path.write_bytes(long)
    with path.open("rb") as raw:
        tracemalloc.start()
        kept = CustomDocument.objects.create(title="口述", file=File(raw, name="a"))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 4 * 1024 * 1024
    with kept.file.open() as stored:
        assert stored.size == len(long)
        assert PLACE not in stored.read(4096)
