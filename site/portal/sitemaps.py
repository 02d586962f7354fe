"""What search engines are to visit: published pages and offerings, in both languages."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import Page

from events.models import Offering

KEPT = timedelta(days=366)
"""How long an offering that is over is still worth a visit."""


class PagesSitemap(WagtailSitemap):
    """The trees of all languages; Wagtail's own knows that of the main language alone."""

    def items(self) -> Any:
        """What everybody may read."""
        roots = self.get_wagtail_site().root_page.get_translations(inclusive=True)
        trees = (Page.objects.descendant_of(root, inclusive=True) for root in roots)
        pages = reduce(or_, trees).live().public().order_by("path")
        return pages.defer_streamfields().specific()


class OwnSitemap(Sitemap):
    """What is no page of Wagtail's: in both languages, on the site's own host."""

    i18n = alternates = x_default = True

    def get_protocol(self, protocol: str | None = None) -> str:
        """As the site's own address says, not as the proxy asked."""
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site: Any = None) -> str:
        """The site's own host, whichever host was asked."""
        return settings.SITE_URL.partition("://")[2]


class CalendarSitemap(OwnSitemap):
    """The calendar, as it opens."""

    changefreq = "daily"

    def items(self) -> list[str]:
        """By name."""
        return ["calendar"]

    def location(self, item: str) -> str:
        """Its address in the language that is being listed."""
        return reverse(item)


class OfferingsSitemap(OwnSitemap):
    """`/o/<id>/`, an address that people share: of all that is to come or was held of late."""

    limit = 5000

    def items(self) -> Any:
        """Public ones, in a fixed order."""
        found = Offering.objects.public().with_figures()
        return found.filter(ends_at__gte=timezone.now() - KEPT).order_by("pk")

    def lastmod(self, item: Any) -> datetime:
        """Its last change."""
        return item.changed_at


SITEMAPS: dict[str, Any] = {
    "pages": PagesSitemap,
    "calendar": CalendarSitemap,
    "offerings": OfferingsSitemap,
}
