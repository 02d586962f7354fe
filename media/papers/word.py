"""A text as DOCX: title, a line below it, indented paragraphs; nothing else is in the file.

Four small parts of a ZIP, after ECMA-376 part 1 (WordprocessingML). No template stands behind it,
so that the file says nothing of who or what made it.
"""

import re
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
# What XML 1.0 cannot hold.
UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    f'<Override PartName="/docProps/core.xml" ContentType="{CORE}"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
# A4 with the margins of an official paper, in twentieths of a point.
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1474" '
    'w:bottom="1440" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def document(title: str, byline: str, paragraphs: Sequence[str], author: str = "") -> bytes:
    """The file; `author` stands in its properties, empty unless it may be known."""
    body = _paragraph(title, 36, '<w:jc w:val="center"/>', bold=True)
    if byline:
        body += _paragraph(byline, 24, '<w:jc w:val="center"/>')
    indent = '<w:spacing w:line="420" w:lineRule="auto"/><w:ind w:firstLineChars="200"/>'
    body += "".join(_paragraph(text, 24, indent) for text in paragraphs)
    core = (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_text(title)}</dc:title><dc:creator>{_text(author)}</dc:creator>"
        "</cp:coreProperties>"
    )
    main = f'<w:document xmlns:w="{W}"><w:body>{body}{SECTION}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": core,
        "word/document.xml": main,
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, XML + content)
    return buffer.getvalue()


def _paragraph(text: str, half_points: int, layout: str, *, bold: bool = False) -> str:
    weight = "<w:b/>" if bold else ""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    run = f'<w:rPr>{FONT}{weight}{size}</w:rPr><w:t xml:space="preserve">{_text(text)}</w:t>'
    return f"<w:p><w:pPr>{layout}</w:pPr><w:r>{run}</w:r></w:p>"


def _text(text: str) -> str:
    return escape(UNFIT.sub("", text))
