"""Settings of `make run`: no server but this one, mails as files, the demo's content."""

from config.settings.base import *  # noqa: F403
from config.settings.services import mailers_of

DEBUG = True
SECRET_KEY = env.secret_key or "only-for-this-machine-never-in-production"  # noqa: F405
ALLOWED_HOSTS = [host for host in env.allowed_hosts.split(",") if host] or ["*"]  # noqa: F405
MIDDLEWARE = [*MIDDLEWARE, "portal.views.errors.OwnNotFoundMiddleware"]  # noqa: F405
DEMO_SITE = True
SMS_CONSOLE_SHOWS_TEXT = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # no TLS on this machine
MAILERS = mailers_of(env.email_url or f"file://{VAR}/mails")  # noqa: F405
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
AUDIT_RETENTION_DAYS = -2  # the demo can be reset
