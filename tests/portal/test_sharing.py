"""What other programs are told about every page: cards of WeChat, search engines, languages."""

import re
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from media.models import CustomImage
from tests.factories import make_event
from tests.walk.scene import published

SITE = "http://localhost:8000"
META = re.compile(r'<meta (?:itemprop|property|name)="([\w:]+)" content="([^"]*)">')


def told(url):
    """All that the head of a page says to other programs, by name."""
    text = Client().get(url).content.decode()
    return dict(META.findall(text[: text.index("</head>")]))


def picture_at(address):
    """The file behind a shared picture's address."""
    assert address.startswith(SITE)
    answer = Client().get(address.removeprefix(SITE))
    assert answer.status_code == 200
    return Image.open(BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.django_db
def test_a_card_has_a_square_and_a_wide_picture_that_wechat_takes(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = BytesIO()
    Image.new("RGB", (1600, 1200), "brown").save(file, "WEBP")
    picture = CustomImage.objects.create(
        title="芦苇", file=ContentFile(file.getvalue(), "reeds.webp")
    )
    said = told(make_event("走进沙家浜", summary="一天。", picture=picture).url)
    assert said["name"] == said["og:title"] == "走进沙家浜"
    assert said["description"] == said["og:description"] == "一天。"
    for key, size in (("image", (600, 600)), ("og:image", (1200, 630))):
        shared = picture_at(said[key])
        assert shared.format == "JPEG"
        assert shared.size == size


def test_every_public_page_has_a_card_an_address_and_its_languages(scene):
    for language, other in (("zh-hans", "en"), ("en", "zh-hans")):
        for page in published(language):
            text = Client().get(page.url).content.decode()
            said = told(page.url)
            assert said["name"], page.url
            assert said["image"].startswith(SITE), page.url
            assert text.count(f'<link rel="canonical" href="{SITE}{page.url}">') == 1, page.url
            languages = dict(
                re.findall(r'hreflang="([\w-]+)" href="http://testserver(/[^"]*)"', text)
            )
            assert languages[language] == page.url
            if other in languages:
                back = Client().get(languages[other]).content.decode()
                assert f'hreflang="{language}" href="http://testserver{page.url}"' in back
            assert '"robots" content="noindex"' not in text


@pytest.mark.django_db
def test_a_search_is_no_page_to_find(client):
    assert '<meta name="robots" content="noindex">' in client.get("/search/?q=x").content.decode()
