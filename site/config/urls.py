"""All addresses of the site, room by room."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path, register_converter
from django.views.decorators.csp import csp_override
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from kernel.ids import PublicIdConverter
from kernel.rules import public, states
from portal.doors import guarded

register_converter(PublicIdConverter, "oid")

# Wagtail's own doors lead to the site's sign-in: none passes by its limits and second factor.
admin_door = states(public)(RedirectView.as_view(pattern_name="account_login", query_string=True))

urlpatterns = [
    path("", include("kernel.urls")),
    path("", include("calendars.feed_urls")),
    path("", include("portal.discovery_urls")),
    path("admin/login/", admin_door),
    re_path(r"^admin/password_reset/", admin_door),
    path(
        "admin/",
        include(
            (
                decorate_urlpatterns(
                    decorate_urlpatterns(list(wagtailadmin_urls.urlpatterns), guarded),
                    csp_override(settings.ADMIN_CSP),  # type: ignore[arg-type]
                ),
                "",
            )
        ),
    ),
    path("", include("media.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("config.api")),
    path("i18n/", include("django.conf.urls.i18n")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
urlpatterns += i18n_patterns(
    path("", include("people.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("attendance.urls")),
    path("", include("calendars.urls")),
    path("", include("essays.urls")),
    path("", include("notices.urls")),
    path("", include("portal.urls")),
    path("", include("registration.urls")),
    path("", include("reports.urls")),
    path("_util/login/", admin_door),
    re_path(r"", include(wagtail_urls)),
    prefix_default_language=False,
)

if settings.DEBUG:
    from portal.styleguide import screens, styleguide

    urlpatterns = [
        path("styleguide/", styleguide, name="styleguide"),
        path("styleguide/<str:show>/", screens, name="styleguide-screens"),
        *urlpatterns,
    ]

handler400 = "portal.views.errors.bad_request"
handler403 = "portal.views.errors.forbidden"
handler404 = "portal.views.errors.not_found"
handler500 = "portal.views.errors.broken"
