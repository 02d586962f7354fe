"""Every attack by its name: what is asked to take it, its name, its bytes, its refusal."""

from media.uploads import DOCUMENTS, PICTURES
from media.uploads import UploadOutcome as Outcome
from tests.media import crafted

ATTACKS = {
    "an empty file": (DOCUMENTS, "a.pdf", b"", Outcome.EMPTY),
    "a program called PDF": (DOCUMENTS, "a.pdf", b"MZ" + b"\0" * 99, Outcome.UNKNOWN_TYPE),
    "a page of HTML called PDF": (DOCUMENTS, "a.pdf", b"<html><script>", Outcome.SCRIPTABLE),
    "HTML behind a byte order mark": (
        DOCUMENTS,
        "a.txt",
        b"\xef\xbb\xbf \n<!DOCTYPE html>",
        Outcome.SCRIPTABLE,
    ),
    "an SVG with a script": (
        PICTURES,
        "a.png",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        Outcome.SCRIPTABLE,
    ),
    "an old Word file": (DOCUMENTS, "a.docx", crafted.OLE, Outcome.OLD_OFFICE),
    "an old Word file for a picture": (PICTURES, "a.png", crafted.OLE, Outcome.UNKNOWN_TYPE),
    "a DOCM called DOCX": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(crafted.MACRO_WORD),
        Outcome.MACROS,
    ),
    "a DOCX with a macro project": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(word__vbaProject_dot_bin=crafted.OLE),
        Outcome.MACROS,
    ),
    "a DOCX with an OLE object": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(word__embeddings__oleObject1_dot_bin=crafted.OLE),
        Outcome.EMBEDDED_FILES,
    ),
    "a DOCX with ActiveX": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(word__activeX__activeX1_dot_xml=b"<ax/>"),
        Outcome.ACTIVE_CONTENT,
    ),
    "a DOCX with an archive inside": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(word__media__image1_dot_png=crafted.zip_of("tool", b"x")),
        Outcome.EMBEDDED_FILES,
    ),
    "a DOCX with a DOCM inside": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(word__embeddings__a_dot_docx=crafted.docx(crafted.MACRO_WORD)),
        Outcome.MACROS,
    ),
    "a DOCX with a template elsewhere": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(
            word___rels__settings_dot_xml_dot_rels=crafted.relation(
                "attachedTemplate", "http://example.org/a.dotm"
            )
        ),
        Outcome.EXTERNAL_CONTENT,
    ),
    "a DOCX with an entity bomb": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(word__x_dot_xml=b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'),
        Outcome.ACTIVE_CONTENT,
    ),
    "a DOCX with a command in a field": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(text="</w:t><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText><w:t>"),
        Outcome.ACTIVE_CONTENT,
    ),
    "a DOCX with a password": (DOCUMENTS, "a.docx", crafted.encrypted_zip(), Outcome.ENCRYPTED),
    "a zip bomb": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(word__big_dot_xml=b"\0" * 30_000_000),
        Outcome.BOMB,
    ),
    "a zip of very many members": (
        DOCUMENTS,
        "a.docx",
        crafted.docx(**{f"m{n}": b"" for n in range(5_001)}),
        Outcome.BOMB,
    ),
    "a zip that lies about its size": (DOCUMENTS, "a.docx", crafted.lying_zip(), Outcome.DAMAGED),
    "a zip that climbs out": (
        DOCUMENTS,
        "a.docx",
        crafted.zip_of("../../etc/passwd", b"x"),
        Outcome.DAMAGED,
    ),
    "a plain zip": (
        DOCUMENTS,
        "a.docx",
        crafted.zip_of("a.txt", b"x"),
        Outcome.UNKNOWN_TYPE,
    ),
    "half a DOCX": (DOCUMENTS, "a.docx", crafted.docx()[:200], Outcome.DAMAGED),
    "a PDF with a script": (DOCUMENTS, "a.pdf", crafted.pdf_with_script(), Outcome.ACTIVE_CONTENT),
    "a PDF with a script under another spelling": (
        DOCUMENTS,
        "a.pdf",
        crafted.pdf_with_hidden_script(),
        Outcome.ACTIVE_CONTENT,
    ),
    "a PDF that starts a program": (
        DOCUMENTS,
        "a.pdf",
        crafted.pdf_with_launch(),
        Outcome.ACTIVE_CONTENT,
    ),
    "a PDF with a file inside": (
        DOCUMENTS,
        "a.pdf",
        crafted.pdf_with_file(),
        Outcome.EMBEDDED_FILES,
    ),
    "a PDF with a password": (
        DOCUMENTS,
        "a.pdf",
        crafted.pdf_with_password(),
        Outcome.ENCRYPTED,
    ),
    "a PDF of too many pages": (
        DOCUMENTS,
        "a.pdf",
        crafted.written(crafted.pdf(501)),
        Outcome.TOO_MANY_PAGES,
    ),
    "a PDF that is none": (DOCUMENTS, "a.pdf", b"%PDF-1.7\nnothing", Outcome.DAMAGED),
    "a picture where documents belong": (
        DOCUMENTS,
        "a.pdf",
        crafted.picture(),
        Outcome.UNKNOWN_TYPE,
    ),
    "a document where pictures belong": (
        PICTURES,
        "a.jpg",
        crafted.written(crafted.pdf()),
        Outcome.UNKNOWN_TYPE,
    ),
    "a GIF": (PICTURES, "a.png", crafted.picture("GIF"), Outcome.UNKNOWN_TYPE),
    "a picture bomb": (
        PICTURES,
        "a.png",
        crafted.png_of(60_000, 60_000),
        Outcome.TOO_MANY_PIXELS,
    ),
    "a picture just too large": (
        PICTURES,
        "a.png",
        crafted.png_of(7_072, 7_072),
        Outcome.TOO_MANY_PIXELS,
    ),
    "a moving picture": (PICTURES, "a.webp", crafted.moving(), Outcome.ANIMATED),
    "half a picture": (PICTURES, "a.jpg", crafted.picture()[:300], Outcome.DAMAGED),
    "a picture of too many bytes": (
        PICTURES,
        "a.jpg",
        crafted.picture() + b"\0" * (15 * 1024 * 1024),
        Outcome.TOO_LARGE,
    ),
}
