"""Settings, addresses and entry points: the only room that knows every other.

It owns no table and no rule. It must not hold anything a room could own itself.
"""

from config.celery import app as celery_app

__all__ = ["celery_app"]
