"""What other programs are told about every page: cards of WeChat, search engines, languages."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client
from PIL import Image

from portal.founding import found
from portal.models import StandardPage
from publishing.motifs import Motif
from publishing.templatetags.page_meta import meta_of
from publishing.templatetags.pictures import drawing_named
from tests.factories import make_event, make_picture
from tests.walk.scene import published

SITE = "http://localhost:8000"
# Bytes that a phone on a slow line loads for a card in a chat.
HEAVIEST = 100_000
META = re.compile(r'<meta (?:itemprop|property|name)="([\w:]+)" content="([^"]*)">')


def told(url):
    """All that the head of a page says to other programs, by name."""
    text = Client().get(url).content.decode()
    return dict(META.findall(text[: text.index("</head>")]))


@pytest.mark.django_db
def test_a_card_has_a_square_and_a_wide_picture_that_wechat_takes():
    # WeChat takes no WebP and shows a square of at least 300 px.
    square, wide = "fill-600x600|format-jpeg", "fill-1200x630|format-jpeg"
    page = StandardPage(
        title="走进沙家浜", summary="一天。", picture=make_picture("reeds", square, wide)
    )
    head = render_to_string("publishing/meta_tags.html", {"meta": meta_of(page, "/x/")})
    said = dict(META.findall(head))
    assert said["name"] == said["og:title"] == "走进沙家浜"
    assert said["description"] == said["og:description"] == "一天。"
    assert said["image"] == f"{SITE}/uploads/images/reeds-fill-600x600.jpg"
    assert said["og:image"] == f"{SITE}/uploads/images/reeds-fill-1200x630.jpg"


@pytest.mark.django_db
def test_a_page_whose_picture_is_lost_has_the_drawing_on_its_card():
    said = meta_of(StandardPage(title="走进沙家浜", picture=make_picture("lost")), "/x/")
    assert said["image"] == said["square"] == SITE + drawing_named("mountain")


@pytest.mark.parametrize("motif", Motif.values)
def test_a_drawing_can_stand_on_a_card(motif):
    path = Path(finders.find(drawing_named(motif).removeprefix("/static/")))
    with Image.open(path) as drawing:
        assert min(drawing.size) >= 300
        assert drawing.format == "JPEG"
    assert path.stat().st_size < HEAVIEST


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


@pytest.mark.django_db
def test_a_later_page_of_a_list_names_no_translation_in_its_head(client):
    found()
    for query, names in (("", True), ("?page=1", True), ("?page=2", False)):
        text = client.get(f"/venues/{query}").text
        head, body = text.split("</head>")
        assert ('rel="alternate" hreflang="en"' in head) is names, query
        assert 'href="/en/venues/" lang="en" hreflang="en"' in body, "readers still change over"


@pytest.mark.django_db
def test_a_page_without_a_translation_leads_to_the_home_page_of_the_other_language(client):
    found()
    head, body = client.get(make_event("沙龙一号").url).text.split("</head>")
    assert 'href="/en/" lang="en" hreflang="en"' in body
    assert 'hreflang="en"' not in head
