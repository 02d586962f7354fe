"""The caches of a site whose Redis does not answer."""

from django.test import override_settings

from config.settings.services import cache_of

NOBODY = "redis://127.0.0.1:1/0"
PATHS = "wagtail_site_root_paths"
STORES = {
    "default": cache_of(NOBODY, "cache", spared={PATHS}),
    "pages": cache_of(NOBODY, "cache_pages"),
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}


def redis_away() -> override_settings:
    """While this holds, nobody answers."""
    return override_settings(CACHES=STORES)
