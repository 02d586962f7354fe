"""What differs between two wordings, as a reader sees it."""

import pytest

from essays.wording import Piece, differences


def old_and_new(old: str, new: str) -> tuple[str, str]:
    """Both texts, read back from the pieces."""
    pieces = differences(old, new)
    before = "\n".join(
        "".join(p.text for p in one if p.kind != "new") for one in pieces if _has(one, "new")
    )
    after = "\n".join(
        "".join(p.text for p in one if p.kind != "gone") for one in pieces if _has(one, "gone")
    )
    return before, after


def _has(pieces: list[Piece], other: str) -> bool:
    return any(piece.kind != other for piece in pieces)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("站了很久。", "站了许久。"),
        ("甲\n乙\n丙", "甲\n丙\n丁"),
        ("Python 3 很好", "Python 4 很好"),
        ("一段。", "一段。\n又一段。"),
        ("从前有座山", "完全不同的另一句话，长得多"),
        ("字" * 5000, "字" * 4999),
        ("", "新"),
    ],
)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    assert old_and_new(old, new) == (old, new)


def test_a_changed_word_is_marked_and_nothing_else() -> None:
    assert differences("我站了很久。", "我站了许久。") == [
        [Piece("same", "我站了"), Piece("gone", "很"), Piece("new", "许"), Piece("same", "久。")]
    ]


def test_other_paragraphs_stand_below_each_other() -> None:
    kinds = [[p.kind for p in one] for one in differences("从前有座山。", "量子力学与生活")]
    assert kinds == [["gone"], ["new"]]
