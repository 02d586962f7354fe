"""What changed since the run before, and all pictures on one page."""

from html import escape
from pathlib import Path

from PIL import Image, ImageChops

SMALL = 0.002  # a smaller share of changed pixels is a blinking cursor or a clock
NOISE = 24  # of 255: how far a pixel may differ
THUMB = 320


def share_changed(before: Path, after: Path) -> float:
    """Between 0 and 1: how much of the picture is another; 1 when its size is."""
    with Image.open(before) as old, Image.open(after) as new:
        if old.size != new.size:
            return 1.0
        pair = (old.convert("L"), new.convert("L"))
        histogram = ImageChops.difference(*pair).histogram()
        return sum(histogram[NOISE:]) / (new.width * new.height)


def compare(before: Path, after: Path) -> dict[str, str]:
    """A word about each picture that is new, gone or another than in the run before."""
    if not before.is_dir():
        return {}
    old, new = ({path.name for path in folder.glob("*.png")} for folder in (before, after))
    told = dict.fromkeys(new - old, "new") | dict.fromkeys(old - new, "gone")
    for name in old & new:
        share = share_changed(before / name, after / name)
        if share >= SMALL:
            told[name] = f"{share:.1%} changed"
    return dict(sorted(told.items()))


def contact_sheet(folder: Path, told: dict[str, str]) -> Path:
    """`index.html` with a small picture of each one, the changed ones marked."""
    thumbs = folder / "thumbs"
    thumbs.mkdir()
    figures = []
    for path in sorted(folder.glob("*.png")):
        with Image.open(path) as picture:
            picture.thumbnail((THUMB, THUMB * 2))
            picture.convert("RGB").save(thumbs / f"{path.stem}.jpg", quality=70)
        name, word = escape(path.stem), escape(told.get(path.name, ""))
        figures.append(
            f'<figure><a href="{name}.png"><img loading="lazy" src="thumbs/{name}.jpg" alt=""></a>'
            f"<figcaption>{name} <b>{word}</b></figcaption></figure>"
        )
    style = (
        "body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:16px;align-items:start}"
        "figure{margin:0;width:240px}img{width:100%;border:1px solid #ccc}b{color:#b3271e}"
    )
    head = f'<!doctype html><meta charset="utf-8"><title>Shots</title><style>{style}</style>'
    sheet = folder / "index.html"
    sheet.write_text(head + "".join(figures), "utf-8")
    return sheet
