"""Settings of the tests: PostgreSQL as `default` where there is one, SQLite always as `sqlite`."""

from config.settings.base import *  # noqa: F403
from config.settings.services import database_of

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DATABASES["sqlite"] = database_of("", VAR / "test-alias.sqlite3")  # noqa: F405
DATABASES["sqlite"]["TEST"] = {"NAME": str(VAR / "test-sqlite.sqlite3")}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test-default.sqlite3")}  # noqa: F405
CACHES |= {  # noqa: F405
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "pages")
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
# Passwords are typed by nobody here; the second factor is turned on by the tests that are about it.
MFA_REQUIRED = False
SMS_CONSOLE_SHOWS_TEXT = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # no TLS on this machine
AUDIT_RETENTION_DAYS = -2  # flushing between transactional tests deletes rows
