"""The demo as a real site answers: its own error pages, nothing of Django's for developers."""

from config.settings.dev import *  # noqa: F403

DEBUG = False
ROOT_URLCONF = "tests.shots.urls"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
