"""An OpenID Connect provider in a process of its own: allauth's, with a few persons.

    python tests/services/oidc_server.py PORT

Who is signed in there is told by the header `X-Person`, in place of a page that asks.
"""

import sys
from wsgiref.simple_server import make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.apps import apps
from django.conf import settings
from django.contrib import auth
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

CLIENT, SECRET = "yanxi", "oidc-secret-4711"
CALLBACK = "http://testserver/accounts/oidc/sso/login/callback/"
# name there: family name, given name, address, whether it was proved there
PERSONS = {
    "new": ("欧阳", "修竹", "new@gov.example.org", True),
    "whole": ("", "诸葛明", "whole@gov.example.org", True),
    "lin": ("林", "吉安", "lin@example.org", True),
    "claims": ("林", "吉安", "lin@example.org", False),
}


def key() -> str:
    """A new private key as PEM."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


def signed_in(get_response):
    """Let the header say who is signed in."""

    def run(request):
        name = request.headers.get("X-Person")
        if name:
            request.user = auth.get_user_model().objects.get(username=name)
        return get_response(request)

    return run


urlpatterns: list = []  # allauth's can be read once the settings stand


def configure() -> None:
    """Settings of nothing but a provider, in memory."""
    settings.configure(
        SECRET_KEY="only-for-tests",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            f"{__name__}.signed_in",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        IDP_OIDC_PRIVATE_KEY=key(),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_TZ=True,
    )
    django.setup()
    urlpatterns.append(path("", include("allauth.idp.urls")))
    urlpatterns.append(path("accounts/", include("allauth.account.urls")))


def fill() -> None:
    """The site as a client, and the persons."""
    user_model, address_model = auth.get_user_model(), apps.get_model("account", "EmailAddress")
    client_model = apps.get_model("allauth_idp_oidc", "Client")
    client = client_model(id=CLIENT, name="Yanxi", skip_consent=True)
    client.set_secret(SECRET)
    client.set_scopes(["openid", "profile", "email"])
    client.set_redirect_uris([CALLBACK])
    client.save()
    for name, (family, given, address, proved) in PERSONS.items():
        person = user_model.objects.create(
            username=name, last_name=family, first_name=given, email=address
        )
        address_model.objects.create(user=person, email=address, verified=proved, primary=True)


if __name__ == "__main__":
    configure()
    call_command("migrate", verbosity=0)
    fill()
    make_server("127.0.0.1", int(sys.argv[1]), get_wsgi_application()).serve_forever()
