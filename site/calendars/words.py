"""Texts of records in a reader's language, in Python and in SQL, made fit for a calendar line."""

from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, NullIf
from wagtail.models import Page

from publishing.dates import in_chinese

# Every character that some reader takes for the end of a line besides the line feed itself.
_BREAKS = dict.fromkeys(map(ord, "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_CONTROLS = dict.fromkeys(
    code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n" and code != 0x85
)
_CONTROLS |= {0xFEFF: None, 0x09: " "}  # type: ignore[dict-item]
_TABLE = _CONTROLS | _BREAKS  # type: ignore[operator]


def said_in_sql(field: str, language: str) -> Combinable:
    """A record's text as `languages.text` says it, in a query, so that an English text is no part
    of a Chinese feed.
    """
    if in_chinese(language):
        return F(field)
    return Coalesce(NullIf(F(f"{field}_en"), Value("")), F(field))


def page_title_in_sql(page: str, language: str) -> Combinable:
    """The title of the page at `page`, or of its published translation."""
    if in_chinese(language):
        return F(f"{page}__title")
    translation = Page.objects.filter(
        translation_key=OuterRef(f"{page}__translation_key"),
        locale__language_code="en",
        live=True,
    )
    return Coalesce(Subquery(translation.values("title")[:1]), F(f"{page}__title"))


def text(value: str | None) -> str:
    """Plain text of any number of lines: one kind of line end, no control character."""
    cleaned = (value or "").replace("\r\n", "\n").translate(_TABLE)
    return "\n".join(line.rstrip() for line in cleaned.split("\n")).strip()


def line(value: str | None) -> str:
    """The same in one line."""
    return " ".join(text(value).split())
