"""The pictures that the site draws itself."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from media.drawing import draw, jpeg, region_of
from media.drawing.scenes import SCENES

SMALL = (320, 180)


def test_the_names_that_pages_and_venues_use_are_there():
    kinds = {"path", "tea", "lamp", "podium", "wave", "arch", "circle", "screen"}
    places = {"stele", "museum", "memorial", "roof", "campus", "hall", "cinema", "enterprise"}
    rest = {"area", "orbit", "terraces", "bridge", "mountain", "book", "pen"}
    assert kinds | places | rest <= set(SCENES)


@pytest.mark.parametrize("region", ["", "苏州", "成都", "渭南"])
@pytest.mark.parametrize("motif", SCENES)
def test_every_motif_is_a_picture_and_no_blank_sheet(motif, region):
    picture = draw(motif, seed="one", size=SMALL, region=region)

    assert (picture.mode, picture.size) == ("RGB", SMALL)
    inks = picture.quantize(8).getcolors()
    assert len([count for count, _ in inks if count > 100]) >= 4
    darkest, lightest = picture.convert("L").getextrema()
    assert lightest - darkest > 90
    assert ImageStat.Stat(picture.convert("L")).stddev[0] > 8


@pytest.mark.parametrize("motif", SCENES)
def test_a_seed_gives_one_picture_and_another_seed_another(motif):
    first, again = (draw(motif, seed="one", size=SMALL).tobytes() for _ in range(2))
    other = draw(motif, seed="two", size=SMALL)

    assert first == again
    difference = ImageChops.difference(Image.frombytes("RGB", SMALL, first), other)
    changed = difference.convert("L").point([0] * 24 + [255] * 232)
    share = ImageStat.Stat(changed).mean[0] / 255
    assert share > 0.02, "the composition should differ, not the grain alone"


def test_the_country_behind_a_scene_follows_the_place():
    pictures = {
        draw("path", seed="one", size=SMALL, region=place).tobytes()
        for place in ("", "苏州市", "四川成都", "陕西省渭南市临渭区")
    }
    assert len(pictures) == 4
    assert [region_of(p) for p in ("Suzhou", "成都", "临渭", "北京")] == [
        "canal",
        "hills",
        "loess",
        "",
    ]


@pytest.mark.parametrize("size", [(90, 90), (200, 400), (480, 120)])
def test_other_shapes_of_sheet_work(size):
    assert draw("bridge", seed="one", size=size).size == size


def test_an_unknown_motif_is_refused():
    with pytest.raises(ValueError, match="unknown motif"):
        draw("dragon", seed="one", size=SMALL)


@pytest.mark.parametrize("motif", ["wave", "enterprise"])
def test_a_stored_picture_stays_light(motif):
    data = jpeg(draw(motif, seed="b", size=(1600, 900)))
    assert len(data) <= 150_000
    assert Image.open(BytesIO(data)).size == (1600, 900)
