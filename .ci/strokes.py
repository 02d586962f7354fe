"""Write site/people/strokes.txt anew from the Unihan database of the Unicode Consortium.

    python .ci/strokes.py 15.0.0 Unihan_IRGSources.txt

The file comes in Unihan.zip from unicode.org or, compressed, in Debian's package `unicode-data`.
"""

import re
import sys
from itertools import groupby
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "site" / "people" / "strokes.txt"
HEAD = """\
# How many strokes each Han character is written with: kTotalStrokes of Unihan {version}, the count
# of mainland China where there are two. Copyright Unicode, Inc., Unicode License v3.
# A line: the first code point in hexadecimal, then one sign a character, chr(48 + strokes).
"""
LINE = re.compile(r"U\+([0-9A-F]+)\tkTotalStrokes\t(\d+)")


def main(version: str, source: str) -> None:
    """Pack runs of characters that follow one another."""
    text = Path(source).read_text("utf-8")
    counts = {int(m[1], 16): min(int(m[2]), 78) for m in LINE.finditer(text)}
    lines = [HEAD.format(version=version)]
    for _gap, run in groupby(enumerate(sorted(counts)), lambda pair: pair[1] - pair[0]):
        points = [point for _number, point in run]
        lines.append(f"{points[0]:x} {''.join(chr(48 + counts[point]) for point in points)}\n")
    TARGET.write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
