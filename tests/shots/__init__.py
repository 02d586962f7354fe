"""`make shots`: every page of the demo as pictures, and what changed since the run before."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()  # the demo's people and the journeys' screens are the site's own modules
