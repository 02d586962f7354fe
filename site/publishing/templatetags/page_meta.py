"""What other programs are told about a page: description, canonical address, shared picture."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from publishing.frame import frame_of
from publishing.queries import open_to_all
from publishing.templatetags.pictures import drawing_of

register = template.Library()

SHARED = "fill-1200x630|format-jpeg"
# WeChat and QQ show a square and take no WebP.
SQUARE = "fill-600x600|format-jpeg"
LOCALES = {"zh-hans": "zh_CN", "en": "en_US"}


def absolute(url: str) -> str:
    """An address with the site's own scheme and host."""
    return url if "://" in url else f"{settings.SITE_URL}{url}"


@register.simple_tag(takes_context=True)
def page_meta(context: dict[str, Any]) -> dict[str, str]:
    """Description, canonical address, title, locale and picture of the page in the context."""
    page: Any = context.get("page")
    request = context.get("request")
    number = request.GET.get("page", "") if request is not None else ""
    # An alias is found under the page that it shows.
    page_shown: Any = getattr(page, "alias_of", None) or page
    url = page_shown.get_url(request) if getattr(page, "pk", None) else ""
    if url and number.isdecimal() and number != "1":
        url += f"?page={number[:6]}"
    return meta_of(page, url or "")


def meta_of(page: Any, url: str, *, title: str = "", description: str = "") -> dict[str, str]:
    """The same for what stands at `url` and shows `page` under a title of its own."""
    summary = getattr(page, "search_description", "") or getattr(page, "summary", "")
    picture = getattr(page, "picture", None)
    subject = getattr(page, "kind", None) or getattr(page, "venue", None)
    drawing = drawing_of(page, getattr(subject, "motif", None))
    image, square = (picture and picture.addresses(SHARED, SQUARE)) or (drawing, drawing)
    return {
        "title": title or getattr(page, "seo_title", "") or getattr(page, "title", ""),
        "description": description or summary,
        "canonical": absolute(url) if url else "",
        "locale": LOCALES.get((get_language() or "").lower(), "zh_CN"),
        "image": absolute(image),
        "square": absolute(square),
    }


@register.simple_tag(takes_context=True)
def crumbs(context: dict[str, Any]) -> list[dict[str, str]]:
    """Title and address of the pages above this one, below the home page."""
    page: Any = context.get("page")
    request = context.get("request")
    if not getattr(page, "path", ""):
        return []
    above = pages_above(page, frame_of(request))
    return [{"title": item.title, "url": item.get_url(request)} for item in above]


def pages_above(page: Any, frame: Any) -> Any:
    """Pages between the home page and this one."""
    if frame is not None and page.depth <= 4:
        return [top for top in frame.tops if page.depth == 4 and page.path.startswith(top.path)]
    if getattr(page, "above", None) is not None:
        return page.above
    return page.get_ancestors().filter(depth__gt=2).select_related("locale")


@register.simple_tag(takes_context=True)
def pages_below(context: dict[str, Any]) -> list[dict[str, str]]:
    """Title and address of the published pages below this one."""
    page: Any = context.get("page")
    request = context.get("request")
    if not getattr(page, "path", ""):
        return []
    below = open_to_all(page.get_children()).select_related("locale")
    return [{"title": item.title, "url": item.get_url(request)} for item in below]
