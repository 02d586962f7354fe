"""An article out of a DOCX: what comes along, what is refused, who may."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from PIL import Image

from media.models import CustomImage
from portal.docx import clean_html, read_article
from portal.models import ArticlePage
from tests.media import crafted
from tests.portal.test_pages import make_column

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
PICTURE = (
    f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing">'
    f'<wp:docPr id="1" name="a" descr="站台"/><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData>'
    f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:blipFill>'
    f'<a:blip xmlns:r="{R}" r:embed="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r></w:p>"
)


def p(text, style="", more=""):
    """A paragraph of a document."""
    head = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{head}<w:r><w:t>{text}</w:t></w:r>{more}</w:p>"


def document(*given):
    """A document as Word writes them; by itself headings, text, a note, a table, a picture."""
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    row = f"<w:tr><w:tc>{p('日期')}</w:tc><w:tc>{p('地点')}</w:tc></w:tr>"
    body = given or [
        p("草原一课", "Heading1"),
        p("风从站台一头吹到另一头。", more=mark),
        p("站台上", "Heading2"),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>两道粉笔</w:t></w:r></w:p>",
        f"<w:tbl>{row}</w:tbl>",
        PICTURE,
    ]
    picture = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(picture, "PNG")
    relations = (
        f'<Relationship Id="r1" Type="{R}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="r9" Type="{R}/image" Target="media/image1.png"/>'
        f'<Relationship Id="r3" Type="{R}/styles" Target="styles.xml"/>'
        f'<Relationship Id="r4" Type="{R}/numbering" Target="numbering.xml"/>'
        f'<Relationship Id="r5" Type="{R}/hyperlink" Target="https://example.org/"'
        ' TargetMode="External"/>'
    )
    names = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}">'
        f'<w:name w:val="heading {n}"/></w:style>'
        for n in (1, 2, 3, 4)
    ) + "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in {"a3": "Title", "a5": "caption", "a7": "Quote"}.items()
    )
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{crafted.WORD}"/></Types>'
        ),
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
        "word/numbering.xml": numbering,
        "word/styles.xml": f"<w:styles {W}>{names}</w:styles>",
        "word/footnotes.xml": (
            f'<w:footnotes {W}><w:footnote w:id="2">{p("《县志》卷三。")}'
            "</w:footnote></w:footnotes>"
        ),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>"
        ),
        "word/media/image1.png": picture.getvalue(),
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.django_db
def test_an_article_keeps_what_its_writer_meant(staff, client):
    column = make_column()
    client.force_login(staff.admin)
    sent = {"column": column.pk, "file": ContentFile(document(), name="稿件.docx")}
    answer = client.post("/admin/articles/import/", sent)
    article = ArticlePage.objects.get()
    assert answer.url == f"/admin/pages/{article.pk}/edit/"
    assert (article.title, article.slug, article.live) == ("草原一课", "cao-yuan-yi-ke", False)
    kinds = [block.block_type for block in article.body]
    assert kinds == ["paragraph", "heading", "paragraph", "picture", "footnotes"]
    assert "[1]" in str(article.body[0].value)
    assert "<b>两道粉笔</b>" in article.body[2].value.source
    assert "日期 · 地点" in article.body[2].value.source
    assert CustomImage.objects.get().title == "站台"
    assert "《县志》卷三。" in str(article.body[4].value["notes"][0])
    assert article.latest_revision is not None


def item(text, level=0):
    """An item of a list."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def run(text, style):
    """Words in a style of their own."""
    return f"<w:r><w:rPr>{style}</w:rPr><w:t>{text}</w:t></w:r>"


RAISED = '<w:vertAlign w:val="superscript"/>'
UNSEEN = PICTURE.replace(' descr="站台"', "")
GONE = '<w:del w:id="2" w:author="a"><w:r><w:delText>删去的话</w:delText></w:r></w:del>'
RICH = (
    p("草原一课", "Heading1"),
    p("第一节", "Heading2"),
    p("占地9m", more=run("2", RAISED)),
    p("细目", "Heading3"),
    p("再细", "Heading4"),
    *(item("一"), item("甲", 1), item("二")),
    f'<w:p><w:hyperlink xmlns:r="{R}" r:id="r5">{run("链接", "")}</w:hyperlink></w:p>',
    f'<w:p><w:ins w:id="1" w:author="a">{run("加上的话", "")}</w:ins>{GONE}</w:p>',
    f"<w:tbl><w:tr><w:tc>{p('上')}{p('下')}</w:tc><w:tc>{UNSEEN}{p('图旁')}</w:tc></w:tr></w:tbl>",
    '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"/></w:p>',
)


@pytest.mark.django_db
def test_levels_lists_links_changes_and_pictures_in_tables_come_along(staff, client):
    column = make_column()
    client.force_login(staff.admin)
    sent = {"column": column.pk, "file": ContentFile(document(*RICH), name="稿件.docx")}
    answer = client.post("/admin/articles/import/", sent)
    told = " ".join(map(str, get_messages(answer.wsgi_request)))
    heading, before, picture, after = ArticlePage.objects.get().body
    assert heading.value == "第一节"
    words = str(before.value) + str(after.value)
    for kept in (
        "占地9m²",
        "<h3>细目</h3>",
        "<h4>再细</h4>",
        "<ol><li>一<ul><li>甲</li></ul></li><li>二</li></ol>",
        '<a href="https://example.org/">链接</a>',
        "加上的话",
        "上 下 · 图旁",
    ):
        assert kept in words
    assert "删去的话" not in words
    assert picture.value["image"].contextual_alt_text == "", "to be told by the checks"
    for said in ("有 1 张图片还需补写替代文字", "表格已按行转为文字", "公式等只有 Word"):
        assert said in told


@pytest.mark.django_db
def test_lines_broken_by_hand_are_read_by_the_editor(staff, client):
    column = make_column()
    client.force_login(staff.admin)
    lines = "<w:p><w:r><w:t>上一行</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>"
    sent = {"column": column.pk, "file": ContentFile(document(lines), name="稿件.docx")}
    answer = client.post("/admin/articles/import/", sent, follow=True)
    assert answer.status_code == 200, "Wagtail raises for what it cannot take"
    assert "下一行" in str(ArticlePage.objects.get().body)


@pytest.mark.django_db
@pytest.mark.parametrize("style", ["a3", "Heading1"])
def test_a_picture_in_the_title_comes_along(staff, client, style):
    column = make_column()
    client.force_login(staff.admin)
    title = p("在沙家浜听讲", style, more=PICTURE.removeprefix("<w:p>").removesuffix("</w:p>"))
    given = document(title, p("芦苇会弯腰。"))
    client.post(
        "/admin/articles/import/", {"column": column.pk, "file": ContentFile(given, "a.docx")}
    )
    article = ArticlePage.objects.get()
    assert article.title == "在沙家浜听讲"
    assert [block.block_type for block in article.body] == ["picture", "paragraph"]


ELSEWHERE = PICTURE.replace('r:embed="r9"', 'r:link="r5"')
CONTENTS = '<w:hyperlink w:anchor="_Toc1"><w:r><w:t>一、出发</w:t></w:r></w:hyperlink>'
STYLED = (
    p("市委党校", more=CONTENTS),
    p("在沙家浜听讲", "a3"),
    p("为什么芦苇会弯腰？", "a7"),
    p("因为它懂得风的方向。", "a7"),
    p("一、出发", "Heading1"),
    PICTURE,
    p("图1 纪念馆正门", "a5"),
    ELSEWHERE,
    p("表1 安排", "a5"),
)


@pytest.mark.django_db
def test_what_word_calls_title_quotation_and_caption_is_that_here(staff, client):
    column = make_column()
    client.force_login(staff.admin)
    sent = {"column": column.pk, "file": ContentFile(document(*STYLED), name="终稿3.docx")}
    answer = client.post("/admin/articles/import/", sent)
    article = ArticlePage.objects.get()
    before, quotation, heading, picture, after = article.body
    assert article.title == "在沙家浜听讲"
    assert before.value.source == "<p>市委党校一、出发</p>", "no way to where nothing is"
    assert quotation.value["text"] == "为什么芦苇会弯腰？\n因为它懂得风的方向。"
    assert heading.value == "一、出发", "of the first rank, beside a title"
    assert picture.value["caption"] == "图1 纪念馆正门"
    assert "表1 安排" in after.value.source, "what stands below no picture is text"
    assert "有 1 张图片未导入" in " ".join(map(str, get_messages(answer.wsgi_request)))


@pytest.mark.django_db
def test_a_second_article_of_one_title_gets_an_address_of_its_own(staff, client):
    column = make_column()
    client.force_login(staff.admin)
    for _index in range(2):
        sent = {"column": column.pk, "file": ContentFile(document(), name="稿件.docx")}
        client.post("/admin/articles/import/", sent)
    slugs = set(ArticlePage.objects.values_list("slug", flat=True))
    assert slugs == {"cao-yuan-yi-ke", "cao-yuan-yi-ke-2"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("稿件.docx", "只是文字".encode(), "不支持这种文件"),
        ("稿件.doc", crafted.OLE, "另存为不带密码的 DOCX 后上传"),
        ("稿件.docx", crafted.docx()[:200], "损坏"),
        ("稿件.docx", b"", "这个文件是空的"),
        ("稿件.docm", crafted.docx(word__vbaProject_dot_bin=b"x"), "宏"),
        ("稿件.docx", crafted.encrypted_zip(), "密码"),
        ("稿件.docx", document(*[p("长" * 60_000)] * 11), "太长"),
        ("稿件.docx", document(p("")), "没有内容"),
    ],
    ids=["another kind", "old", "half", "empty", "macros", "password", "long", "nothing in it"],
)
def test_what_is_no_article_is_refused_and_leaves_nothing(staff, client, name, content, words):
    column = make_column()
    client.force_login(staff.admin)
    sent = {"column": column.pk, "file": ContentFile(content, name=name)}
    answer = client.post("/admin/articles/import/", sent)
    assert answer.status_code == 200
    assert words in answer.text[answer.text.index("error-message") :][:400]
    assert not CustomImage.objects.exists()
    assert not ArticlePage.objects.exists()


@pytest.mark.django_db
def test_only_who_writes_in_a_column_imports(staff, client):
    make_column()
    for person in (staff.participant, staff.reviewer):
        client.force_login(person)
        assert client.get("/admin/articles/import/").status_code in (302, 403)
    client.force_login(staff.editor)
    page = client.get("/admin/articles/import/").context["form"]
    assert page["column"].label == "专栏"  # not that of a sheet


def test_nothing_that_runs_comes_along():
    html = '<p onclick="x()">字<script>x()</script><a href="javascript:x()">链</a><em>斜</em></p>'
    clean = clean_html(html)
    assert "script" not in clean
    assert "onclick" not in clean
    assert "<i>斜</i>" in clean


@pytest.mark.django_db
def test_a_file_that_is_too_much_for_the_reader_says_so(staff, monkeypatch):
    monkeypatch.setattr("portal.docx.ask_reader", lambda *_: {"error": "file_too_complex"})
    said = read_article(ContentFile(document(), name="a.docx"), staff.admin)
    assert said.outcome.name == "FILE_TOO_COMPLEX"
