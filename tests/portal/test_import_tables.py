"""Tables of an imported DOCX: those of one column, and those within a cell."""

import pytest
from django.core.files.base import ContentFile

from portal.models import ArticlePage
from tests.portal.test_import_article import PICTURE, document, p
from tests.portal.test_pages import make_column


def table(*rows):
    """A table of rows of cells, each of them the inside of a cell."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


@pytest.mark.django_db
def test_a_table_of_one_column_is_a_frame_and_one_within_a_cell_words_of_it(staff, client):
    column = make_column()
    client.force_login(staff.admin)
    inner = table([p("甲"), p("乙")])
    frame = table(
        [p("框里一课", "Heading1") + p("\u3000\u3000先到站台。") + PICTURE + p("再回来。")]
    )
    given = document(frame, table([p("外"), inner + p("")]))
    sent = {"column": column.pk, "file": ContentFile(given, name="稿件.docx")}
    client.post("/admin/articles/import/", sent)
    article = ArticlePage.objects.get()
    before, picture, after = article.body
    assert article.title == "框里一课"
    assert before.value.source == "<p>先到站台。</p>", "blanks that set a line in are Word's"
    assert picture.block_type == "picture"
    assert after.value.source == "<p>再回来。</p><p>外 · 甲 乙</p>"
