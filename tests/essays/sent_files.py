"""Files as authors send them, and as they should not."""

import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from pypdf import PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from media.papers import fonts
from tests.media import crafted

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(*paragraphs: str) -> bytes:
    """A document of Word; a paragraph that begins with `<` is taken as its runs."""
    body = "".join(
        f"<w:p>{p if p.startswith('<') else f'<w:r><w:t>{p}</w:t></w:r>'}</w:p>" for p in paragraphs
    )
    xml = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>'
    return docx_of(xml)


def docx_of(xml: str) -> bytes:
    """A document of Word with this main part."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        main = f'<Override PartName="/word/document.xml" ContentType="{crafted.WORD}"/>'
        archive.writestr("[Content_Types].xml", f"<Types>{main}</Types>")
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def pdf(*pages: list[str]) -> bytes:
    """Pages of lines, with a number at the foot of each."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    fonts.glyphs()
    for number, lines in enumerate(pages, start=1):
        canvas.setFont(fonts.NAME, 12)
        for place, line in enumerate(lines):
            canvas.drawString(72, 760 - 24 * place, line)
        canvas.drawString(290, 40, f"- {number} -")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned_pdf() -> bytes:
    """Pages that are pictures and nothing else."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(72, 72, 300, 600, fill=1)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def long_pdf(pages: int) -> bytes:
    """Blank pages."""
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(72, 72)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    """A document whose main part is small only while it is packed."""
    return docx_of("<w:document>" + " " * 250_000_000 + "</w:document>")


def pdf_bomb() -> bytes:
    """A page whose text is small only while it is packed: beyond what pypdf unpacks."""
    packed = zlib.compress(b"BT (x) Tj ET" + b" " * 100_000_000, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    ]
    body, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def deep() -> bytes:
    """A document that is nested a hundred thousand times."""
    return docx_of("<a>" * 100_000 + "</a>" * 100_000)


BAD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": ("心得.docx", lambda: b"", "empty"),
    "a bomb": ("心得.docx", bomb, "bomb"),
    "a bomb in a PDF": ("心得.pdf", pdf_bomb, "file_too_complex"),
    "nested without end": ("心得.docx", deep, "file_too_complex"),
    "encrypted as Word does": ("心得.docx", lambda: crafted.OLE, "old_office"),
    "an encrypted archive": ("心得.docx", crafted.encrypted_zip, "encrypted"),
    "an encrypted PDF": ("心得.pdf", crafted.pdf_with_password, "encrypted"),
    "a broken DOCX": ("心得.docx", lambda: docx("学习")[:-60], "damaged"),
    "a broken PDF": ("心得.pdf", lambda: b"%PDF-1.7\nnothing", "damaged"),
    "a DOCX without its text": ("心得.docx", lambda: docx_of("<w:document"), "file_unreadable"),
    "300 pages": ("心得.pdf", lambda: long_pdf(300), "file_too_many_pages"),
    "pictures of pages": ("心得.pdf", scanned_pdf, "file_without_text"),
    "macros": ("心得.docx", lambda: crafted.docx(crafted.MACRO_WORD), "macros"),
    "a DOCM": ("心得.docm", lambda: crafted.docx(crafted.MACRO_WORD), "macros"),
    "an OLE object": (
        "心得.docx",
        lambda: crafted.docx(word__embeddings__oleObject1_dot_bin=crafted.OLE),
        "embedded_files",
    ),
    "a script": ("心得.pdf", crafted.pdf_with_script, "active_content"),
    "a PDF called DOCX": ("心得.docx", lambda: long_pdf(1), "file_misnamed"),
    "a text file": ("心得.txt", "学习心得".encode, "unknown_type"),
    "a picture called PDF": ("心得.pdf", crafted.picture, "unknown_type"),
    "a document of far too much": ("心得.docx", lambda: docx("学" * 400_000), "file_too_long"),
}
