"""Files as an attacker would craft them, and honest ones beside them."""

import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def docx(main: str = WORD, text: str = "学习心得", **members: bytes) -> bytes:
    """A small document; `members` are more of its parts, with `__` for `/` and `_dot_` for `.`."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        archive.writestr("word/document.xml", f"<w:document><w:t>{text}</w:t></w:document>")
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def relation(kind: str, target: str) -> bytes:
    """A part that points outside."""
    return (
        f'<Relationships><Relationship Id="r1" Type="{RELS}/{kind}" Target="{target}"'
        f' TargetMode="External"/></Relationships>'
    ).encode()


def zip_of(name: str, content: bytes) -> bytes:
    """An archive with one member."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def encrypted_zip() -> bytes:
    """A document whose members say that they have a password."""
    raw = bytearray(docx())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(signature)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(signature, at + 4)
    return bytes(raw)


def lying_zip() -> bytes:
    """A document whose member unpacks to more than it declares."""
    raw = bytearray(docx(text="心" * 50_000))
    at = raw.find(b"PK\x01\x02", raw.find(b"PK\x01\x02") + 4)
    raw[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(raw)


def pdf(pages: int = 1, **catalogue: Any) -> PdfWriter:
    """A PDF under way."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    for name, value in catalogue.items():
        writer.root_object[NameObject(f"/{name}")] = value
    return writer


def written(writer: PdfWriter) -> bytes:
    """Its bytes."""
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **more: Any) -> DictionaryObject:
    """What a PDF does when it is opened."""
    found = DictionaryObject({NameObject("/S"): NameObject(f"/{kind}")})
    for name, value in more.items():
        found[NameObject(f"/{name}")] = value
    return found


def pdf_with_script() -> bytes:
    """JavaScript in the names of the document."""
    script = action("JavaScript", JS=TextStringObject("app.alert(1)"))
    named = ArrayObject([TextStringObject("a"), script])
    scripts = DictionaryObject({NameObject("/Names"): named})
    return written(pdf(Names=DictionaryObject({NameObject("/Scripts"): scripts})))


def pdf_with_launch() -> bytes:
    """A program started on opening."""
    return written(pdf(OpenAction=action("Launch", F=TextStringObject("cmd.exe"))))


def pdf_with_hidden_script() -> bytes:
    """The same, its names written in another way and on a page's annotation."""
    writer = pdf()
    note = DictionaryObject(
        {NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): action("JavaScript")}
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])
    return written(writer).replace(b"/JavaScript", b"/J#61vaScript")


def pdf_with_file() -> bytes:
    """A file inside."""
    writer = pdf()
    writer.add_attachment("tool.exe", b"MZ")
    return written(writer)


def pdf_with_password() -> bytes:
    """Readable with a password alone."""
    writer = pdf()
    writer.encrypt("secret")
    return written(writer)


def picture(name: str = "JPEG", size: tuple[int, int] = (60, 40), **saving: Any) -> bytes:
    """Red left, blue right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    out = BytesIO()
    image.save(out, name, **saving)
    return out.getvalue()


def photograph() -> bytes:
    """A phone's JPEG: on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 18.0, 0.0), 3: "E", 4: (120.0, 37.0, 0.0)})
    return picture(exif=exif, comment=b"secret place")


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is so large and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def moving() -> bytes:
    """Two frames."""
    out = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()
