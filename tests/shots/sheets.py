"""What changed since the run before, as words and as pictures, and all pictures on one page."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

from PIL import Image, ImageChops

SMALL = 0.002  # a smaller share of changed pixels is a blinking cursor or a code's new dots
NOISE = 24  # of 255: how far a pixel may differ
THUMB = 320
VERMILION, PAPER = (179, 39, 30), (255, 255, 255)
STYLE = (
    "body{font:14px sans-serif;margin:16px}h2{margin:32px 0 8px}"
    "section{display:flex;flex-wrap:wrap;gap:16px;align-items:start}"
    "figure{margin:0;width:240px}.three{width:100%}.three img{width:240px;vertical-align:top}"
    "img{width:100%;border:1px solid #ccc}b{color:#b3271e}"
)


@dataclass(frozen=True)
class Change:
    """One picture that is not as it was."""

    word: str
    pictures: tuple[Path, ...]  # before, now, difference; of a new or lost one, itself


def difference(before: Path, after: Path) -> tuple[float, Image.Image]:
    """The share of changed pixels, 0 to 1, and the picture in which they are vermilion.

    Pictures of another size are laid on each other at their upper left corner; what only one of
    them covers has changed.
    """
    with Image.open(before) as old, Image.open(after) as new:
        size = (max(old.width, new.width), max(old.height, new.height))
        pair = [Image.new("RGB", size, VERMILION) for _ in range(2)]
        pair[0].paste(old.convert("RGB"))
        pair[1].paste(new.convert("RGB"))
    bands = ImageChops.difference(*pair).split()
    furthest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    changed = furthest.point(lambda value: 255 if value >= NOISE else 0)
    faded = Image.blend(pair[1].convert("L").convert("RGB"), Image.new("RGB", size, PAPER), 0.7)
    share = changed.histogram()[255] / (size[0] * size[1])
    return share, Image.composite(Image.new("RGB", size, VERMILION), faded, changed)


def compare(before: Path, latest: Path, names: set[str]) -> dict[str, Change]:
    """Those of `names` that are new, gone or another than in the folder `before`.

    Difference pictures are laid into `latest`/changed. Nothing is told of a first run.
    """
    if not any(before.glob("*.png")):
        return {}
    folder = latest / "changed"
    folder.mkdir(exist_ok=True)
    told = {}
    for name in sorted(names):
        old, new, shown = before / name, latest / name, folder / name
        shown.unlink(missing_ok=True)
        if not (old.is_file() and new.is_file()):
            told[name] = Change("new", (new,)) if new.is_file() else Change("gone", (old,))
            continue
        share, picture = difference(old, new)
        if share >= SMALL:
            picture.save(shown)
            told[name] = Change(f"{share:.1%} changed", (old, new, shown))
    return told


def contact_sheet(latest: Path, told: dict[str, Change]) -> Path:
    """`index.html`: changed pictures beside their former selves, then a small one of each."""
    changed = "".join(
        f'<figure class="three">{"".join(_small(path, latest) for path in change.pictures)}'
        f"<figcaption>{escape(Path(name).stem)} <b>{change.word}</b></figcaption></figure>"
        for name, change in told.items()
    )
    every = "".join(
        f"<figure>{_small(path, latest)}<figcaption>{escape(path.stem)}</figcaption></figure>"
        for path in sorted(latest.glob("*.png"))
    )
    sheet = latest / "index.html"
    sheet.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Shots</title>'
        f"<style>{STYLE}</style><h1>Shots</h1>"
        f"<h2>Changed: before, now, difference</h2><section>{changed or 'Nothing.'}</section>"
        f"<h2>All</h2><section>{every}</section>",
        "utf-8",
    )
    return sheet


def _small(path: Path, latest: Path) -> str:
    """A link to a picture under a small one of it."""
    # A kept copy may bear any name, that of the folder of today, too.
    kind = path.parent.name if path.is_relative_to(latest) else "before"
    thumb = latest / "thumbs" / f"{kind}-{path.stem}.jpg"
    thumb.parent.mkdir(exist_ok=True)
    with Image.open(path) as picture:
        picture.thumbnail((THUMB, THUMB * 2))
        picture.convert("RGB").save(thumb, quality=70)
    whole = path.relative_to(latest, walk_up=True).as_posix()
    small = thumb.relative_to(latest).as_posix()
    return f'<a href="{escape(whole)}"><img loading="lazy" src="{escape(small)}" alt=""></a> '
