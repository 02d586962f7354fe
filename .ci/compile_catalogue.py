"""Compile one message catalogue: `compile_catalogue.py django.po django.mo`. Needs no gettext."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogue(source: Path, target: Path) -> None:
    """Write `target` from `source`; a reader never sees half a file."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    unfinished = target.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, catalogue)
    unfinished.replace(target)


if __name__ == "__main__":
    compile_catalogue(Path(sys.argv[1]), Path(sys.argv[2]))
