"""QR codes as SVG and PNG."""

import re
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from media.qr import QUIET_ZONE, qr_matrix, qr_svg

TEXT = "https://study.example.org/pass/8f3c1d"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str) -> list[list[bool]]:
    """The modules that the path of an SVG covers."""
    root = ElementTree.fromstring(svg)
    side = int(root.get("viewBox").split()[2])
    modules = [[False] * side for _ in range(side)]
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1H(\d+)z", root.find(f"{SVG}path").get("d"))
    for x, y, length, back in runs:
        assert x == back
        for i in range(int(x), int(x) + int(length)):
            modules[int(y)][i] = True
    return modules


def test_the_svg_shows_exactly_the_modules_of_the_code():
    assert drawn(qr_svg(TEXT, label="Pass")) == qr_matrix(TEXT)


def test_the_code_has_its_quiet_zone_and_three_finders():
    matrix = qr_matrix(TEXT)
    side, edge = len(matrix), QUIET_ZONE
    assert not any(any(row) for row in (*matrix[:edge], *matrix[-edge:]))
    assert not any(any(row[:edge]) or any(row[-edge:]) for row in matrix)
    finder = [True] * 7
    for top, left in ((edge, edge), (edge, side - edge - 7), (side - edge - 7, edge)):
        assert matrix[top][left : left + 7] == finder
        assert matrix[top + 6][left : left + 7] == finder
        assert matrix[top + 1][left : left + 7] == [True, *[False] * 5, True]


def test_the_svg_can_stand_in_a_strict_page_and_is_named():
    svg = qr_svg(TEXT, label='签到码 <"&>')
    root = ElementTree.fromstring(svg)

    assert isinstance(svg, SafeString)
    assert (root.get("role"), root.get("aria-label")) == ("img", '签到码 <"&>')
    assert not re.search(r"\s(style|id|on\w+)=", svg)
    assert root.find(f"{SVG}path").get("fill") == "currentColor"
    assert root.find(f"{SVG}rect").get("fill") == "#fff"


def test_other_texts_give_other_codes_and_chinese_fits():
    assert qr_matrix("研习·签到") != qr_matrix("研习·签退")


@pytest.mark.parametrize("text", ["", "长" * 2000])
def test_what_no_code_can_hold_is_refused(text):
    with pytest.raises(ValueError):
        qr_matrix(text)
