"""Each attack by a real file; each refusal by its name; nothing stored on refusal."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import Collection, PageViewRestriction

from media.models import CustomDocument, CustomImage
from media.uploads import DOCUMENTS, PICTURES, Refused, checked
from media.uploads.names import LONGEST, clean_name
from tests.factories import make_event
from tests.media import crafted
from tests.media.attacks import ATTACKS


def stored() -> list[str]:
    """Every file below both roots."""
    roots = (settings.MEDIA_ROOT, settings.STORAGES["private"]["OPTIONS"]["location"])
    return sorted(str(file) for root in roots for file in Path(root).rglob("*") if file.is_file())


@pytest.mark.django_db
@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_by_name_and_nothing_is_stored(attack):
    takes, name, content, outcome = ATTACKS[attack]
    before = stored()
    with pytest.raises(Refused) as refused:
        checked(ContentFile(content, name=name), takes)
    assert refused.value.outcome is outcome
    assert refused.value.code == outcome.code
    model = CustomImage if takes is PICTURES else CustomDocument
    with pytest.raises(Refused), transaction.atomic():
        model.objects.create(title="a", file=SimpleUploadedFile(name, content))
    assert stored() == before
    assert not model.objects.exists()


HONEST = {
    "pdf": crafted.written(crafted.pdf(3)),
    "docx": crafted.docx(),
    "txt": "研修班须知\n第一条".encode("gb18030"),
}


@pytest.mark.parametrize("extension", HONEST)
def test_an_honest_document_stays_as_it_is(extension):
    file = checked(ContentFile(HONEST[extension], name="须知.bin"), DOCUMENTS)
    assert (file.name, file.read()) == (f"须知.{extension}", HONEST[extension])
    assert file.kind.extension == extension


def test_links_and_the_table_of_a_chart_are_no_attack():
    content = crafted.docx(
        word___rels__document_dot_xml_dot_rels=crafted.relation("hyperlink", "https://example.org"),
        word__embeddings__table_dot_xlsx=crafted.docx(crafted.WORD),
    )
    assert checked(ContentFile(content, name="a.docx"), DOCUMENTS).kind.extension == "docx"


def test_a_text_longer_than_what_tells_its_kind_may_be_cut_in_a_character():
    for lead in range(4):
        content = ("a" * lead + "心得" * 4000).encode()
        assert checked(ContentFile(content, name="a"), DOCUMENTS).kind.extension == "txt"


def test_a_photograph_stands_upright_and_forgets_where_it_was_taken():
    content = crafted.photograph() + crafted.zip_of("hidden", b"x" * 100)
    file = checked(ContentFile(content, name="合影.jpeg"), PICTURES)
    assert file.name == "合影.jpg"
    raw = file.read()
    with Image.open(BytesIO(raw)) as found:
        assert found.size == (40, 60)
        red, _green, blue = found.convert("RGB").getpixel((20, 5))
        assert dict(found.getexif()) == {}
        assert "comment" not in found.info
    assert (red > 200, blue < 60) == (True, True)
    for secret in (b"Exif", b"secret place", b"Telephone", b"PK\x03\x04"):
        assert secret not in raw


@pytest.mark.parametrize("extension", sorted(PICTURES))
def test_pictures_of_every_kind_stay_what_they_are(extension):
    name = {"jpg": "JPEG"}.get(extension, extension.upper())
    file = checked(ContentFile(crafted.picture(name), name="a"), PICTURES)
    with Image.open(file) as found:
        assert (found.format, found.size) == (name, (60, 40))
        red, _green, blue = found.convert("RGB").getpixel((10, 20))
    assert (red > 200, blue < 60) == (True, True)


def test_of_a_photograph_with_another_behind_it_the_first_is_kept():
    """Telephones add a preview or a depth; nothing moves there."""
    red, blue = Image.new("RGB", (60, 40), (220, 20, 20)), Image.new("RGB", (60, 40), "blue")
    out = BytesIO()
    red.save(out, "MPO", save_all=True, append_images=[blue])
    with Image.open(checked(ContentFile(out.getvalue(), name="a.jpg"), PICTURES)) as found:
        assert (found.format, found.getpixel((9, 9))[0] > 200) == ("JPEG", True)


def test_what_is_transparent_stays_so():
    image = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    out = BytesIO()
    image.save(out, "PNG")
    with Image.open(checked(ContentFile(out.getvalue(), name="a.png"), PICTURES)) as found:
        assert found.getpixel((1, 1))[3] == 0


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("学习心得（终稿）.docx", "学习心得（终稿）.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\用户\\报告.pdf", "报告.pdf"),
        ("photo\u202egpj.exe", "photogpj.pdf"),
        ("a\u200bb\x00c\n.pdf", "abc.pdf"),
        ("a%0d%0a<b>.pdf", "a-0d-0a-b.pdf"),
        ("con.pdf", "_con.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("😀（…）.pdf", "file.pdf"),
        ("𠮷" * 90, "𠮷" * 55 + ".pdf"),
        ("林𠮷安.pdf", "林𠮷安.pdf"),
    ],
)
def test_names_keep_chinese_and_lose_tricks(name, clean):
    assert clean_name(name, "pdf") == clean


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_is_safe_and_stays_so(name):
    clean = clean_name(name, "pdf")
    assert clean.endswith(".pdf")
    assert 5 <= len(clean) <= LONGEST + 5
    assert not set(clean) & set('/\\<>:"|?*%\0\r\n')
    assert clean_name(clean, "pdf") == clean
    clean.encode()


def send(person, where: str, name: str, content: bytes) -> dict:
    """The answer of the back office to a file."""
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    file = SimpleUploadedFile(name, content)
    form = {"files[]": file, "title": "须知", "collection": Collection.objects.get(depth=1).pk}
    return client.post(f"/admin/{where}/multiple/add/", form).json()


@pytest.mark.django_db
def test_the_back_office_says_why_and_stores_nothing(staff):
    before = stored()
    for where, name, content, words in (
        ("documents", "a.docx", crafted.docx(crafted.MACRO_WORD), "宏"),
        ("documents", "a.pdf", crafted.pdf_with_script(), "脚本"),
        ("documents", "a.pdf", b"MZ\x90\0", "请上传以下格式之一"),
        ("images", "a.webp", crafted.moving(), "静态"),
        ("images", "a.png", crafted.png_of(20_000, 20_000), "5000 万像素"),
    ):
        answer = send(staff.editor, where, name, content)
        assert answer["success"] is False
        assert words in answer["error_message"]
        assert "扩展" not in answer["error_message"]  # Wagtail's word for a file without a name
    assert stored() == before


@pytest.mark.django_db
def test_the_back_office_stores_what_the_check_made(staff):
    assert send(staff.editor, "images", "合影.jpg", crafted.photograph())["success"]
    image = CustomImage.objects.get()
    assert (image.width, image.height, image.title) == (40, 60, "须知")
    with image.file.open() as stored_file:
        assert b"Exif" not in stored_file.read()
    assert send(staff.editor, "documents", "入馆须知.pdf", HONEST["pdf"])["success"]
    document = CustomDocument.objects.get()
    private = Path(settings.STORAGES["private"]["OPTIONS"]["location"])
    assert private in Path(document.file.path).parents
    assert document.filename == "入馆须知.pdf"


def fetch(client: Client, document: CustomDocument):
    """The document by its public address."""
    return client.get(f"/documents/{document.pk}/{document.filename}")


@pytest.mark.django_db
def test_a_document_is_fetched_once_a_published_page_shows_it(staff, client):
    content = HONEST["pdf"]
    document = CustomDocument.objects.create(
        title="须知", file=SimpleUploadedFile("须知.pdf", content)
    )
    assert fetch(client, document).status_code == 403
    link = f'<p><a linktype="document" id="{document.pk}">须知</a></p>'
    page = make_event("走进沙家浜", body=[("paragraph", link)])
    page.unpublish()
    assert fetch(client, document).status_code == 403
    client.force_login(staff.editor, "allauth.account.auth_backends.AuthenticationBackend")
    assert b"".join(fetch(client, document).streaming_content) == content
    client.logout()
    page.save_revision().publish()
    response = fetch(client, document)
    assert b"".join(response.streaming_content) == content
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert fetch(client, document).status_code == 403
