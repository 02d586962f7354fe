"""The picture that stands for a page where its address is shared (Open Graph, 1200 x 630)."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from media.drawing.mark import emblem
from media.drawing.palette import INK, PAPER, VERMILION, mix

SIZE = (1200, 630)
BAND = 236
"""Height in pixels of the paper band under the picture that carries the words."""
MARGIN = 64
SONG_FACES = (
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/System/Library/Fonts/Supplemental/Songti.ttc"),
)
SIMPLIFIED = 2
"""The face of a Noto CJK collection that has the forms of the mainland."""


def system_font() -> Path | None:
    """Return the first font of this machine that has Chinese, or None."""
    return next((path for path in SONG_FACES if path.is_file()), None)


def with_words(picture: Image.Image, title: str, subtitle: str, font_path: Path) -> Image.Image:
    """Set title and subtitle on a paper band under a picture of 1200 x (630 - 236) pixels."""
    sheet = Image.new("RGB", SIZE, PAPER)
    sheet.paste(picture, (0, 0))
    pen = ImageDraw.Draw(sheet)
    room = SIZE[0] - 2 * MARGIN - 110
    lines, large = _fitted(title, font_path, room)
    small = _face(font_path, 27)
    height = len(lines) * large.size * 1.28
    top = SIZE[1] - BAND + (BAND - height - (46 if subtitle else 0)) / 2
    for i, line in enumerate(lines):
        pen.text((MARGIN, top + i * large.size * 1.28), line, font=large, fill=INK)
    if subtitle:
        line = _shortened(subtitle, small, room)
        pen.text((MARGIN, top + height + 12), line, font=small, fill=mix(INK, PAPER, 0.35))
    pen.rectangle((0, SIZE[1] - BAND, SIZE[0], SIZE[1] - BAND + 3), fill=VERMILION)
    seal = emblem(84)
    sheet.paste(seal, (SIZE[0] - MARGIN - 84, SIZE[1] - BAND // 2 - 42), seal)
    return sheet


def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Open a font; in a collection of regional faces the simplified one."""
    if path.suffix == ".ttc" and "CJK" in path.name:
        return ImageFont.truetype(path, size, index=SIMPLIFIED)
    return ImageFont.truetype(path, size)


def _fitted(title: str, path: Path, room: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """Break a title into at most two lines, in the largest size that holds it whole."""
    for size in (62, 54, 46, 40):
        face = _face(path, size)
        lines = _broken(title, face, room)
        if len(lines) <= (1 if size > 54 else 2):
            return lines, face
    return [lines[0], _shortened("".join(lines[1:]), face, room)], face


def _broken(text: str, face: ImageFont.FreeTypeFont, room: int) -> list[str]:
    """Break a text wherever a line is full; closing punctuation never opens a line."""
    lines = [""]
    for sign in text.strip():
        if face.getlength(lines[-1] + sign) > room and sign not in "，。、：；！？）》”’·":
            lines.append("")
        lines[-1] += sign
    return [line.strip() for line in lines]


def _shortened(text: str, face: ImageFont.FreeTypeFont, room: int) -> str:
    if face.getlength(text) <= room:
        return text
    while text and face.getlength(text + "…") > room:
        text = text[:-1]
    return text + "…"
