"""Settings of `make run`: no server but this one, mails on the console, the demo's content."""

from config.settings.base import *  # noqa: F403

DEBUG = True
SECRET_KEY = env.secret_key or "only-for-this-machine-never-in-production"  # noqa: F405
ALLOWED_HOSTS = [host for host in env.allowed_hosts.split(",") if host] or ["*"]  # noqa: F405
DEMO_SITE = True
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
AUDIT_RETENTION_DAYS = -1  # the demo can be reset
