"""The site's addresses and those of the floors."""

from django.urls import path

from config import urls
from config.urls import handler400, handler403, handler404, handler500
from tests.bench import floors

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    # Below health/, which the page cache leaves alone.
    path(floors.BARE[1:], floors.constant),
    path(floors.CONSTANT[1:], floors.constant),
    path(f"{floors.SELECT[1:]}/<int:key>", floors.select),
    *urls.urlpatterns,
]
