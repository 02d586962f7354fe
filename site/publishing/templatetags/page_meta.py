"""What other programs are told about a page: description, canonical address, shared picture."""

from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language

register = template.Library()

SHARED = "fill-1200x630|format-jpeg"
LOCALES = {"zh-hans": "zh_CN", "en": "en_US"}


def absolute(url: str) -> str:
    """An address with the site's own scheme and host."""
    return url if "://" in url else f"{settings.SITE_URL}{url}"


@register.simple_tag(takes_context=True)
def page_meta(context: dict[str, Any]) -> dict[str, str]:
    """Description, canonical address, title, locale and picture of the page in the context."""
    page, request = context.get("page"), context.get("request")
    summary = getattr(page, "search_description", "") or getattr(page, "summary", "")
    number = request.GET.get("page", "") if request is not None else ""
    url = page.get_url(request) if getattr(page, "pk", None) else ""
    if url and number.isdecimal() and number != "1":
        url += f"?page={number[:6]}"
    picture = getattr(page, "picture", None)
    image = picture.get_rendition(SHARED).url if picture else static("icons/share.jpg")
    return {
        "title": getattr(page, "seo_title", "") or getattr(page, "title", ""),
        "description": summary,
        "canonical": absolute(url) if url else "",
        "locale": LOCALES.get((get_language() or "").lower(), "zh_CN"),
        "image": absolute(image),
    }
