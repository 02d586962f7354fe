"""Settings that hold everywhere. Addresses of services come from `config.env` alone."""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from config.env import env
from config.settings.celery import *  # noqa: F403
from config.settings.logs import LOGGING  # noqa: F401
from config.settings.services import cache_of, database_of, mailers_of, storages_of, store_of
from config.settings.signin import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(env.var_dir) if env.var_dir else ROOT / "var"
VAR.mkdir(parents=True, exist_ok=True)

ROOMS = [
    "portal",
    "reports",
    "calendars",
    "essays",
    "attendance",
    "registration",
    "courses",
    "events",
    "people.apps.PeopleConfig",
    "notices",
    "media",
    "publishing",
    "kernel",
]
INSTALLED_APPS = [
    *ROOMS,
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "people.apps.WagtailUsers",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_structlog",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # how Wagtail says "4 minutes ago"; its words come with the app
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "wagtail.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.forms",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    # Inside GZip, whose padding differs each time: an ETag is of what was said.
    "django.middleware.http.ConditionalGetMiddleware",
    "publishing.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "people.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "people.middleware.CodesMiddleware",
    "people.middleware.SecondFactorMiddleware",
    "kernel.middleware.NotTakenMiddleware",
    "kernel.middleware.DenyByDefaultMiddleware",
    "publishing.redirects.OldAddressMiddleware",
    "publishing.backoffice.unfinished.UnfinishedMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "publishing.context.chrome",
                "notices.context.unread",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database_of(env.database_url, VAR / "yanxi.sqlite3")}
# Pages and feeds have a cache of their own: however many addresses somebody asks for, what counts
# failed sign-ins stays.
CACHES = {
    # Wagtail keeps there at which paths its sites are; whatever else there is counts something.
    "default": cache_of(env.redis_url, "cache", spared={"wagtail_site_root_paths"}),
    "pages": cache_of(env.redis_url, "cache_pages"),
    # Pictures are read together with what shows them; to keep each by itself would be more work.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
MAILERS = mailers_of(env.email_url)
DEFAULT_FROM_EMAIL = env.default_from_email
STORAGES = storages_of(env.storage_url, VAR)
MEDIA_ROOT, MEDIA_URL = VAR / "public", "/uploads/"
STATICFILES_DIRS = [ROOT / "site" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "publishing.joined.JoinedSheetsFinder",
]
STATIC_ROOT, STATIC_URL = VAR / "static", "/static/"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns about a folder that is not there

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# The second holds the Chinese that Wagtail itself still lacks, the third says what django-allauth
# and Django's sign-in say in the words and the tone of this site.
LOCALE_PATHS = [ROOT / "site" / "locale" / name for name in ("", "wagtail", "libraries")]
TIME_ZONE, USE_TZ, USE_I18N = env.time_zone, True, True
WAGTAIL_USER_TIME_ZONES = [env.time_zone]

SITE_URL = env.site_url.rstrip("/")
WAGTAIL_SITE_NAME = "研习 Yanxi"
WAGTAILADMIN_BASE_URL = SITE_URL
# Words are read alike whatever the server's locale. Not named, it is asked for with each row.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "publishing.search", "SEARCH_CONFIG": "simple", "AUTO_UPDATE": True}
}
WAGTAILIMAGES_IMAGE_MODEL = "media.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.CustomDocument"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "txt", "mp4", "webm", "mp3", "m4a"]
# What is in a file is looked at by `media.uploads`; these only stop what is far too large.
WAGTAILDOCS_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "media.forms.DocumentForm"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
# Nothing in the admin may call another host: no avatars, no update check, no video lookup.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "publishing.approved.publish_approved"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {
            "features": ["h3", "h4", "bold", "link", "document-link", "ol", "ul", "blockquote"]
        },
    }
}

AUTH_USER_MODEL = "people.User"
# One form post holds an essay, a roster or a page: 5 MB is far above all of them.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_FAILURE_VIEW = "portal.views.errors.stale_page"
# Wagtail eases this for its own previews.
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# The camera reads passes at the door; nothing else of a device is asked for.
PERMISSIONS_POLICY: dict[str, str | list[str]] = {
    "camera": "self",
    # On a click in the list of venues, rounded in the browser: js/near.js.
    "geolocation": "self",
    **{
        feature: []
        for feature in (
            *("accelerometer", "browsing-topics", "display-capture", "gyroscope"),
            *("magnetometer", "microphone", "midi", "payment", "serial", "usb"),
        )
    },
}
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:", "blob:", *filter(None, [store_of(env.storage_url)])],
    "media-src": [CSP.SELF, "blob:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
}
# Wagtail's editor still carries inline scripts and styles; its addresses alone are eased.
ADMIN_CSP: dict[str, list[str]] = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
}

DEMO_SITE = False
MFA_REQUIRED = bool(env.mfa_required)
AUDIT_RETENTION_DAYS = 5 * 365
SMS_SENDER = env.sms_sender
SMS_CONSOLE_SHOWS_TEXT = False  # a log is no place for one-time codes
SMS_GATEWAY_URL, SMS_GATEWAY_ID = env.sms_gateway_url, env.sms_gateway_id
SMS_GATEWAY_SECRET, SMS_GATEWAY_SIGN = env.sms_gateway_secret, env.sms_gateway_sign
ACTIVATION_DAYS = env.activation_days
PRIVATE_FILES_PREFIX = env.private_files_prefix
