"""Settings of a real site. It refuses to start, in one clear line each, without what it needs."""

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.services import mailers_of

for _name in ("secret_key", "allowed_hosts", "database_url"):
    if not getattr(env, _name):  # noqa: F405
        raise ImproperlyConfigured(f"{_name.upper()} is not set: see docs/operations.md.")

DEBUG = False
MAILERS = mailers_of(env.email_url or "smtp://localhost")  # noqa: F405
SECRET_KEY = env.secret_key  # noqa: F405
ALLOWED_HOSTS = [host.strip() for host in env.allowed_hosts.split(",") if host.strip()]  # noqa: F405
CSRF_TRUSTED_ORIGINS = [SITE_URL]  # noqa: F405
MFA_REQUIRED = env.mfa_required is not False  # noqa: F405
SECURE_SSL_REDIRECT = True
# The health addresses are asked over plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
# A browser takes `__Host-` cookies from this host alone, over TLS, for all of it: no other site
# below the same domain can plant one.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
DEVICE_COOKIE_NAME = "__Host-device"
SCAN_COOKIE_NAME, PHONE_COOKIE_NAME = "__Host-scan", "__Host-phone"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.trusted_proxies else None  # noqa: F405
