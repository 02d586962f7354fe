"""QR codes as inline SVG."""

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4
"""Light modules around the code, as ISO/IEC 18004 demands."""


def qr_matrix(text: str) -> list[list[bool]]:
    """Return the modules of the code row by row, quiet zone included; dark is true.

    The text is stored as UTF-8 with error correction M (15 %). Raises `ValueError` when it is
    empty or longer than a code can hold (2,331 bytes).
    """
    if not text:
        raise ValueError("a QR code needs a text")
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _path(matrix: list[list[bool]]) -> str:
    """Return one path of the dark modules, each run of a row as one rectangle.

    The library's own path factory writes a fixed black fill, a size in millimetres and the same
    `id` into every code; none of the three can stand twice in one page with colours of its own.
    """
    runs = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                runs.append(f"M{x} {y}h{end - x}v1H{x}z")
            x = end + 1
    return "".join(runs)


def qr_svg(text: str, *, label: str) -> SafeString:
    """Draw `text` as inline SVG, dark in the current colour on a white box with its quiet zone.

    `label` tells what the picture is for to those who do not see it. The picture has no size of
    its own: the class `qr` gets it from the stylesheet.
    """
    matrix = qr_matrix(text)
    return format_html(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img"'
        ' aria-label="{label}" shape-rendering="crispEdges">'
        '<rect width="{side}" height="{side}" fill="#fff"/>'
        '<path fill="currentColor" d="{path}"/></svg>',
        side=len(matrix),
        label=label,
        path=_path(matrix),
    )
