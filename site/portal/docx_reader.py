"""Reads one DOCX as HTML, alone in a process of its own with little memory and time.

Run as `python docx_reader.py docx < file`; it writes one JSON object: `html`, `pictures` and
whether something was `ignored`, or `error` with the name of an outcome. It imports nothing of the
site: what a file does to it, it does to nobody else. The file has passed `media.uploads` before.
"""

import base64
import json
import resource
import sys
from io import BytesIO
from typing import Any

import mammoth
from mammoth.docx.files import InvalidFileReferenceError

MEMORY = 768 * 1024 * 1024  # bytes of address space
SECONDS = 10  # of the processor
MOST_PICTURES = 40
MOST_CHARACTERS = 600_000
# Word's own styles, which carry these names in every language of the program.
STYLES = """
p[style-name='Title'] => p.title:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
"""


def main() -> dict[str, Any]:
    """What is answered for the file on standard input."""
    pictures: list[dict[str, str]] = []

    def kept(image: Any) -> dict[str, str]:
        if len(pictures) >= MOST_PICTURES:
            return {"src": ""}
        try:
            with image.open() as stream:
                content = base64.b64encode(stream.read()).decode()
        except InvalidFileReferenceError:  # it lies elsewhere, on the web or on a disk
            return {"src": ""}
        pictures.append({"alt": image.alt_text or "", "content": content})
        return {"src": str(len(pictures) - 1)}

    try:
        made = mammoth.convert_to_html(
            BytesIO(sys.stdin.buffer.read()),
            convert_image=mammoth.images.img_element(kept),
            style_map=STYLES,
        )
    except (MemoryError, RecursionError):
        return {"error": "file_too_complex"}
    except Exception:  # noqa: BLE001 - a library's word for a broken file, of which there are many
        return {"error": "file_unreadable"}
    if len(made.value) > MOST_CHARACTERS:
        return {"error": "file_too_long"}
    ignored = any("element was ignored" in said.message for said in made.messages)
    return {"html": made.value, "pictures": pictures, "ignored": ignored}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    json.dump(main(), sys.stdout)
