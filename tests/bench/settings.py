"""Production, with addresses for the floors and static files that need not be collected first."""

from config.settings.production import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False  # noqa: F405
# Templates ask for the address of a file only; the manifest would take half a minute to make.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
