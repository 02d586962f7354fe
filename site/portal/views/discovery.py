"""What programs ask a site for: where its pages are, where not to look, what is new."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps.views import x_robots_tag
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import get_current_timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import index
from wagtail.contrib.sitemaps.views import sitemap as urls_of
from wagtail.models import Site

from essays.collected import published
from essays.models import EssayCollectionPage
from kernel.rules import public, states
from portal.columns import A_PAGE
from portal.models import ArticlePage, ColumnPage
from portal.sitemaps import SITEMAPS
from publishing.models import SiteSettings

QUARTER = 15 * 60
# Screens of persons and of work: there is nothing there to find.
NOT_TO_VISIT = (
    "/admin/",
    "/accounts/",
    "/me/",
    "/unit/",
    "/desk/",
    "/review/",
    "/search/",
    "/api/",
)


@states(public)
@require_safe
@cache_control(public=True, max_age=QUARTER)
def robots(request: HttpRequest) -> HttpResponse:
    """`/robots.txt`, for both languages."""
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}{path}" for prefix in ("", "/en") for path in NOT_TO_VISIT]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@states(public)
@require_safe
@x_robots_tag
@cache_control(public=True, max_age=QUARTER)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """`/sitemap.xml`: the sections and their pages."""
    return index(request, SITEMAPS, sitemap_url_name="sitemap-section")


@states(public)
@require_safe
@cache_control(public=True, max_age=QUARTER)
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """`/sitemap-<section>.xml`."""
    return urls_of(request, SITEMAPS, section=section)


class ColumnFeed(Feed):
    """The newest articles of a column and of those below it, or a collection's essays, as RSS."""

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest, where: str) -> Any:
        """The column at `/<where>/` of the language asked in, as long as everybody may read it."""
        site = Site.find_for_request(request)
        if site is None or "\0" in where:
            raise Http404
        path = f"{site.root_page.localized.url_path}{where}/"
        for model in (ColumnPage, EssayCollectionPage):
            pages = model.objects.live().public().select_related("locale")
            if (page := pages.filter(url_path=path).first()) is not None:
                return page
        raise Http404

    def title(self, obj: Any) -> str:
        """What a reader lists it as: with the name that editors gave the site."""
        named = SiteSettings.for_site(obj.get_site())
        return f"{obj.title} · {named.name_en if self.language(obj) == 'en' else named.name}"

    def link(self, obj: Any) -> str:
        """The column's page."""
        return obj.full_url

    def description(self, obj: Any) -> str:
        """Its summary."""
        return obj.summary or obj.title

    def language(self, obj: Any) -> str:  # type: ignore[override]
        """The language it is written in."""
        return "en" if obj.locale.language_code == "en" else "zh-cn"

    def items(self, obj: Any) -> Any:
        """The newest ones."""
        if isinstance(obj, EssayCollectionPage):
            return published().child_of(obj)[:A_PAGE]
        found = ArticlePage.objects.descendant_of(obj).live().public()
        return found.order_by("-published_on", "-pk")[:A_PAGE]

    def item_title(self, item: Any) -> str:
        """Its title."""
        return item.title

    def item_description(self, item: Any) -> str:
        """Its summary."""
        return item.summary

    def item_link(self, item: Any) -> str:
        """Its page."""
        return item.full_url

    def item_pubdate(self, item: Any) -> datetime:
        """The day it is dated, which has no hour."""
        return datetime.combine(item.published_on, datetime.min.time(), get_current_timezone())


column_feed = states(public)(
    require_safe(cache_control(public=True, max_age=QUARTER)(ColumnFeed()))
)
